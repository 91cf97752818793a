package io.reelsync.bench.limit;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.Installation.Programs;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import io.reelsync.source.Rate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelsync bench limit}: what use workers make of a source's limit, and whether they keep it. */
@Command(
        name = "limit",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures how many of the requests that a site's rate allows are made by several worker processes together, and",
            "how many began in the fullest window, as the site's own log has them. Servers, services and site are private;",
            "the services run with less priority than the site, which stands for another machine.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again.",
            "A worker takes about 300 MB.",
            "Exit code: 0; 2 if something keeps it from running."
        })
public final class LimitCommand implements Callable<Integer> {
    private static final int MOST_WORKERS = 64;
    private static final int MOST_SECONDS = 600;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "50/1s",
            description = "The site's rate. Default: ${DEFAULT-VALUE}")
    private String rate = "";

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,4,16",
            description = "How many worker processes, one number after the other. Default: ${DEFAULT-VALUE}")
    private List<Integer> workers = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long each number is measured. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "30",
            description = "Seconds before each is measured. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    private final Programs programs;

    /** The services are started by the launcher. */
    public LimitCommand() {
        this(Checkout.own());
    }

    /** @param programs what starts a service */
    LimitCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require("--seconds", seconds, 1, MOST_SECONDS);
        Numbers.require("--warm-up", warmUp, 1, MOST_SECONDS);
        workers.forEach(number -> Numbers.require("--workers", number, 1, MOST_WORKERS));
        if (Rate.of(rate).isUnlimited()) {
            throw new IllegalArgumentException("--rate unlimited has no limit that could be measured");
        }
        try (BenchFolder folder = new BenchFolder()) {
            LimitReport report = new LimitBench(rate, warmUp, seconds)
                    .run(folder, programs, workers.stream().sorted().distinct().toList());
            options.write(report);
            folder.succeeded();
        }
        return 0;
    }
}
