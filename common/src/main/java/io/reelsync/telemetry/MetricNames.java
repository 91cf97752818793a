package io.reelsync.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The metrics' names as Micrometer knows them; Prometheus shows dots as underscores and adds units' suffixes. */
public final class MetricNames {
    /** Counter, tags source and outcome: every fate of a task. */
    public static final String TASKS = "reelsync.tasks";
    /** Timer, tag source: one exchange with a source. */
    public static final String FETCH = "reelsync.fetch";
    /** Timer, tag source: how long a task waited for its permit. */
    public static final String PERMIT_WAIT = "reelsync.permit.wait";
    /** Timer: one batch stored. */
    public static final String STORE = "reelsync.store";
    /** Gauge, tag source: tasks waiting in the broker's queue. */
    public static final String QUEUE_DEPTH = "reelsync.queue.depth";
    /** Gauge, tag source: subjects whose details are owed now. */
    public static final String DUE_SUBJECTS = "reelsync.due.subjects";
    /** Gauge, tag source: lists that active runs owe now. */
    public static final String DUE_FEEDS = "reelsync.due.feeds";
    /** Gauge, tag source: subjects that were given up, and not replayed. */
    public static final String DEAD_SUBJECTS = "reelsync.dead.subjects";
    /** Gauge, tags source and feed: the time since a scheduled list was last read to its end. */
    public static final String FEED_AGE = "reelsync.feed.age";
    /** Gauge, tag source: how many workers the source's limit can use. */
    public static final String USEFUL_WORKERS = "reelsync.useful.workers";
    /** Gauge, tag source: 1 while the source is left alone. */
    public static final String SOURCE_PAUSED = "reelsync.source.paused";
    /** Gauge, tags source and kind: 1 while the pages of a kind are suspected to have a changed structure. */
    public static final String STRUCTURE_SUSPECT = "reelsync.source.structure.suspect";
    /** Counter, tags source and reason: answers that were read and not believed. */
    public static final String GATE_FAILURES = "reelsync.gate.failures";
    /** Counter, tag source: entries of lists that can't be read or stored, and were left out. */
    public static final String ENTRIES_LEFT_OUT = "reelsync.list.entries.left.out";
    /** Counter, tags source, field and check: where parts of a page say different things. */
    public static final String CROSS_CHECK_DISAGREEMENTS = "reelsync.cross.check.disagreements";
    /** Gauge, tag source: share of the known subjects whose details are not owed. */
    public static final String FRESHNESS = "reelsync.freshness.ratio";
    /** Gauge, tag state: items of the runs that are active. */
    public static final String RUN_ITEMS = "reelsync.run.items";
    /** Counter, tag source: tasks handed to the broker. */
    public static final String DISPATCHED = "reelsync.dispatched";
    /** Counter, tag state: pairs of titles at two sources that came to a state. */
    public static final String LINKS = "reelsync.links";
    /** Counter, tags source and outcome: looks at places where datasets are got. */
    public static final String DATASET_IMPORTS = "reelsync.dataset.imports";
    /** Timer, tag source: one exchange for a picture. */
    public static final String PICTURE_FETCH = "reelsync.picture.fetch";
    /** Counter, tags source and outcome: attempts to mirror a poster. */
    public static final String COVER_ATTEMPTS = "reelsync.cover.attempts";
    /** Gauge, tags source and state: posters that were ever asked for. */
    public static final String COVERS = "reelsync.covers";
    /** Counter, tag table: rows that were old enough to go. */
    public static final String PRUNED = "reelsync.pruned";
    /** Counter, tag limit (user or address): requests beyond the limit. */
    public static final String REFUSED_REQUESTS = "reelsync.requests.refused";
    /** Gauge, tag server: 1 while a server that this service needs answers. */
    public static final String SERVER_UP = "reelsync.server.up";
    /** Counter, tag place (etcd or files): times that a place of settings could not be watched. */
    public static final String SETTINGS_WATCH_FAILURES = "reelsync.settings.watch.failures";
    /** Counter: changed settings that can't be taken, so that the old ones stay. */
    public static final String SETTINGS_REFUSED = "reelsync.settings.refused";

    /** What becomes of tasks: the values of {@link #TASKS}' tag outcome. */
    public static final List<String> OUTCOMES =
            List.of("created", "changed", "unchanged", "gone", "throttled", "challenged", "broken", "dropped", "dead");

    /** The buckets of our timers: from a page of a fast site to the longest exchange. */
    public static Duration[] buckets() {
        return IntStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
                .mapToObj(Duration::ofMillis)
                .toArray(Duration[]::new);
    }

    private MetricNames() {}
}
