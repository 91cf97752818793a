package io.reelsync.limit;

import java.util.concurrent.locks.LockSupport;

/**
 * Leave to send one request, in some milliseconds: it is given a little early, so that the way from here to the wire is
 * no delay, and the last of the wait is where it is {@linkplain #use used}. It is good for a moment only: what is held up
 * longer would come too close to the next request. For one thread.
 */
public final class Permit {
    private final boolean probe;
    private final Times times;
    private final Limiter limiter;
    /** Until when the request may go out without another word, by {@link System#nanoTime}. */
    private long goodUntil;

    private boolean used;

    /**
     * @param turn when the request is due, by {@link System#nanoTime}
     * @param tolerance nanoseconds that it may be late without a word
     * @param latest nanoseconds that it may be late at all
     * @param onceTold nanoseconds from the call that tells that it is late to the request
     */
    record Times(long turn, long tolerance, long latest, long onceTold) {}

    /** Where the permit comes from. */
    interface Limiter {
        /** Whether nothing was heard of a pause since the slot was reserved. */
        boolean isOpen();

        /** Makes room for a request that is late; false where it must not go out. */
        boolean tellLate();

        /** Makes room for a request that has just gone out, later than was told. Waits for nothing. */
        void tellSentLate();

        /** It isn't used. */
        void giveBack();

        /** It is used. */
        void countUse();
    }

    Permit(boolean probe, Times times, Limiter limiter) {
        this.probe = probe;
        this.times = times;
        this.limiter = limiter;
        this.goodUntil = times.turn() + times.tolerance();
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
        if (awaitTurn() && isGood()) {
            used = true;
            limiter.countUse();
            return true;
        }
        limiter.giveBack();
        return false;
    }

    /**
     * To be called when the request has been written. Where that was later than the permit was good for, because the process
     * was held up in between, others are kept away from it after the fact. What is written before it is used, as to a proxy,
     * is none.
     */
    public void sent() {
        if (used && System.nanoTime() - goodUntil > 0) {
            limiter.tellSentLate();
        }
    }

    /** The request is not sent after all, or told nothing: another may be sent. */
    public void giveBack() {
        limiter.giveBack();
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
        if (!limiter.isOpen()) {
            return false;
        }
        long now = System.nanoTime();
        if (now - goodUntil <= 0) {
            return true;
        }
        while (now - times.turn() <= times.latest() && limiter.tellLate()) {
            goodUntil = now + times.onceTold();
            now = System.nanoTime();
            if (now - goodUntil <= 0) {
                return true;
            }
            // The answer took so long that it is later than was told.
        }
        return false;
    }

    boolean isTooLate() {
        return System.nanoTime() - times.turn() > Math.max(times.tolerance(), times.latest());
    }
}
