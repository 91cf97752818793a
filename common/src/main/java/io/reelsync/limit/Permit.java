package io.reelsync.limit;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Leave to send one request, in some milliseconds: it is given a little early, so that the way from here to the wire is
 * no delay, and the last of the wait is where it is {@linkplain #use used}. It is good for a moment only: what is held up
 * longer would come too close to the next request.
 */
public final class Permit {
    private final boolean probe;
    private final Times times;
    private final BooleanSupplier open;
    private final BooleanSupplier tellLate;
    private final Runnable giveBack;
    private final Runnable used;

    /**
     * @param turn when the request is due, by {@link System#nanoTime}
     * @param tolerance nanoseconds that it may be late without a word
     * @param latest nanoseconds that it may be late at all
     * @param onceTold nanoseconds from the call that tells that it is late to the request
     */
    record Times(long turn, long tolerance, long latest, long onceTold) {}

    /**
     * @param open whether nothing was heard of a pause since the slot was reserved
     * @param tellLate makes room for a request that is late; false where it must not go out
     * @param giveBack called where it isn't used
     * @param used called where it is
     */
    Permit(
            boolean probe,
            Times times,
            BooleanSupplier open,
            BooleanSupplier tellLate,
            Runnable giveBack,
            Runnable used) {
        this.probe = probe;
        this.times = times;
        this.open = open;
        this.tellLate = tellLate;
        this.giveBack = giveBack;
        this.used = used;
    }

    /** Whether this is the one request after a pause that tells whether the source is open again. */
    public boolean probe() {
        return probe;
    }

    /**
     * To be called when the connection stands and the request is about to be written: returns when it is due.
     *
     * @return false if it is too late, the source was paused, or the thread is to stop: the request must not be sent
     */
    public boolean use() {
        boolean good = awaitTurn() && isGood();
        (good ? used : giveBack).run();
        return good;
    }

    /** The request is not sent after all, or told nothing: another may be sent. */
    public void giveBack() {
        giveBack.run();
    }

    private boolean awaitTurn() {
        for (long left = times.turn() - System.nanoTime(); left > 0; left = times.turn() - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    private boolean isGood() {
        if (!open.getAsBoolean()) {
            return false;
        }
        long now = System.nanoTime();
        if (now - times.turn() <= times.tolerance()) {
            return true;
        }
        while (now - times.turn() <= times.latest() && tellLate.getAsBoolean()) {
            long told = System.nanoTime();
            if (told - now <= times.onceTold()) {
                return true;
            }
            now = told; // The answer took so long that it is later than was told.
        }
        return false;
    }

    boolean isTooLate() {
        return System.nanoTime() - times.turn() > Math.max(times.tolerance(), times.latest());
    }
}
