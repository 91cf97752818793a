package io.reelsync.standalone;

import io.reelsync.startup.SourceJars;
import io.reelsync.startup.StartRefused;
import io.reelsync.worker.settle.Reparse;
import io.reelsync.worker.settle.Reparse.Difference;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelsync reparse}: today's extraction over the archive of raw pages. */
@Command(
        name = "./reelsync reparse",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Reads the archived pages again with today's extraction, and tells what would change. Nothing is",
            "written without --apply. Score, votes, cover and the number of episodes that are out are left",
            "alone: lists have refreshed them since.",
            ""
        },
        footer = {
            "",
            "The database is the one of REELSYNC_MYSQL_URL (with _USER and _PASSWORD), or else that of the data folder,",
            "while no ./reelsync up runs on it. Pages are archived where REELSYNC_CATALOG_ARCHIVE_ENABLED is true.",
            "Exit code: 0; 2 where something keeps it from running."
        })
class ReparseCommand implements Callable<Integer> {
    private static final int LONGEST_VALUE = 60;

    @Option(names = "--apply", description = "Store what differs, with its history of changes.")
    boolean apply;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many differences to tell in full, 0 to 1000. Default: ${DEFAULT-VALUE}")
    int show;

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
        System.exit(CommandLines.of(new ReparseCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (show < 0 || show > 1000) {
            throw new StartRefused("--show is a number from 0 to 1000, not " + show);
        }
        SourceJars.load();
        try (ChosenDatabase database = ChosenDatabase.open(data)) {
            return reparse(database.settings());
        }
    }

    private int reparse(Map<String, Object> given) {
        try (ConfigurableApplicationContext context = CatalogueApplication.start("reelsync-reparse", given)) {
            tell(context.getBean(Reparse.class).run(apply, show));
        }
        return 0;
    }

    private void tell(Reparse.Report report) {
        if (report.pages() == 0) {
            out.println("The archive holds no page. Pages are kept where REELSYNC_CATALOG_ARCHIVE_ENABLED is true.");
            return;
        }
        out.printf(
                Locale.ROOT,
                "Pages read: %d; titles that %s: %d%n",
                report.pages(),
                apply ? "changed" : "differ",
                report.titles());
        report.fields().forEach((field, titles) -> out.printf(Locale.ROOT, "  %-24s %6d%n", field, titles));
        for (Difference one : report.examples()) {
            out.printf("%s %s: %s -> %s%n", one.subject(), one.field(), shortened(one.from()), shortened(one.to()));
        }
        report.broken()
                .forEach((reason, pages) -> out.printf(
                        Locale.ROOT, "Pages that can't be read any more: %d, %s (%s)%n", pages, reason, reason.text()));
        if (report.lossy() > 0) {
            out.printf(Locale.ROOT, "Pages that lack much of what is stored, left alone: %d%n", report.lossy());
        }
        if (!apply) {
            out.println("Nothing was changed. To store what differs: ./reelsync reparse --apply");
        }
    }

    private static String shortened(@Nullable String value) {
        if (value == null) {
            return "nothing";
        }
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_VALUE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }
}
