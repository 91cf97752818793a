package io.reelsync.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One synchronisation.
 *
 * @param sources the names of the sources that it reads, in order; {@link RunStarter#MERGE} alone for a run that reads none
 * @param startedAt when the scheduler took it up
 */
public record SyncRun(
        long id,
        List<String> sources,
        Trigger trigger,
        @Nullable String requestedBy,
        String traceId,
        RunState state,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
