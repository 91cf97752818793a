package io.reelsync.bench;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.Installation;
import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.Report;
import io.reelsync.bench.figure.ReportOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelsync bench import}: how fast a dataset goes into the catalogue, and what memory that takes. */
@Command(
        name = "import",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Fills a database with made titles, and measures ./reelsync import imdb with a made title.ratings: the first time,",
            "when all is new, and with the next day's, of which a tenth is.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again.",
            "Exit code: 0; 2 if something keeps it from running."
        })
final class ImportCommand implements Callable<Integer> {
    private static final int MOST = 10_000_000;
    private static final long LOOKS_EVERY_MILLIS = 50;
    private static final int ONE_IN_CHANGES = 10;

    @Option(
            names = "--titles",
            paramLabel = "N",
            defaultValue = "300000",
            description = "How many titles the catalogue has. Default: ${DEFAULT-VALUE}")
    private int titles;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many the dataset has. Default: ${DEFAULT-VALUE}")
    private int rows;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    /** One import. */
    record Each(String what, double seconds, double peakMegabytes) {}

    record ImportReport(int titles, int rows, List<Each> imports) implements Report {
        @Override
        public void writeTable(PrintStream out) {
            out.printf(Locale.ROOT, "%d rows, %d titles in the catalogue; starts included%n%n", rows, titles);
            out.println("| import | s | rows a second | peak MB |");
            out.println("| --- | ---: | ---: | ---: |");
            imports.forEach(each -> out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.0f | %.0f |%n",
                    each.what(),
                    each.seconds(),
                    rows / each.seconds(),
                    each.peakMegabytes()));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Numbers.require("--titles", titles, 1, MOST);
        Numbers.require("--rows", rows, 1, MOST);
        try (BenchFolder folder = new BenchFolder()) {
            Checkout checkout = Checkout.own();
            Installation installation = folder.with(
                    new Installation(folder.path(), checkout, URI.create("http://127.0.0.1:1"), "unlimited"));
            installation.stopServices();
            fill(installation);
            List<Each> imports = List.of(
                    measure("all of it new", checkout, installation, folder.path(), 1),
                    measure("a tenth of it new", checkout, installation, folder.path(), 2));
            options.write(new ImportReport(titles, rows, imports));
            folder.succeeded();
        }
        return 0;
    }

    private void fill(Installation installation) throws SQLException {
        DataSource database = new DriverManagerDataSource(
                setting(installation, "REELSYNC_MYSQL_URL"),
                setting(installation, "REELSYNC_MYSQL_USER"),
                setting(installation, "REELSYNC_MYSQL_PASSWORD"));
        new MadeTitles(1).store(database, titles, done -> {});
        JdbcClient.create(database).sql("""
                        INSERT INTO statements (source, source_id, video_id, facts_json, route, told_at)
                        SELECT source, source_key, id, JSON_OBJECT('kind', type, 'title', title, 'year', year,
                            'imdb_id', imdb_id, 'description', description), 'page', updated_at FROM videos""").update();
    }

    private static String setting(Installation installation, String name) {
        return Objects.requireNonNull(installation.environment().get(name), name);
    }

    private Each measure(String what, Checkout checkout, Installation installation, Path folder, int day)
            throws IOException, InterruptedException {
        Path file = folder.resolve("title.ratings-" + day + ".tsv.gz");
        writeRatings(file, day);
        List<String> command =
                List.of(checkout.home().resolve("reelsync").toString(), "import", "imdb", file.toString());
        long began = System.nanoTime();
        try (MeasuredProcess process =
                MeasuredProcess.start("import-" + day, command, installation.environment(), folder)) {
            long peak = 0;
            while (ProcessHandle.of(process.pid())
                    .filter(ProcessHandle::isAlive)
                    .isPresent()) {
                peak = Math.max(peak, MeasuredProcess.peakBytes(process.pid()));
                TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            process.awaitEnd();
            return new Each(what, seconds, peak / 1e6);
        }
    }

    private void writeRatings(Path file, int day) throws IOException {
        Random random = new Random(7);
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            out.write("tconst\taverageRating\tnumVotes\n");
            for (int id = 1; id <= rows; id++) {
                int votes = 10 + random.nextInt(100_000) + (id % ONE_IN_CHANGES == 0 ? day : 0);
                out.write(String.format(Locale.ROOT, "tt%07d\t%d.%d\t%d%n", id, 1 + id % 9, id % 10, votes));
            }
        }
    }
}
