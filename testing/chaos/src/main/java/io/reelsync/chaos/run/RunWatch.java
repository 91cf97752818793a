package io.reelsync.chaos.run;

import io.reelsync.chaos.time.Await;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a run five times a second until it has ended, and keeps what it saw. Thread-safe. */
public final class RunWatch implements AutoCloseable {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);

    private final Api api;
    private final long run;
    private final RunSteps steps = new RunSteps();
    private final Thread thread;
    private @Nullable RunSnapshot last;
    private long lastStepNanos;
    private long firstStepAfter;
    private long soughtAfter = Long.MAX_VALUE;

    /** Begins to look. */
    public RunWatch(Api api, long run) {
        this.api = api;
        this.run = run;
        this.thread = new Thread(this::look, "run-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        try {
            while (!hasEnded()) {
                pollOnce();
                Await.pause(LOOKS_EVERY);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollOnce() throws InterruptedException {
        RunSnapshot look;
        try {
            look = api.look(run);
        } catch (Api.NoAnswer notNow) {
            // The gateways may be what is broken. Who waits for the run's end notices where it can't be seen in time.
            return;
        }
        note(look);
    }

    private synchronized void note(RunSnapshot look) {
        steps.follow(look);
        if (last == null || look.settled() > last.settled() || look.hasEnded()) {
            lastStepNanos = System.nanoTime();
            if (lastStepNanos > soughtAfter && firstStepAfter == 0) {
                firstStepAfter = lastStepNanos;
            }
        }
        last = look;
    }

    public synchronized boolean hasEnded() {
        return last != null && last.hasEnded();
    }

    /** Items that have their outcome, as last seen. */
    public synchronized long settled() {
        return last == null ? 0 : last.settled();
    }

    /** The last look; null where no gateway has answered. */
    public synchronized @Nullable RunSnapshot last() {
        return last;
    }

    /** What was seen that can't be. */
    public synchronized List<String> violations() {
        return steps.violations();
    }

    /** From now on the time until the next outcome is taken. */
    public synchronized void healed() {
        soughtAfter = hasEnded() ? Long.MAX_VALUE : System.nanoTime();
    }

    /** The time from {@link #healed} to the next outcome that was seen; zero where the run had ended before. */
    public synchronized Duration recovery() {
        return soughtAfter == Long.MAX_VALUE || firstStepAfter == 0
                ? Duration.ZERO
                : Duration.ofNanos(firstStepAfter - soughtAfter);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
