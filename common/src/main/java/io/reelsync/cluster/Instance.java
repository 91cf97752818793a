package io.reelsync.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process that is alive.
 *
 * @param service what it is: {@code gateway}, {@code scheduler}, {@code worker}, or {@code standalone} for all in one
 * @param id new at each start
 * @param since when it started
 * @param lastSeen when it last said that it lives; at most {@value Instances#LIVE_SECONDS} seconds ago
 * @param tasksInHand tasks that it works on, those included that wait for a permit
 * @param concurrency tasks of one source that it works on at once, at most; null for one that takes no tasks
 * @param host the name of its machine; null where that isn't known, as is what follows it
 * @param heapBytes what its heap takes
 * @param heapLimitBytes what its heap may take
 * @param leads whether it was the last to hand out tasks: one scheduler at a time does
 */
public record Instance(
        String service,
        String id,
        String version,
        Instant since,
        Instant lastSeen,
        int tasksInHand,
        @Nullable Integer concurrency,
        @Nullable String host,
        @Nullable Long heapBytes,
        @Nullable Long heapLimitBytes,
        boolean leads) {}
