package io.reelsync.bench.dispatch;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.bench.deployment.PrivateServers;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import io.reelsync.localcluster.Launch;
import io.reelsync.localcluster.ServiceRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code reelsync bench dispatch}: how fast a scheduler hands out what is due. */
@Command(
        name = "dispatch",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures how fast a scheduler leases subjects and publishes their tasks, each confirmed by the broker, and how",
            "long its query takes if many are due: by the scheduler's own classes, on private servers.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again.",
            "Exit code: 0; 2 if something keeps it from running."
        })
public final class DispatchCommand implements Callable<Integer> {
    private static final int MOST_SUBJECTS = 10_000_000;
    private static final int MOST_ROUNDS = 1000;
    private static final int MOST_AT_ONCE = 10_000;

    @Option(
            names = "--subjects",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many subjects are due. Default: ${DEFAULT-VALUE}")
    private int subjects;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many are handed out at once. Default: ${DEFAULT-VALUE}")
    private int window;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How often. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    private final String classPath;

    /** With the scheduler that the launcher has built. */
    public DispatchCommand() {
        this(Checkout.own().withBench(ServiceRole.SCHEDULER));
    }

    /** @param classPath of a scheduler, and of {@link DispatchProgram} */
    DispatchCommand(String classPath) {
        this.classPath = classPath;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require("--window", window, 1, MOST_AT_ONCE);
        Numbers.require("--rounds", rounds, 1, MOST_ROUNDS);
        Numbers.require("--subjects", subjects, (rounds + 1L) * (window + 1), MOST_SUBJECTS);
        try (BenchFolder folder = new BenchFolder()) {
            Path result = folder.path().resolve("result.json");
            PrivateServers servers = folder.with(new PrivateServers(folder.path()));
            Map<String, String> settings = new HashMap<>(Launch.environment(servers.settings()));
            settings.put("LOGGING_THRESHOLD_CONSOLE", "off");
            settings.put("REELSYNC_SCHEDULER_SCHEDULED", "false");
            settings.put("REELSYNC_LOG_DIR", folder.path().resolve("scheduler").toString());
            settings.put(DispatchProgram.SUBJECTS, String.valueOf(subjects));
            settings.put(DispatchProgram.WINDOW, String.valueOf(window));
            settings.put(DispatchProgram.ROUNDS, String.valueOf(rounds));
            settings.put(DispatchProgram.RESULT, result.toString());
            folder.with(MeasuredProcess.java("scheduler", DispatchProgram.class, classPath, settings, folder.path()))
                    .awaitEnd();
            options.write(JsonMapper.shared().readValue(Files.readString(result), DispatchReport.class));
            folder.succeeded();
        }
        return 0;
    }
}
