package io.reelsync.chaos;

import io.reelsync.chaos.cluster.Shape;
import io.reelsync.chaos.fault.Fault;
import io.reelsync.chaos.fault.Faults;
import io.reelsync.chaos.report.ChaosReport;
import io.reelsync.localcluster.BuiltPrograms;
import io.reelsync.localcluster.Programs;
import io.reelsync.servers.Folders;
import io.reelsync.source.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelsync chaos}: breaks a cluster in every way it knows, and looks whether anything was lost. */
@Command(
        name = "./reelsync chaos",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Starts 2 gateways, 2 schedulers and 3 workers on private servers and the sample site, runs syncs, and",
            "injects one fault after another. After each it checks that nothing was lost, doubled or asked too fast.",
            ""
        },
        footer = {"", "Exit code: 0; 1 where a promise was broken; 2 where something keeps it from starting."})
final class ChaosCommand implements Callable<Integer> {
    private static final int LONGEST_MINUTES = 7 * 24 * 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same faults and victims. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "0",
            description = "How long to go on. Each fault comes up once at least, also without this option.")
    private int minutes;

    @Option(
            names = "--pace",
            description = {
                "No faults but one: kill one of four workers each minute, for --minutes (default: 10), and see how",
                "many of the permitted requests are made."
            })
    private boolean pace;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "How fast the site may be asked. Default: 60/3s, with --pace 5/1s")
    private @Nullable String rate;

    @Option(names = "--list", description = "Show all faults with a sentence each.")
    private boolean list;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    @Parameters(paramLabel = "fault", description = "Which faults to draw from. Default: all that are possible here.")
    private List<String> names = new ArrayList<>();

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new ChaosCommand());
        command.setParameterExceptionHandler((wrong, words) -> {
            command.getErr().println("reelsync chaos: " + oneLine(wrong) + " (see ./reelsync chaos --help)");
            return 2;
        });
        command.setExecutionExceptionHandler((failure, line, result) -> {
            command.getErr().println("reelsync chaos: " + oneLine(failure));
            return 2;
        });
        System.exit(command.execute(args));
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Faults.all().forEach(fault -> spec.commandLine()
                    .getOut()
                    .printf(
                            "%-20s %s%s%n",
                            fault.name(),
                            fault.sentence(),
                            Faults.impossible(fault)
                                    .map(why -> " Not possible here: " + why + ".")
                                    .orElse("")));
            return 0;
        }
        if (minutes < 0 || minutes > LONGEST_MINUTES) {
            throw wrong(
                    String.format(Locale.ROOT, "--minutes is a number from 0 to %d, not %d", LONGEST_MINUTES, minutes));
        }
        if (pace) {
            if (!names.isEmpty()) {
                throw wrong("--pace takes no faults");
            }
            Rate limit = rate("5/1s");
            return within((folder, report) -> new Pace(limit, minutes == 0 ? 10 : minutes, folder, programs(), report));
        }
        List<Fault> faults = chosen();
        Shape shape = new Shape(2, 2, 3, rate("60/3s"));
        return within((folder, report) -> {
            report.say(String.format(Locale.ROOT, "seed %d, %d faults, logs in %s", seed, faults.size(), folder));
            return new Chaos(shape, faults, seed, Duration.ofMinutes(minutes), folder, programs(), report);
        });
    }

    private Rate rate(String usual) {
        try {
            Rate chosen = Rate.of(rate == null ? usual : rate);
            if (chosen.isUnlimited()) {
                throw new IllegalArgumentException("what is looked at is whether a limit is kept");
            }
            return chosen;
        } catch (IllegalArgumentException none) {
            throw wrong("--rate: " + none.getMessage());
        }
    }

    private List<Fault> chosen() {
        if (names.isEmpty()) {
            return Faults.all().stream()
                    .filter(fault -> Faults.impossible(fault).isEmpty())
                    .toList();
        }
        List<Fault> chosen = new ArrayList<>();
        for (String name : names) {
            Fault fault = Faults.find(name)
                    .orElseThrow(() -> wrong("there is no fault '%s'; see ./reelsync chaos --list".formatted(name)));
            Optional<String> impossible = Faults.impossible(fault);
            if (impossible.isPresent()) {
                throw wrong("%s is not possible here: %s".formatted(name, impossible.get()));
            }
            if (!chosen.contains(fault)) {
                chosen.add(fault);
            }
        }
        return chosen;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Something that is run in a folder of its own. */
    interface Trial extends AutoCloseable {
        int run() throws InterruptedException;

        @Override
        void close();
    }

    private static Programs programs() {
        return new BuiltPrograms(Path.of(System.getProperty("reelsync.home", "."))
                .toAbsolutePath()
                .normalize());
    }

    private int within(BiFunction<Path, ChaosReport, Trial> trials) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("reelsync-chaos-").toRealPath();
        AtomicBoolean kept = new AtomicBoolean();
        ChaosReport report = new ChaosReport(spec.commandLine().getOut());
        try (Trial trial = trials.apply(folder, report);
                AtEnd atEnd = new AtEnd(() -> {
                    trial.close();
                    if (!kept.get() && report.violations() == 0) {
                        Folders.deleteIfThere(folder);
                    }
                })) {
            int violations = runKeeping(trial, kept);
            kept.set(violations > 0);
            if (violations > 0) {
                report.say("the logs are kept in " + folder);
            }
            return violations == 0 ? 0 : 1;
        }
    }

    /** Where it fails, its logs say why. */
    private static int runKeeping(Trial trial, AtomicBoolean kept) throws InterruptedException {
        try {
            return trial.run();
        } catch (RuntimeException failure) {
            kept.set(true);
            throw failure;
        }
    }
}
