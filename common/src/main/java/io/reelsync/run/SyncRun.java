package io.reelsync.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One synchronisation.
 *
 * @param feeds the feeds that it reads, sorted; empty where single subjects were asked for
 * @param startedAt when the scheduler took it up
 */
public record SyncRun(
        long id,
        String source,
        List<String> feeds,
        Trigger trigger,
        @Nullable String requestedBy,
        String traceId,
        RunState state,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
