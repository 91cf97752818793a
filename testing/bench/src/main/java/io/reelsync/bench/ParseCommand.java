package io.reelsync.bench;

import io.reelsync.bench.figure.Median;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.Report;
import io.reelsync.bench.figure.ReportOptions;
import io.reelsync.bench.page.PageReader;
import io.reelsync.bench.page.SavedPages;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelsync bench parse}: what reading a page costs, beside a plain jsoup program. */
@Command(
        name = "parse",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures what reading a title's page costs, from its bytes to its facts, beside a program that parses the",
            "page with jsoup and selects once for each field. Both run in turns, each time in a process of its own.",
            ""
        },
        footer = {
            "",
            "On a shared machine the times say little; the ratio is the median of the rounds' ratios.",
            "Exit code: 0; 2 where something keeps it from running."
        })
final class ParseCommand implements Callable<Integer> {
    private static final int MADE_PAGES = 20;
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_SECONDS = 600;

    @Option(
            names = "--pages",
            paramLabel = "DIR",
            description = "A folder of titles' pages, <id>.html. Default: made ones, of the sample site.")
    private @Nullable Path pages;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each is run. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long each runs in a round, after half as long to warm up. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    /** What one page takes. */
    private record Cost(double micros, double bytes) {}

    private record Round(Cost reference, Cost subject) {
        double ratio() {
            return subject.micros() / reference.micros();
        }
    }

    /** The answer: medians of all rounds. */
    record Measured(int pages, int rounds, Each reference, Each subject, double ratio) implements Report {
        record Each(double microsecondsPerPage, long bytesPerPage) {}

        @Override
        public void writeTable(PrintStream out) {
            String many = rounds == 1 ? "1 round" : rounds + " rounds";
            out.printf(Locale.ROOT, "%d pages, %s%n%n", pages, many);
            out.println("| reading | us a page | KB allocated a page |");
            out.println("| --- | ---: | ---: |");
            writeRow(out, "a jsoup parse, a select for each field", reference);
            writeRow(out, "Reelsync", subject);
            out.printf(Locale.ROOT, "%nReelsync takes %.0f %% of the time.%n", 100 * ratio);
        }

        private static void writeRow(PrintStream out, String name, Each each) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f |%n",
                    name,
                    each.microsecondsPerPage(),
                    each.bytesPerPage() / 1000.0);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        Numbers.require("--rounds", rounds, 1, MOST_ROUNDS);
        Numbers.require("--seconds", seconds, 1, MOST_SECONDS);
        if (pages != null) {
            measure(pages);
            return 0;
        }
        Path made = Files.createTempDirectory("reelsync-bench");
        try {
            SavedPages.make(made, MADE_PAGES);
            measure(made);
            return 0;
        } finally {
            FileSystemUtils.deleteRecursively(made);
        }
    }

    private void measure(Path folder) throws IOException, RunnerException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        int readable = (int) SavedPages.in(folder).stream()
                .filter(PageReader.create()::believes)
                .count();
        if (readable == 0) {
            throw new IllegalArgumentException("no page in " + folder + " can be read: they are named <id>.html");
        }
        List<Round> done = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            done.add(new Round(run("reference", folder, readable), run("subject", folder, readable)));
        }
        options.write(new Measured(
                readable,
                rounds,
                median(done, Round::reference),
                median(done, Round::subject),
                Median.of(done, Round::ratio)));
    }

    private Cost run(String method, Path folder, int pages) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("^" + ParseBench.class.getName().replace(".", "\\.") + "\\." + method + "$")
                        .param("folder", folder.toAbsolutePath().toString())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(1)
                        .jvmArgs("-Xmx512m", "-Dfile.encoding=UTF-8")
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(seconds * 500L))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.seconds(seconds))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        RunResult result = results.iterator().next();
        double bytes = Objects.requireNonNull(
                        result.getSecondaryResults().get("gc.alloc.rate.norm"), "JMH told no allocations")
                .getScore();
        return new Cost(result.getPrimaryResult().getScore() / pages, bytes / pages);
    }

    private static Measured.Each median(List<Round> rounds, Function<Round, Cost> of) {
        return new Measured.Each(
                Median.of(rounds, round -> of.apply(round).micros()),
                Math.round(Median.of(rounds, round -> of.apply(round).bytes())));
    }
}
