package io.reelsync.chaos;

import io.reelsync.chaos.check.Footprint;
import io.reelsync.chaos.check.Frontier;
import io.reelsync.chaos.check.StoredVideos;
import io.reelsync.chaos.cluster.Cluster;
import io.reelsync.chaos.cluster.Settings;
import io.reelsync.chaos.cluster.Shape;
import io.reelsync.chaos.fault.Fault;
import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.chaos.run.Api;
import io.reelsync.chaos.run.RunSnapshot;
import io.reelsync.chaos.run.RunWatch;
import io.reelsync.chaos.time.Await;
import io.reelsync.samplesite.PlayedSource;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.pace.RequestLimit;
import io.reelsync.samplesite.pace.Stalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is looked at after each fault; every broken promise is a sentence. */
final class Checks implements AutoCloseable {
    private static final int ROUTES = 2;
    /** Of what a source was asked before another one refused us: the rest is for a machine that is busier meanwhile. */
    private static final double LEAST_SHARE = 0.5;

    private static final Duration AGAIN_WITHIN = Duration.ofSeconds(60);

    private final Stalls stalls = new Stalls();
    private final RequestLimit limit;
    private final Consumer<String> remarks;
    private final Shape shape;
    private final SampleSite site;
    private final Api api;
    private final Frontier frontier;
    private final StoredVideos videos;
    private final Footprint footprint;
    private List<LoggedRequest> tail = List.of();
    private long faultBegan;
    private long faultEnded;

    /** @param remarks takes what was measured and breaks no promise */
    Checks(Cluster cluster, Shape shape, Api api, Consumer<String> remarks) {
        this.remarks = remarks;
        this.shape = shape;
        this.limit = new RequestLimit(
                shape.rate().permits(), shape.rate().window(), stalls::longest, Settings.LONGEST_STALL);
        this.site = cluster.site();
        this.api = api;
        this.frontier = new Frontier(cluster.servers());
        this.videos = new StoredVideos(cluster.servers().sql(), site::truth);
        this.footprint = new Footprint(cluster.services());
    }

    /** Before a round: notes what the request log ends with. */
    void begin() {
        long recent = System.nanoTime() - shape.rate().window().toNanos();
        tail = site.requests().stream()
                .filter(request -> request.nanoTime() > recent)
                .toList();
        site.clearRequests();
    }

    void faultBegins() {
        faultBegan = System.nanoTime();
        faultEnded = Long.MAX_VALUE;
    }

    void faultEnds() {
        faultEnded = System.nanoTime();
    }

    StoredVideos.Rows stored(List<Long> ids) {
        return videos.read(ids);
    }

    /** Titles that stood in a list once, so many at most. */
    List<Long> listed(int count) {
        return frontier.listed(count);
    }

    /** Everything that is promised after a run, whatever happened in its middle. */
    List<String> after(long run, @Nullable RunSnapshot end, List<Long> asked, StoredVideos.Rows before, Fault fault)
            throws InterruptedException {
        List<String> found = new ArrayList<>(outcome(run, end, asked.size(), fault.has(Trait.MERGES_TITLES)));
        found.addAll(frontier.unfinished());
        found.addAll(frontier.duplicates());
        found.addAll(stored(run, before, fault));
        found.addAll(requests(fault));
        found.addAll(footprint.threads());
        return found;
    }

    /** By what ids the second source knows titles, of those that it knows. */
    List<String> atSecond(List<Long> ids) {
        return ids.stream().flatMap(id -> site.atSecond(id).stream()).toList();
    }

    /** What is promised of the run that asks the second source at the same time. */
    List<String> afterSecond(long run, @Nullable RunSnapshot end, List<String> asked, Fault fault) {
        List<String> found = new ArrayList<>(outcome(run, end, asked.size(), false));
        if (end != null && end.count("failed") != 0) {
            found.add(String.format(
                    Locale.ROOT,
                    "%d items of %s are FAILED though no answer was damaged: %s",
                    end.count("failed"),
                    PlayedSource.SECOND,
                    frontier.reasons(run)));
        }
        found.addAll(frontier.untold(asked));
        if (fault.has(Trait.SPARES_THE_FIRST)) {
            found.addAll(slowedDown());
        }
        return found;
    }

    /** The first source is asked as fast while the second one's fault lasts as it was before. */
    private List<String> slowedDown() {
        List<LoggedRequest> first =
                site.requests().stream().filter(request -> !isOfSecond(request)).toList();
        double before = share(first, first.get(0).nanoTime(), faultBegan);
        double meanwhile = share(first, faultBegan, faultEnded);
        String shares = String.format(
                Locale.ROOT,
                "of the first source's permits %.0f %% were used while the second one's fault lasted, %.0f %% before it",
                100 * meanwhile,
                100 * before);
        remarks.accept("          " + shares);
        return meanwhile >= before * LEAST_SHARE ? List.of() : List.of(shares);
    }

