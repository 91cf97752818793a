package io.reelsync.gateway.sync;

import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.run.TimeLeft;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run as the API tells it: as in the list, but its feeds with how far each is and why one failed, and who asked.
 *
 * @param requestedBy null for one that a schedule started
 * @param traceId stands in every log line of what it caused
 */
record RunDetailJson(
        String runId,
        String source,
        List<RunFeedJson> feeds,
        String trigger,
        RunState state,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long listed,
        long planned,
        long outstanding,
        long created,
        long changed,
        long unchanged,
        long gone,
        long failed,
        long cancelled,
        @Nullable Long etaSeconds,
        TimeLeft.@Nullable Unknown etaUnknown,
        List<RunPartJson> parts,
        @Nullable String requestedBy,
        String traceId) {

    static RunDetailJson of(RunProgress progress, List<RunFeeds.Standing> feeds) {
        RunJson run = RunJson.of(progress);
        return new RunDetailJson(
                run.runId(),
                run.source(),
                feeds.stream().map(RunFeedJson::of).toList(),
                run.trigger(),
                run.state(),
                run.requestedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.listed(),
                run.planned(),
                run.outstanding(),
                run.created(),
                run.changed(),
                run.unchanged(),
                run.gone(),
                run.failed(),
                run.cancelled(),
                run.etaSeconds(),
                run.etaUnknown(),
                run.parts(),
                progress.run().requestedBy(),
                progress.run().traceId());
    }
}
