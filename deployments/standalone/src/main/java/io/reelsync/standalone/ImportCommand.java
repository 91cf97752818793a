package io.reelsync.standalone;

import io.reelsync.source.DatasetException;
import io.reelsync.source.DatasetFormat;
import io.reelsync.startup.SourceJars;
import io.reelsync.startup.StartRefused;
import io.reelsync.worker.imports.DatasetFetcher;
import io.reelsync.worker.imports.ImportDataset;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelsync import}: what a source's datasets say of the titles of the catalogue. */
@Command(
        name = "./reelsync import",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Reads datasets into the catalogue. Of IMDb these are title.basics (original title, year, runtime),",
            "title.ratings (score, votes) and title.akas (other names), as TSV, compressed with gzip or not, each from",
            "a file or from an address of http or https.",
            "Only titles whose IMDb ids are known get something; a file that was imported last is not read again,",
            "and one that is cut off changes nothing.",
            ""
        },
        footer = {
            "",
            "The database is the one of REELSYNC_MYSQL_URL (with _USER and _PASSWORD), or else that of the data folder,",
            "while no ./reelsync up runs on it. Which source is believed for which field: docs/configuration.md.",
            "Exit code: 0; 1 where a file could not be imported; 2 where something keeps it from running."
        })
class ImportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SOURCE", description = "Whose datasets they are: imdb.")
    String source = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE|ADDRESS",
            description = "One dataset each. REELSYNC_IMDB_DATASETS has workers get them by themselves.")
    List<String> locations = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of ./reelsync up. Default: .reelsync in the project's folder.")
    @Nullable
    Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    private final PrintStream out = System.out;

    public static void main(String[] args) {
        UpCommand.quietUntilLogFileIsOpen();
        System.exit(CommandLines.of(new ImportCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        SourceJars.load();
        for (String location : locations) {
            requireFile(location);
        }
        try (ChosenDatabase database = ChosenDatabase.open(data)) {
            return importAll(database.settings());
        }
    }

    private static void requireFile(String location) {
        if (DatasetFetcher.isAddress(location)) {
            return;
        }
        Path file = Path.of(location);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new StartRefused("there is no file " + file + " that can be read");
        }
    }

    private int importAll(Map<String, Object> given) throws IOException {
        int failed = 0;
        try (ConfigurableApplicationContext context = CatalogueApplication.start("reelsync-import", given)) {
            DatasetFetcher fetcher = context.getBean(DatasetFetcher.class);
            ImportDataset datasets = context.getBean(ImportDataset.class);
            DatasetFormat format = datasets.format(source);
            for (String location : locations) {
                failed += importOne(fetcher, datasets, format, location) ? 0 : 1;
            }
        } catch (IllegalArgumentException unknownSource) {
            throw new StartRefused(String.valueOf(unknownSource.getMessage()));
        }
        return failed == 0 ? 0 : 1;
    }

    private boolean importOne(DatasetFetcher fetcher, ImportDataset datasets, DatasetFormat format, String location)
            throws IOException {
        long began = System.nanoTime();
        try (DatasetFetcher.Got got = get(fetcher, format, location)) {
            ImportDataset.Report report = datasets.run(source, got.file());
            double seconds = (System.nanoTime() - began) / 1e9;
            tell(location, report, seconds);
            return true;
        } catch (DatasetException refused) {
            System.err.println(location + ": " + refused.getMessage() + "; nothing was changed");
            return false;
        }
    }

    private static DatasetFetcher.Got get(DatasetFetcher fetcher, DatasetFormat format, String location)
            throws DatasetException {
        try {
            return fetcher.get(location, null, format.schedule().proxy())
                    .orElseThrow(() -> new IOException("it has nothing to give"));
        } catch (IOException notGot) {
            throw new DatasetException("it can't be got: " + notGot.getMessage(), notGot);
        }
    }

    private void tell(String location, ImportDataset.Report report, double seconds) {
        if (!report.imported()) {
            out.printf(
                    Locale.ROOT,
                    "%s: the same %s was imported last; it is not read again%n",
                    location,
                    report.dataset());
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s: %s, %d rows in %.1f s (%.0f a second); titles of the catalogue: %d; something new: %d%n",
                location,
                report.dataset(),
                report.rows(),
                seconds,
                report.rows() / Math.max(0.001, seconds),
                report.titles(),
                report.changed());
        if (report.broken() > 0) {
            out.printf(Locale.ROOT, "%s: broken rows, left out: %d%n", location, report.broken());
        }
    }
}
