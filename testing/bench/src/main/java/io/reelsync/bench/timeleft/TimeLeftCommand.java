package io.reelsync.bench.timeleft;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.Installation.Programs;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelsync bench timeleft}: how true the time is that a run is said to take still. */
@Command(
        name = "timeleft",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Has runs meet what runs meet, on the sample site at 5/1s: nothing, slow answers, a pause, another run, pages of",
            "an unknown layout. Asks once a second how long each still takes, and compares with how long it then took.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again.",
            "Exit code: 0; 2 if something keeps it from running."
        })
public final class TimeLeftCommand implements Callable<Integer> {
    private static final int LEAST_TITLES = 50;
    private static final int MOST_TITLES = 2000;

    @Option(
            names = "--titles",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many titles each run has. Default: ${DEFAULT-VALUE}")
    private int titles;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    private final Programs programs;

    /** The services are started by the launcher. */
    public TimeLeftCommand() {
        this.programs = Checkout.own();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require("--titles", titles, LEAST_TITLES, MOST_TITLES);
        try (BenchFolder folder = new BenchFolder()) {
            options.write(new TimeLeftBench(titles).run(folder, programs));
            folder.succeeded();
        }
        return 0;
    }
}
