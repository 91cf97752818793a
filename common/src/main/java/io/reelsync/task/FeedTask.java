package io.reelsync.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Read a feed of a run, from where it stands to the wanted size.
 *
 * @param link of a list that somebody keeps; null where the feed is one of the source's own
 * @param leaseSeconds how long the lease runs, from its start and again from each stored page
 */
public record FeedTask(
        String source,
        long lease,
        long runId,
        String feed,
        @Nullable String link,
        long leaseSeconds) implements Task {

    /** Of a feed of the source's own. */
    public FeedTask(String source, long lease, long runId, String feed, long leaseSeconds) {
        this(source, lease, runId, feed, null, leaseSeconds);
    }

    /** What the source's reader knows the list by. */
    public String list() {
        return link == null ? feed : link;
    }

    public Duration leaseAtMostFor() {
        return Duration.ofSeconds(leaseSeconds);
    }
}
