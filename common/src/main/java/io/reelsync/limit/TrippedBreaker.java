package io.reelsync.limit;

import io.reelsync.telemetry.Texts;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A breaker that has tripped, be it that it was reset since.
 *
 * @param trips in a row, without the full pace between them
 * @param pace the pace after it, in eighths
 */
public record TrippedBreaker(
        CircuitBreaker.Key key, String reason, @Nullable String detail, int trips, int pace, Times times) {

    /**
     * @param tripped since when it is not closed
     * @param probe until when a claimed probe may take, null where none is claimed
     * @param reset null while it is open or half-open
     * @param read when all this was so
     */
    record Times(
            LocalDateTime tripped,
            LocalDateTime blocked,
            @Nullable LocalDateTime probe,
            @Nullable LocalDateTime reset,
            LocalDateTime read) {}

    public LocalDateTime trippedAt() {
        return times.tripped();
    }

    /** The end of the time in which nothing passes. */
    public LocalDateTime blockedUntil() {
        return times.blocked();
    }

    /** The time from which the next probe may be claimed. */
    public LocalDateTime nextProbeAt() {
        LocalDateTime probe = times.probe();
        return probe != null && probe.isAfter(times.blocked()) ? probe : times.blocked();
    }

    /** Whether nothing passes, not even a probe. */
    public boolean isBlocked() {
        return !blockedFor().isZero();
    }

    Duration blockedFor() {
        return left(times.blocked());
    }

    Duration nextProbeIn() {
        return left(nextProbeAt());
    }

    boolean isProbeDue() {
        return nextProbeIn().isZero();
    }

    private Duration left(LocalDateTime end) {
        return end.isAfter(times.read()) ? Duration.between(times.read(), end) : Duration.ZERO;
    }

    /** Grows with each trip. */
    long number() {
        return ChronoUnit.MICROS.between(LocalDateTime.of(2020, 1, 1, 0, 0), times.blocked());
    }

    /** The time since it was reset; null while it isn't. */
    @Nullable
    Duration sinceReset() {
        return times.reset() == null ? null : Duration.between(times.reset(), times.read());
    }

    TrippedBreaker with(CircuitBreaker.Trip trip, int trips, int pace, Duration length) {
        LocalDateTime now = times.read();
        LocalDateTime end = now.plus(trip.orLonger(length)).truncatedTo(ChronoUnit.MILLIS);
        Times after = new Times(times.reset() == null ? times.tripped() : now, end, null, null, now);
        return new TrippedBreaker(key, trip.reason(), Texts.cut(trip.detail(), 500), trips, pace, after);
    }

    int paceNow(Duration recoverEvery) {
        Duration since = sinceReset();
        return since == null
                ? pace
                : (int) Math.min(CircuitBreaker.FULL_PACE, pace + Math.max(0, since.dividedBy(recoverEvery)));
    }

    /** How long so many requests take that are this far apart at the full pace, as the pace climbs meanwhile. */
    Duration timeFor(long requests, Duration interval, Duration recoverEvery) {
        Duration since = sinceReset();
        Duration step =
                since == null ? recoverEvery : recoverEvery.minusNanos(since.toNanos() % recoverEvery.toNanos());
        Duration time = Duration.ZERO;
        long left = requests;
        for (int now = paceNow(recoverEvery); now < CircuitBreaker.FULL_PACE; now++) {
            Duration each = interval.multipliedBy(CircuitBreaker.FULL_PACE).dividedBy(now);
            if (each.isZero() || each.multipliedBy(left).compareTo(step) <= 0) {
                return time.plus(each.multipliedBy(left));
            }
            left -= step.dividedBy(each);
            time = time.plus(step);
            step = recoverEvery;
        }
        return time.plus(interval.multipliedBy(left));
    }

    boolean isRecovered(Duration recoverEvery) {
        return times.reset() != null && paceNow(recoverEvery) == CircuitBreaker.FULL_PACE;
    }
}
