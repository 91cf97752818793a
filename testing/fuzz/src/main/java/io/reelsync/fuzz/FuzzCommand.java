package io.reelsync.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelsync fuzz}: runs Jazzer over the extraction in a process of its own, and tells what it found. */
@Command(
        name = "./reelsync fuzz",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Feeds the extraction with mutated pages, lists and details. Whatever they hold, the only failure is the",
            "declared one, reading ends within bounded time and memory, and facts keep their rules. Or compares, of",
            "spoilt pages, what is read from their parts with what is read from the whole.",
            ""
        },
        footer = {
            "",
            "Seeds are the sample site's pages, and those of the folder that REELSYNC_PAGES_DIR names.",
            "Exit code: 0, or 1 where something was found; 2 where something keeps it from running."
        })
final class FuzzCommand implements Callable<Integer> {
    private static final String REQUESTS_HOOK = "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery";
    private static final Pattern STATUS =
            Pattern.compile("#(\\d+)\\s+\\S+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/\\S+.*exec/s: (\\d+)");
    private static final int TELL_EVERY_SECONDS = 15;
    /** What is watched as it runs runs ten to twenty times slower. */
    private static final int SECONDS_FOR_ONE = 30;

    private static final String PARTS = "parts";
    private static final List<String> TARGETS = List.of("extraction", PARTS);

