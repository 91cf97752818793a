package io.reelsync.limit;

import java.util.function.BooleanSupplier;

/**
 * Leave to send one request, now. It is good for a moment only: what is held up between the grant and the wire would
 * come too close to the next request.
 */
public final class Permit {
    private final boolean probe;
    private final long turn;
    private final long tolerance;
    private final long latest;
    private final BooleanSupplier moveSlots;

    /**
     * @param turn when the request is due, by {@link System#nanoTime}
     * @param tolerance nanoseconds that it may be late without a word
     * @param latest nanoseconds that it may be late at all
     * @param moveSlots moves the slots of all others by as much; false where the request must not go out
     */
    Permit(boolean probe, long turn, long tolerance, long latest, BooleanSupplier moveSlots) {
        this.probe = probe;
        this.turn = turn;
        this.tolerance = tolerance;
        this.latest = latest;
        this.moveSlots = moveSlots;
    }

    /** Whether this is the one request after a pause that tells whether the source is open again. */
    public boolean probe() {
        return probe;
    }

    /**
     * To be called when the connection stands and the request is about to be written.
     *
     * @return false where it is too late: the request must not be sent
     */
    public boolean use() {
        long now = System.nanoTime();
        if (now - turn <= tolerance) {
            return true;
        }
        while (now - turn <= latest && moveSlots.getAsBoolean()) {
            long moved = System.nanoTime();
            if (moved - now <= tolerance) {
                return true;
            }
            now = moved; // The answer took so long that the slots are to be moved again.
        }
        return false;
    }

    boolean isTooLate() {
        return System.nanoTime() - turn > Math.max(tolerance, latest);
    }
}
