package io.reelsync.gateway.index;

import java.time.Duration;

/** How often something is done: no more often than that, and so that it takes a twentieth of the time at most. */
final class Pace {
    private static final int PARTS = 20;

    private final long everyNanos;
    private long restUntil;

    Pace(Duration every) {
        this.everyNanos = every.toNanos();
        this.restUntil = System.nanoTime() + everyNanos;
    }

    /** Does it, or nothing if it was done too lately. */
    void run(Runnable work) {
        long start = System.nanoTime();
        if (start - restUntil >= 0) {
            work.run();
            long end = System.nanoTime();
            restUntil = end + Math.max(everyNanos, (end - start) * PARTS);
        }
    }
}
