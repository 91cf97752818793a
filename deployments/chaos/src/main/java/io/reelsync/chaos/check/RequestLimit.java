package io.reelsync.chaos.check;

import io.reelsync.samplesite.control.LoggedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the site's request log must not show. */
public final class RequestLimit {
    private final int permits;
    private final Duration time;

    /**
     * @param permits the most requests
     * @param time in any window of this length
     */
    public RequestLimit(int permits, Duration time) {
        this.permits = permits;
        this.time = time;
    }

    /**
     * Windows with more requests than permitted, wherever they begin: the fullest, in words.
     *
     * @param stall how long the machine held threads up: by so much a request may come after its time, and so closer to
     *     the next
     */
    public List<String> tooMany(List<LoggedRequest> requests, Duration stall) {
        long[] arrivals =
                requests.stream().mapToLong(LoggedRequest::nanoTime).sorted().toArray();
        long window = time.minus(stall).toNanos();
        int fullest = 0;
        int from = 0;
        for (int to = 0; to < arrivals.length; to++) {
            while (arrivals[to] - arrivals[from] >= window) {
                from++;
            }
            fullest = Math.max(fullest, to - from + 1);
        }
        return fullest <= permits
                ? List.of()
                : List.of("%d requests within %d ms, where %d are permitted (the machine stalled for %d ms)"
                        .formatted(fullest, window / 1_000_000, permits, stall.toMillis()));
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
                violations.add("%d requests followed a refusal within its pause of %d s; at most %d were on the wire"
                        .formatted(followed, pause.toSeconds(), onTheWire));
            }
            at = next;
        }
        return violations;
    }
}
