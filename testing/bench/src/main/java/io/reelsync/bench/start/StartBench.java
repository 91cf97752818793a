package io.reelsync.bench.start;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.Gateway;
import io.reelsync.bench.deployment.Installation;
import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.bench.figure.Median;
import io.reelsync.localcluster.Launch;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.servers.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Starts {@code ./reelsync up} again and again on the same data, each time with more titles to fetch; then services. */
final class StartBench {
    private static final String PASSWORD = "a phrase for a benchmark";
    /** So many titles of the list are new at each start. */
    private static final int NEW_TITLES = 20;

    private static final Duration FIRST_TITLE_WITHIN = Duration.ofMinutes(5);
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(1);
    private static final String IDLE_RATE = "40/1s";
    private static final double MEGABYTE = 1e6;

    private final BenchFolder folder;
    private final Checkout checkout;
    private final Path data;

    StartBench(BenchFolder folder, Checkout checkout) {
        this.folder = folder;
        this.checkout = checkout;
        this.data = folder.path().resolve("data");
    }

    StartReport run(int rounds, int idleSeconds) throws IOException, InterruptedException {
        try (MeasuredProcess first = up("first", NEW_TITLES, Ports.free(), "--once")) {
            first.awaitEnd();
        }
        List<Double> seconds = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            seconds.add(secondsToFirstTitle(round));
        }
        return new StartReport(rounds, Median.of(seconds, one -> one), idleSeconds, idle(idleSeconds));
    }

    private double secondsToFirstTitle(int round) throws IOException, InterruptedException {
        int port = Ports.free();
        Gateway gateway = new Gateway(Launch.url(port));
        Instant since = Instant.now();
        long began = System.nanoTime();
        try (MeasuredProcess up = up("up-" + round, NEW_TITLES * (round + 1), port)) {
            up.await(() -> isSo(gateway, since, run -> run.created() > 0), FIRST_TITLE_WITHIN);
            double seconds = (System.nanoTime() - began) / 1e9;
            // Else the next start would go on with this run.
            up.await(() -> isSo(gateway, since, Gateway.Progress::ended), ENDS_WITHIN);
            return seconds;
        }
    }

    private MeasuredProcess up(String name, int titles, int port, String... more) {
        List<String> command =
                new ArrayList<>(List.of(checkout.home().resolve("reelsync").toString(), "up"));
        command.addAll(List.of("--data", data.toString(), "--port", String.valueOf(port)));
        command.addAll(List.of("--feeds", "movies", "--limit", String.valueOf(titles)));
        command.addAll(List.of(more));
        Map<String, String> settings = Map.of(
                "REELSYNC_ADMIN_PASSWORD",
                PASSWORD,
                "REELSYNC_LOG_DIR",
                folder.path().resolve(name).toString());
        return folder.with(MeasuredProcess.start(name, command, settings, folder.path()));
    }

    private static boolean isSo(Gateway gateway, Instant since, Predicate<Gateway.Progress> wanted) {
        try {
            gateway.signInOnce(PASSWORD);
            return gateway.newestRun(since).filter(wanted).isPresent();
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, Double> idle(int seconds) throws InterruptedException {
        SampleSite site = folder.with(SampleSite.start(SampleSiteSettings.defaults()));
        Installation installation = folder.with(new Installation(folder.path(), checkout, site.url(), IDLE_RATE));
        installation.scaleTo(1);
        TimeUnit.SECONDS.sleep(seconds);
        Map<String, Double> resident = new TreeMap<>();
        for (MeasuredProcess service : installation.services()) {
            resident.put(service.name(), MeasuredProcess.residentBytes(service.pid()) / MEGABYTE);
        }
        return resident;
    }
}