    private static final int LONGEST_MINUTES = 7 * 24 * 60;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long, 1 to " + LONGEST_MINUTES + ". Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            defaultValue = "extraction",
            description = {
                "extraction: whatever an answer holds, it is read or refused within bounds.",
                "parts: a page read by its parts says what it says read whole.",
                "Default: ${DEFAULT-VALUE}"
            })
    private String target = "extraction";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Where chance begins, from 1. Default: ${DEFAULT-VALUE}")
    private int seed;

    @Option(names = "--replay", paramLabel = "FILE", description = "Read one file that was found before.")
    private @Nullable Path replay;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    private final PrintStream out = System.out;

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new FuzzCommand());
        command.setParameterExceptionHandler((wrong, words) -> {
            command.getErr()
                    .println("reelsync fuzz: "
                            + String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ")
                            + " (see ./reelsync fuzz --help)");
            return 2;
        });
        command.setExecutionExceptionHandler((failure, line, result) -> {
            command.getErr().println("reelsync fuzz: " + failure.getMessage());
            return 2;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (!TARGETS.contains(target)) {
            throw new IllegalArgumentException(
                    "--target is one of " + String.join(", ", TARGETS) + ", not '" + target + "'");
        }
        if (replay != null) {
            return replay(replay);
        }
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            throw new IllegalArgumentException(
                    "--minutes is a number from 1 to " + LONGEST_MINUTES + ", not " + minutes);
        }
        if (seed < 1) {
            throw new IllegalArgumentException("--seed is a number from 1, not " + seed);
        }
        return fuzz(Files.createTempDirectory("reelsync-fuzz-"));
    }

    private int replay(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file);
        }
        byte[] data = Files.readAllBytes(file);
        try {
            if (comparesParts()) {
                out.println("By its parts and whole: " + PartsFuzzer.compare(PartsFuzzer.page(data)));
                return 0;
            }
            Inputs.Input input = Inputs.of(data);
            long began = System.nanoTime();
            boolean believed = Readers.create().read(input.target(), input.body());
            out.printf(
                    Locale.ROOT,
                    "%s of %d bytes: %s, after %d ms%n",
                    input.target(),
                    input.body().length,
                    believed ? "believed" : "refused",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            return 0;
        } catch (RuntimeException | Error finding) {
            finding.printStackTrace(out);
            return 1;
        }
    }

    private int fuzz(Path folder) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path found = Files.createDirectories(folder.resolve("found"));
        String pages = System.getenv("REELSYNC_PAGES_DIR");
        List<byte[]> seeds = comparesParts()
                ? Seeds.mutations()
                : Seeds.all(pages == null || pages.isBlank() ? null : Path.of(pages));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
        out.printf(
                Locale.ROOT, "%d seeds, seed of chance %d, %d minutes, in %s%n", seeds.size(), seed, minutes, folder);
        ProcessBuilder builder = new ProcessBuilder(command(corpus, found)).redirectErrorStream(true);
        Process jazzer = builder.start();
        Thread onSignal = new Thread(jazzer::destroy);
        Runtime.getRuntime().addShutdownHook(onSignal);
        Map<String, String> last = follow(jazzer, folder.resolve("jazzer.log"));
        int code = jazzer.waitFor();
        List<Path> findings = findings(found);
        out.printf(
                Locale.ROOT,
                "%s executions, %s per second, coverage %s, corpus %s; findings: %d%n",
                last.getOrDefault("runs", "?"),
                last.getOrDefault("speed", "?"),
                last.getOrDefault("coverage", "?"),
                last.getOrDefault("corpus", "?"),
                findings.size());
        findings.forEach(file -> out.println("./reelsync fuzz --target " + target + " --replay " + file));
        if (findings.isEmpty() && code != 0) {
            throw new IllegalStateException("Jazzer ended with " + code + "; see " + folder.resolve("jazzer.log"));
        }
        return findings.isEmpty() ? 0 : 1;
    }

    private boolean comparesParts() {
        return target.equals(PARTS);
    }

    private String fuzzed() {
        return comparesParts() ? "io.reelsync.source.**" : "io.reelsync.source.**:org.jsoup.**";
    }

    private List<String> command(Path corpus, Path found) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-Xss1m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + (comparesParts() ? PartsFuzzer.class : ExtractionFuzzer.class).getName(),
                "--instrumentation_includes=" + fuzzed(),
                // Of every class that it hooks Jazzer looks through the whole class path: the JDK's would take minutes.
                "--custom_hook_includes=" + fuzzed(),
                // It gets its pages from a sample site of its own, over the loopback.
                "--disabled_hooks=" + (comparesParts() ? REQUESTS_HOOK : ""),
                // Coverage alone: with every comparison traced it runs at a fifth of the speed.
                "--trace=cov",
                "--keep_going=20",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-max_total_time=" + TimeUnit.MINUTES.toSeconds(minutes),
                "-seed=" + seed,
                "-max_len=" + (comparesParts() ? 64 : 131072),
                "-timeout=" + SECONDS_FOR_ONE,
                "-rss_limit_mb=3000",
                corpus.toString());
    }

    /** Tells how it goes now and then; what it says goes to a file. */
    private Map<String, String> follow(Process jazzer, Path log) throws IOException {
        Map<String, String> last = Map.of();
        long logNextAt = System.nanoTime();
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(jazzer.getInputStream(), StandardCharsets.UTF_8));
                PrintStream file = new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.println(line);
                Matcher status = STATUS.matcher(line);
                if (status.find()) {
                    last = Map.of(
                            "runs", status.group(1),
                            "coverage", status.group(2),
                            "corpus", status.group(4),
                            "speed", status.group(5));
                }
                if (!last.isEmpty() && System.nanoTime() - logNextAt > 0) {
                    out.printf(
                            "%s executions, %s per second, coverage %s, corpus %s%n",
                            last.get("runs"), last.get("speed"), last.get("coverage"), last.get("corpus"));
                    logNextAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(TELL_EVERY_SECONDS);
                }
                if (line.startsWith("== Java Exception") || line.contains("ERROR: libFuzzer")) {
                    out.println(line);
                }
            }
        }
        return last;
    }

    private static List<Path> findings(Path found) throws IOException {
        try (Stream<Path> files = Files.list(found)) {
            return new ArrayList<>(files.filter(file -> !file.toString().endsWith(".java"))
                    .sorted()
                    .toList());
        }
    }
}
