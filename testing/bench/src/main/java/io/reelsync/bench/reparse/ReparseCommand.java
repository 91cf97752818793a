package io.reelsync.bench.reparse;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.Installation;
import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.bench.deployment.PageSite;
import io.reelsync.bench.figure.Median;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelsync bench reparse}: how fast today's extraction goes through the archive of raw pages. */
@Command(
        name = "reparse",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Fills the archive of raw pages by a run of made titles, and measures how long ./reelsync reparse takes over it,",
            "from the command to its end.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again.",
            "Exit code: 0; 2 if something keeps it from running."
        })
public final class ReparseCommand implements Callable<Integer> {
    private static final int MOST_PAGES = 20_000;
    private static final int MOST_ROUNDS = 100;
    private static final Duration STORED_WITHIN = Duration.ofMinutes(10);

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many pages the archive holds. Default: ${DEFAULT-VALUE}")
    private int pages;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often it is read. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require("--pages", pages, 1, MOST_PAGES);
        Numbers.require("--rounds", rounds, 1, MOST_ROUNDS);
        try (BenchFolder folder = new BenchFolder()) {
            Checkout checkout = Checkout.own();
            PageSite.Running site = folder.with(PageSite.start(pages, folder.path()));
            Installation installation = folder.with(new Installation(
                    folder.path(),
                    checkout,
                    site.url(),
                    "unlimited",
                    Map.of("reelsync.catalog.archive.enabled", "true")));
            installation.scaleTo(1);
            installation.signIn();
            installation.run(site.ids(), STORED_WITHIN);
            installation.stopServices();
            List<Double> seconds = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                seconds.add(seconds(checkout, installation, folder.path(), round));
            }
            options.write(new ReparseReport(pages, rounds, Median.of(seconds, one -> one)));
            folder.succeeded();
        }
        return 0;
    }

    private double seconds(Checkout checkout, Installation installation, Path folder, int round)
            throws InterruptedException {
        List<String> command = List.of(checkout.home().resolve("reelsync").toString(), "reparse");
        long began = System.nanoTime();
        try (MeasuredProcess reparse =
                MeasuredProcess.start("reparse-" + round, command, installation.environment(), folder)) {
            reparse.awaitEnd();
            double seconds = (System.nanoTime() - began) / 1e9;
            if (!reparse.said("Pages read: " + pages + ";")) {
                throw new IllegalStateException("./reelsync reparse has not read " + pages + " pages");
            }
            return seconds;
        }
    }
}
