package io.reelsync.bench.pipeline;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.Installation.Programs;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import io.reelsync.source.Rate;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelsync bench pipeline}: how fast titles go through the whole of Reelsync, beside a bare loop. */
@Command(
        name = "pipeline",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures how fast titles go through the whole of Reelsync: from the call of the API until the run has ended and",
            "all are stored. Beside it, in turns, a bare loop that reads the same pages and stores the same rows, and has no",
            "limit, leases, retries or breakers. Servers, services, site and loop are processes of their own.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again. Each side",
            "goes through all pages once before anything is measured. On a shared machine, compare the ratio.",
            "Exit code: 0; 2 if something keeps it from running."
        })
public final class PipelineCommand implements Callable<Integer> {
    private static final int MOST_PAGES = 20_000;
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_WORKERS = 16;

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many titles. Default: ${DEFAULT-VALUE}")
    private int pages;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each side is measured. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "unlimited",
            description = "The site's rate, for example 500/1s. Default: ${DEFAULT-VALUE}")
    private String rate = "";

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many worker processes. Default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(
            names = "--vs",
            paramLabel = "REV",
            description = "A commit to measure too: it is built in a folder below target/.")
    private @Nullable String other;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    private final Programs programs;

    /** The services are started by the launcher. */
    public PipelineCommand() {
        this(Checkout.own());
    }

    /** @param programs what starts a service */
    PipelineCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require("--pages", pages, 1, MOST_PAGES);
        Numbers.require("--rounds", rounds, 1, MOST_ROUNDS);
        Numbers.require("--workers", workers, 1, MOST_WORKERS);
        Rate.of(rate);
        Map<String, Programs> reelsync = new LinkedHashMap<>();
        reelsync.put("Reelsync", programs);
        if (other != null) {
            reelsync.put("Reelsync at " + other, Checkout.own().at(other));
        }
        try (BenchFolder folder = new BenchFolder()) {
            PipelineReport report = new PipelineBench(folder, pages, rate, workers).run(reelsync, rounds);
            options.write(report);
            folder.succeeded();
        }
        return 0;
    }
}
