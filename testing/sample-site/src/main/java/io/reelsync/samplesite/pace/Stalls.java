package io.reelsync.samplesite.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** Measures when and for how long this machine, or this process, holds up a thread that wants to run. Thread-safe. */
public final class Stalls implements AutoCloseable {
    private static final long SLEEPS_NANOS = Duration.ofMillis(5).toNanos();
    private static final long WORTH_NOTING_NANOS = Duration.ofMillis(5).toNanos();
    private static final int KEPT = 20_000;

    private final Deque<Stall> stalls = new ArrayDeque<>();
    private final Thread thread = new Thread(this::measure, "stalls");
    private volatile boolean closed;

    private record Stall(long endNanos, long nanos) {}

    /** Begins to measure. */
    public Stalls() {
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(SLEEPS_NANOS);
            long now = System.nanoTime();
            note(now, now - before - SLEEPS_NANOS);
        }
    }

    private synchronized void note(long now, long nanos) {
        if (nanos > WORTH_NOTING_NANOS) {
            stalls.add(new Stall(now, nanos));
            if (stalls.size() > KEPT) {
                stalls.remove();
            }
        }
    }

    /** The longest stall between two moments of {@link System#nanoTime}. */
    public synchronized Duration longest(long fromNanos, long toNanos) {
        return Duration.ofNanos(stalls.stream()
                .filter(stall -> stall.endNanos() >= fromNanos && stall.endNanos() - stall.nanos() <= toNanos)
                .mapToLong(Stall::nanos)
                .max()
                .orElse(0));
    }

    @Override
    public void close() {
        closed = true;
    }
}
