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
import io.reelsync.source.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Four workers, one of them killed each minute: what use is made of the limit. */
final class Pace implements ChaosCommand.Trial {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final int WARM_SECONDS = 10;
    private static final double LEAST_SHARE = 0.97;
    private static final int GAPS_TOLD = 30;

    private final Shape shape;
    private final int minutes;
    private final ChaosReport report;
    private final Cluster cluster;

    Pace(Rate rate, int minutes, Path folder, Programs programs, ChaosReport report) {
        this.shape = new Shape(1, 1, 4, rate);
        this.minutes = minutes;
        this.report = report;
        this.cluster = new Cluster(shape, folder, programs);
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
        int warm = permitted(Duration.ofSeconds(WARM_SECONDS));
        int titles = warm + permitted(Duration.ofMinutes(minutes + 1L));
        try (RunWatch watch = new RunWatch(api, start(api, titles))) {
            Await.until(READY_WITHIN, () -> watch.settled() >= warm);
            cluster.site().clearRequests();
            long began = System.nanoTime();
            for (int minute = 0; minute < minutes; minute++) {
                waitUntil(began, Duration.ofMinutes(minute).plusSeconds(30));
                SupervisedService victim = cluster.services(ServiceRole.WORKER).get(minute % shape.workers());
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

    /** The first of as many runs as are needed. */
    private long start(Api api, int titles) throws InterruptedException {
        List<Long> all = new Titles(cluster, 1).slice(titles);
        try {
            long first = api.startSubjects(all.subList(0, Math.min(all.size(), Api.MOST_TITLES)));
            for (int from = Api.MOST_TITLES; from < all.size(); from += Api.MOST_TITLES) {
                api.startSubjects(all.subList(from, Math.min(all.size(), from + Api.MOST_TITLES)));
            }
            return first;
        } catch (Api.NoAnswer failure) {
            throw new IllegalStateException(failure);
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
        int permitted = permitted(Duration.ofMinutes(minutes));
        double share = requests.size() / (double) permitted;
        List<String> tooMany = new RequestLimit(
                        shape.rate().permits(), shape.rate().window(), stalls::longest, Settings.LONGEST_STALL)
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

    private int permitted(Duration time) {
        return (int) (shape.rate().perSecond() * time.toSeconds());
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
