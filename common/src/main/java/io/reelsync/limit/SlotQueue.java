package io.reelsync.limit;

import io.reelsync.limit.Slots.Reservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of this process wait for slots of one source, first come first served: the one whose turn it is asks
 * Redis for all, so that the others don't ask again and again for what is far away. Of a fast source it is given several
 * slots at once, and leaves to the others what it doesn't use.
 */
final class SlotQueue {
    private static final long OPEN_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Deque<Reservation> reserved = new ArrayDeque<>();
    private long heardWhenReserved;
    private long moreAt = System.nanoTime();
    private volatile long openAt = System.nanoTime() - OPEN_FOR_NANOS;

    /**
     * Waits for its turn.
     *
     * @return false if it is not its turn by then
     */
    boolean awaitTurn(long nanos) throws InterruptedException {
        return turn.tryLock(nanos, TimeUnit.NANOSECONDS);
    }

    void endTurn() {
        turn.unlock();
    }

    /** How many slots there is use for. */
    int wanted() {
        return turn.getQueueLength() + 1;
    }

    /**
     * Takes what is left of the slots that were reserved together. For the one whose turn it is.
     *
     * @param heard how often this process has heard of pauses: slots from before the last one are void
     * @param tolerance nanoseconds that a slot may be late
     * @return null if none is left
     */
    @Nullable
    Reservation poll(long heard, long tolerance) {
        if (heard != heardWhenReserved) {
            reserved.clear();
        }
        Reservation next = reserved.poll();
        while (next != null && next.isPast(tolerance)) {
            next = reserved.poll();
        }
        return next;
    }

    /**
     * Keeps what one is given together, and takes the first. For the one whose turn it is.
     *
     * @param longestWait nanoseconds, beyond which none is given
     */
    Reservation keep(List<Reservation> slots, long heard, long longestWait) {
        heardWhenReserved = heard;
        reserved.addAll(slots.subList(1, slots.size()));
        Reservation first = slots.get(0);
        if (first.isSlot() && !first.isClose()) {
            moreAt = first.nextAskedFrom();
        } else if (first.isSlot()) {
            Reservation last = slots.get(slots.size() - 1);
            long length = TimeUnit.MICROSECONDS.toNanos(last.interval()) * slots.size();
            moreAt = last.turn() + length - longestWait;
        }
        return first;
    }

    /**
     * How long no more is given, even if nobody else has asked since, or need be asked for: nanoseconds.
     *
     * @param heard how often this process has heard of pauses
     */
    long noneFor(long heard) {
        return heard == heardWhenReserved ? moreAt - System.nanoTime() : 0;
    }

    /** Notes that Redis said just now that the source isn't paused. */
    void noteOpen() {
        openAt = System.nanoTime();
    }

    /** Whether Redis said so within the last tenth of a second. */
    boolean isOpen() {
        return System.nanoTime() - openAt < OPEN_FOR_NANOS;
    }
}
