package io.reelsync.chaos;

import io.reelsync.chaos.cluster.Cluster;
import io.reelsync.chaos.cluster.Settings;
import io.reelsync.chaos.cluster.Shape;
import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.chaos.report.ChaosReport;
import io.reelsync.chaos.run.Api;
import io.reelsync.chaos.run.RunWatch;
import io.reelsync.chaos.time.Await;
import io.reelsync.localcluster.Programs;
import io.reelsync.localcluster.ServiceRole;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.pace.RequestLimit;
import io.reelsync.samplesite.pace.Stalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Four workers at a limit of five requests a second, one of them killed each minute: what use is made of the limit. */
final class Pace implements ChaosCommand.Trial {
    private static final Shape SHAPE = new Shape(1, 1, 4, 5, 1);
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final int WARM_TITLES = 50;
    private static final double LEAST_SHARE = 0.97;
    private static final int GAPS_TOLD = 30;

    private final int minutes;
    private final ChaosReport report;
    private final Cluster cluster;

    Pace(int minutes, Path folder, Programs programs, ChaosReport report) {
        this.minutes = minutes;
        this.report = report;
        this.cluster = new Cluster(SHAPE, folder, programs);
    }

    @Override
    public int run() throws InterruptedException {
        cluster.start();
        List<String> notReady = cluster.awaitReady(READY_WITHIN);
        if (!notReady.isEmpty()) {
            throw new IllegalStateException("these services don't become ready: " + String.join(", ", notReady));
        }
        try (Stalls stalls = new Stalls()) {
            return judge(measure(), stalls);
        }
    }

    private long measure() throws InterruptedException {
        Api api = new Api(
                cluster.services(ServiceRole.GATEWAY).stream()
                        .map(SupervisedService::url)
                        .toList(),
                Settings.ADMIN_PASSWORD);
        int titles = WARM_TITLES + (minutes + 1) * 60 * SHAPE.ratePermits() / SHAPE.rateSeconds();
        long run;
        try {
            run = api.startSubjects(new Titles(cluster, 1).slice(titles));
        } catch (Api.NoAnswer failure) {
            throw new IllegalStateException(failure);
        }
        try (RunWatch watch = new RunWatch(api, run)) {
            Await.until(READY_WITHIN, () -> watch.settled() >= WARM_TITLES);
            cluster.site().clearRequests();
            long began = System.nanoTime();
            for (int minute = 0; minute < minutes; minute++) {
                waitUntil(began, Duration.ofMinutes(minute).plusSeconds(30));
                SupervisedService victim = cluster.services(ServiceRole.WORKER).get(minute % SHAPE.workers());
                victim.kill();
                waitUntil(began, Duration.ofMinutes(minute + 1L));
                long from = began + Duration.ofMinutes(minute).toNanos();
                report.say(String.format(
                        Locale.ROOT,
                        "minute %2d: %d requests, %s killed in its middle",
                        minute + 1,
                        within(from, Duration.ofMinutes(1)).size(),
                        victim.name()));
            }
            return began;
        }
    }

    private static void waitUntil(long began, Duration after) throws InterruptedException {
        Await.pause(Duration.ofNanos(Math.max(0, began + after.toNanos() - System.nanoTime())));
    }

    private List<LoggedRequest> within(long from, Duration time) {
        return cluster.site().requests().stream()
                .filter(request -> request.nanoTime() >= from && request.nanoTime() < from + time.toNanos())
                .toList();
    }

    private int judge(long began, Stalls stalls) {
        List<LoggedRequest> requests = within(began, Duration.ofMinutes(minutes));
        int permitted = minutes * 60 * SHAPE.ratePermits() / SHAPE.rateSeconds();
        double share = requests.size() / (double) permitted;
        List<String> tooMany = new RequestLimit(
                        SHAPE.ratePermits(),
                        Duration.ofSeconds(SHAPE.rateSeconds()),
                        stalls::longest,
                        Settings.LONGEST_STALL)
                .tooMany(requests);
        report.say(String.format(
                Locale.ROOT,
                "%d of %d permitted requests were made: %.1f %%",
                requests.size(),
                permitted,
                100 * share));
        printLongestGaps(began, requests);
        tooMany.forEach(report::say);
        cluster.takeIncidents().forEach(report::say);
        return tooMany.size() + (share < LEAST_SHARE ? 1 : 0);
    }

    private void printLongestGaps(long began, List<LoggedRequest> requests) {
        IntStream.range(1, requests.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer at) -> gap(requests, at))
                        .reversed())
                .limit(GAPS_TOLD)
                .sorted()
                .forEach(at -> report.say(String.format(
                        Locale.ROOT,
                        "%7.2f s: no request for %d ms",
                        (requests.get(at - 1).nanoTime() - began) / 1e9,
                        gap(requests, at) / 1_000_000)));
    }

    private static long gap(List<LoggedRequest> requests, int at) {
        return requests.get(at).nanoTime() - requests.get(at - 1).nanoTime();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
