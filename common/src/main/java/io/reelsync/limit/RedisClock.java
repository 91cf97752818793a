package io.reelsync.limit;

import java.util.concurrent.TimeUnit;

/**
 * Redis' clock as this process sees it: each answer that tells its time bounds how far it is from
 * {@link System#nanoTime}, since the time was read between question and answer (Cristian's algorithm); the bounds of
 * several answers are intersected (Marzullo's), so that one slow answer makes no turn uncertain. Safe for use by many
 * threads.
 */
final class RedisClock {
    /** How far two clocks drift apart: one part in so many. What adjusts a clock adjusts it by no more. */
    private static final long DRIFT = 2_000;

    private Bounds bounds = new Bounds(0, 0);
    private long notedAt;
    private boolean noted;

    /**
     * Between which bounds this process' clock is ahead of Redis'.
     *
     * @param least nanoseconds
     * @param most nanoseconds
     */
    record Bounds(long least, long most) {

        /** When a time of Redis' has come for certain, by {@link System#nanoTime}. */
        long reached(long redisMicros) {
            return TimeUnit.MICROSECONDS.toNanos(redisMicros) + most;
        }

        /** By how much earlier that may have been: nanoseconds. */
        long uncertainty() {
            return most - least;
        }

        private boolean overlaps(Bounds other) {
            return Math.max(least, other.least) <= Math.min(most, other.most);
        }

        private Bounds and(Bounds other) {
            return new Bounds(Math.max(least, other.least), Math.min(most, other.most));
        }

        private Bounds widenedBy(long nanos) {
            return new Bounds(least - nanos, most + nanos);
        }
    }

    /**
     * Notes that Redis answered with its time.
     *
     * @param asked when the question was sent, by {@link System#nanoTime}
     * @param answered when the answer was there
     * @param redisMicros the time in the answer
     * @return what is known now
     */
    synchronized Bounds note(long asked, long answered, long redisMicros) {
        long redis = TimeUnit.MICROSECONDS.toNanos(redisMicros);
        // A microsecond, since Redis tells no less.
        Bounds heard = new Bounds(asked - redis - 1_000, answered - redis);
        Bounds known = bounds.widenedBy(Math.max(0, answered - notedAt) / DRIFT);
        // Where they contradict each other the clock was set, or another server has taken over.
        bounds = noted && known.overlaps(heard) ? known.and(heard) : heard;
        notedAt = answered;
        noted = true;
        return bounds;
    }

    /** What is known, without a further answer. */
    synchronized Bounds bounds() {
        return bounds.widenedBy(Math.max(0, System.nanoTime() - notedAt) / DRIFT);
    }
}
