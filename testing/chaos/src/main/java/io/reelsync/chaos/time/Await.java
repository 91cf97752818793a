package io.reelsync.chaos.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting, never without an end. */
public final class Await {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(100);

    private Await() {}

    /** Waits until a condition holds; false where it doesn't within that time. */
    public static boolean until(Duration within, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(LOOKS_EVERY);
        }
        return true;
    }

    /** Lets time pass. */
    public static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
