package io.reelsync.gateway.sync;

import io.reelsync.run.ItemState;
import io.reelsync.run.RunHistory.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** When the titles of a run were settled, as the API tells it. */
record RunHistoryJson(String runId, long stepSeconds, Instant from, Instant until, List<PointJson> points) {

    /** @param at when the step begins */
    record PointJson(Instant at, long created, long changed, long unchanged, long gone, long failed, long cancelled) {}

    static RunHistoryJson of(long run, History history) {
        return new RunHistoryJson(
                String.valueOf(run),
                history.step().toSeconds(),
                history.from(),
                history.until(),
                history.points().stream()
                        .map(point -> of(point.at(), point.settled()))
                        .toList());
    }

    private static PointJson of(Instant at, Map<ItemState, Long> settled) {
        return new PointJson(
                at,
                settled.getOrDefault(ItemState.CREATED, 0L),
                settled.getOrDefault(ItemState.CHANGED, 0L),
                settled.getOrDefault(ItemState.UNCHANGED, 0L),
                settled.getOrDefault(ItemState.GONE, 0L),
                settled.getOrDefault(ItemState.FAILED, 0L),
                settled.getOrDefault(ItemState.CANCELLED, 0L));
    }
}
