package io.reelsync.gateway.sync;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRun;
import io.reelsync.run.TimeLeft;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API tells it: planned = outstanding + created + changed + unchanged + gone + failed + cancelled, in the
 * whole and in each of its parts.
 *
 * @param source of several the names with commas between
 * @param parts one for each source
 */
public record RunJson(
        String runId,
        String source,
        List<String> feeds,
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
        List<RunPartJson> parts) {

    public static RunJson of(RunProgress progress) {
        SyncRun run = progress.run();
        return new RunJson(
                Long.toString(run.id()),
                String.join(",", run.sources()),
                progress.feeds(),
                run.trigger().name().toLowerCase(Locale.ROOT),
                run.state(),
                run.requestedAt(),
                run.startedAt(),
                run.finishedAt(),
                progress.listed(),
                progress.planned(),
                progress.outstanding(),
                progress.created(),
                progress.changed(),
                progress.unchanged(),
                progress.gone(),
                progress.failed(),
                progress.cancelled(),
                progress.timeLeft().seconds(),
                progress.timeLeft().unknown(),
                progress.parts().stream().map(RunPartJson::of).toList());
    }
}
