package io.reelsync.bench.start;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelsync bench start}: how long a start takes, and what a service takes that has nothing to do. */
@Command(
        name = "start",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures the time from ./reelsync up, with the data of an earlier run, to the first stored title, and the memory",
            "of each service that has had nothing to do for a while.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again.",
            "Exit code: 0; 2 if something keeps it from running."
        })
public final class StartCommand implements Callable<Integer> {
    /** The sample site's list is so long. */
    private static final int MOST_ROUNDS = 20;

    private static final int MOST_SECONDS = 3600;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often it is started. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the services have nothing to do. Default: ${DEFAULT-VALUE}")
    private int idle;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require("--rounds", rounds, 1, MOST_ROUNDS);
        Numbers.require("--idle", idle, 0, MOST_SECONDS);
        try (BenchFolder folder = new BenchFolder()) {
            StartReport report = new StartBench(folder, Checkout.own()).run(rounds, idle);
            options.write(report);
            folder.succeeded();
        }
        return 0;
    }
}
