package io.reelsync.history;

import io.reelsync.telemetry.MetricNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How long exchanges with a source took: their number, what they took in all, and how many took no longer than each of
 * the {@linkplain MetricNames#buckets() bounds} that the timers know.
 *
 * @param millis of all of them together
 * @param within for each bound, in its order
 */
public record AnswerTimes(long count, long millis, List<Long> within) {
    static final List<Long> BOUNDS =
            Arrays.stream(MetricNames.buckets()).map(Duration::toMillis).toList();
    public static final AnswerTimes NONE =
            new AnswerTimes(0, 0, BOUNDS.stream().map(bound -> 0L).toList());

    /** What was added since an earlier look. */
    public AnswerTimes since(AnswerTimes before) {
        List<Long> more = IntStream.range(0, within.size())
                .mapToObj(i -> within.get(i) - before.within.get(i))
                .toList();
        return new AnswerTimes(count - before.count, millis - before.millis, more);
    }

    /** Milliseconds; null where there was no exchange. */
    @Nullable
    Double mean() {
        return count == 0 ? null : (double) millis / count;
    }

    /**
     * What so large a share of them took at the most: milliseconds, as exact as the bounds are close. Null where there was
     * no exchange.
     */
    @Nullable
    Double percentile(double share) {
        if (count == 0) {
            return null;
        }
        double wanted = share * count;
        long below = 0;
        long bound = 0;
        for (int i = 0; i < BOUNDS.size(); i++) {
            long upTo = within.get(i);
            if (upTo >= wanted) {
                return bound + (BOUNDS.get(i) - bound) * (wanted - below) / (upTo - below);
            }
            below = upTo;
            bound = BOUNDS.get(i);
        }
        return (double) bound;
    }
}
