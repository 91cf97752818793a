package io.reelsync.chaos.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Measures for how long this machine, or this process, holds up a thread that wants to run. */
public final class Stalls implements AutoCloseable {
    private static final long SLEEPS_NANOS = Duration.ofMillis(5).toNanos();

    private final AtomicLong longest = new AtomicLong();
    private final Thread thread = new Thread(this::measure, "stalls");
    private volatile boolean closed;

    /** Begins to measure. */
    public Stalls() {
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(SLEEPS_NANOS);
            long late = System.nanoTime() - before - SLEEPS_NANOS;
            longest.accumulateAndGet(late, Math::max);
        }
    }

    /** The longest stall since the last call. */
    public Duration takeLongest() {
        return Duration.ofNanos(longest.getAndSet(0));
    }

    @Override
    public void close() {
        closed = true;
    }
}
