package io.reelsync.gateway.sync;

import io.reelsync.run.RunProgress;
import io.reelsync.run.TimeLeft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a run is with one source, as the API tells it. */
public record RunPartJson(
        String source,
        List<String> feeds,
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
        TimeLeft.@Nullable Unknown etaUnknown) {

    static RunPartJson of(RunProgress.Part part) {
        return new RunPartJson(
                part.source(),
                part.feeds(),
                part.listed(),
                part.planned(),
                part.outstanding(),
                part.created(),
                part.changed(),
                part.unchanged(),
                part.gone(),
                part.failed(),
                part.cancelled(),
                part.timeLeft().seconds(),
                part.timeLeft().unknown());
    }
}