    /** How many of the permits of a time were used. */
    private double share(List<LoggedRequest> requests, long from, long to) {
        long asked = requests.stream()
                .filter(request -> request.nanoTime() >= from && request.nanoTime() < to)
                .count();
        return asked / (shape.rate().perSecond() * (to - from) / 1e9);
    }

    /** Now and then: each process' heap after a full collection. */
    List<String> heap() {
        return footprint.heap();
    }

    /** @param asked for how many titles; 0 where a list was asked for */
    private List<String> outcome(long run, @Nullable RunSnapshot end, int asked, boolean merged) {
        List<String> found = new ArrayList<>();
        if (end == null || !end.state().equals("COMPLETED")) {
            found.add(String.format(Locale.ROOT, "run %d is not COMPLETED: %s", run, end));
            return found;
        }
        if (asked != 0 && end.count("planned") != asked) {
            found.add(String.format(
                    Locale.ROOT, "%d titles were asked for, and %d planned", asked, end.count("planned")));
        }
        for (String name : List.of("outstanding", "gone", "cancelled")) {
            boolean expected = merged && name.equals("gone");
            if (end.count(name) != 0 && !expected) {
                found.add(String.format(Locale.ROOT, "%d items are %s at the end", end.count(name), name));
            }
        }
        return found;
    }

    private List<String> stored(long run, StoredVideos.Rows before, Fault fault) throws InterruptedException {
        List<Long> failed = frontier.items(run, "FAILED");
        List<Long> good = new ArrayList<>(frontier.planned(run));
        good.removeAll(failed);
        good.removeAll(frontier.items(run, "GONE"));
        List<String> found = new ArrayList<>(videos.differences(good));
        if (failed.isEmpty()) {
            return found;
        }
        found.addAll(videos.damages(failed, before));
        if (!fault.has(Trait.DAMAGES_PAGES)) {
            found.add(String.format(
                    Locale.ROOT,
                    "%d items are FAILED though no page was damaged: %s",
                    failed.size(),
                    frontier.reasons(run)));
        }
        found.addAll(askedAgain(failed));
        return found;
    }

    /** What failed succeeds once its page is whole again. */
    private List<String> askedAgain(List<Long> failed) throws InterruptedException {
        try {
            long run = api.startSubjects(failed);
            try (RunWatch watch = new RunWatch(api, run)) {
                Await.until(AGAIN_WITHIN, watch::hasEnded);
                List<String> found = new ArrayList<>(outcome(run, watch.last(), failed.size(), false));
                found.addAll(watch.violations());
                if (!frontier.items(run, "FAILED").isEmpty()) {
                    found.add("titles failed again when asked for again: " + frontier.reasons(run));
                }
                found.addAll(videos.differences(failed));
                return found;
            }
        } catch (Api.NoAnswer down) {
            return List.of("failed titles can't be asked for again: " + down.getMessage());
        }
    }

    private List<String> requests(Fault fault) {
        List<LoggedRequest> all = new ArrayList<>(tail);
        all.addAll(site.requests());
        List<LoggedRequest> second = all.stream().filter(Checks::isOfSecond).toList();
        List<LoggedRequest> first =
                all.stream().filter(request -> !isOfSecond(request)).toList();
        List<String> found = new ArrayList<>(limit.tooMany(first));
        found.addAll(limit.tooMany(second));
        if (fault.has(Trait.SECOND_REFUSES)) {
            found.addAll(ignoredRefusals(second, shape.tasksAtOnce()));
        }
        if (fault.has(Trait.REFUSES)) {
            List<LoggedRequest> pages = first.stream().filter(Checks::isPage).toList();
            found.addAll(ignoredRefusals(pages, shape.tasksAtOnce()));
            // A challenge closes a route: the tasks in hand go by the other one, and learn there that it is closed too.
            found.addAll(ignoredRefusals(first, ROUTES * shape.tasksAtOnce()));
        }
        return found;
    }

    private List<String> ignoredRefusals(List<LoggedRequest> requests, int onTheWire) {
        return RequestLimit.ignoredRefusals(
                requests, this::isRefused, onTheWire, Duration.ofSeconds(Settings.FIRST_PAUSE_SECONDS));
    }

    private static boolean isPage(LoggedRequest request) {
        return request.path().startsWith("/subject/");
    }

    private static boolean isOfSecond(LoggedRequest request) {
        return request.path().startsWith("/3/");
    }

    private boolean isRefused(LoggedRequest request) {
        return (isPage(request) || isOfSecond(request))
                && request.nanoTime() > faultBegan
                && request.nanoTime() < faultEnded;
    }

    @Override
    public void close() {
        stalls.close();
    }
}
