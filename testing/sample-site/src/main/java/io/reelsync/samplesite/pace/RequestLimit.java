package io.reelsync.samplesite.pace;

import io.reelsync.samplesite.control.LoggedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What the site's request log must not show. */
public final class RequestLimit {
    private final int permits;
    private final Duration time;
    private final Stall stall;
    private final long longestStall;

    /** How long the machine held threads up, at the longest, between two moments. */
    @FunctionalInterface
    public interface Stall {
        Duration longest(long fromNanos, long toNanos);
    }

    /**
     * @param permits the most requests
     * @param time in any window of this length
     * @param stall by so much a request may come after its time, and so closer to the next
     * @param longestStall a stall that is longer excuses no more than this
     */
    public RequestLimit(int permits, Duration time, Stall stall, Duration longestStall) {
        this.permits = permits;
        this.time = time;
        this.stall = stall;
        this.longestStall = longestStall.toNanos();
    }

    /** Windows with more requests than permitted, wherever they end: the fullest, in words. */
    public List<String> tooMany(List<LoggedRequest> requests) {
        long[] arrivals =
                requests.stream().mapToLong(LoggedRequest::nanoTime).sorted().toArray();
        int fullest = 0;
        long stalled = 0;
        for (int to = permits; to < arrivals.length; to++) {
            if (arrivals[to] - arrivals[to - permits] >= time.toNanos()) {
                continue;
            }
            long held = Math.min(
                    longestStall,
                    // What held up the first request of the window came before it.
                    stall.longest(arrivals[to] - time.toNanos() - longestStall, arrivals[to])
                            .toNanos());
            int from = to;
            while (from > 0 && arrivals[to] - arrivals[from - 1] < time.toNanos() - held) {
                from--;
            }
            if (to - from + 1 > fullest) {
                fullest = to - from + 1;
                stalled = held;
            }
        }
        return fullest <= permits
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%d requests within %d ms, where %d are permitted in %d ms and the machine stalled for %d ms",
                        fullest,
                        time.toMillis() - stalled / 1_000_000,
                        permits,
                        time.toMillis(),
                        stalled / 1_000_000));
    }

    /**
     * Pauses that weren't kept: after a refusal only what was on the wire may follow, until the pause ends.
     *
     * @param refused tells the site's refusals
     * @param onTheWire the most requests that may have been on their way
     */
    public static List<String> ignoredRefusals(
            List<LoggedRequest> requests, Predicate<LoggedRequest> refused, int onTheWire, Duration pause) {
        List<String> violations = new ArrayList<>();
        int at = 0;
        while (at < requests.size()) {
            LoggedRequest first = requests.get(at);
            if (!refused.test(first)) {
                at++;
                continue;
            }
            int next = at + 1;
            while (next < requests.size() && requests.get(next).nanoTime() - first.nanoTime() < pause.toNanos()) {
                next++;
            }
            int followed = next - at - 1;
            if (followed > onTheWire) {
                violations.add(String.format(
                        Locale.ROOT,
                        "%d requests followed a refusal within its pause of %d s; at most %d were on the wire",
                        followed,
                        pause.toSeconds(),
                        onTheWire));
            }
            at = next;
        }
        return violations;
    }
}
