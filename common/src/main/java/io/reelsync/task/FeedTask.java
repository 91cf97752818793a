package io.reelsync.task;

import java.time.Duration;

/**
 * Read a feed of a run, from where it stands to the wanted size.
 *
 * @param leaseSeconds how long the lease runs, from its start and again from each stored page
 */
public record FeedTask(String source, long lease, long runId, String feed, long leaseSeconds) implements Task {

    public Duration leaseAtMostFor() {
        return Duration.ofSeconds(leaseSeconds);
    }
}
