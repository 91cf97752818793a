package io.reelsync.worker.fetch;

import io.reelsync.limit.Permits;
import io.reelsync.limit.Permits.Result.Refused;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Where the tasks of this process wait for permits, first come first served: of the many that are in hand at a fast pace
 * only the next few ask for a slot, so that the others don't ask Redis again and again for what is far away. Urgent ones
 * don't wait here.
 */
@Component
class PermitQueue {
    /** As many as have their turn within this time ask at once. */
    private static final double ASK_AHEAD_SECONDS = 0.1;

    /** Longer than what is in hand at a fast pace waits, so that this costs a query at a slow one alone. */
    private static final int STILL_WANTED_EVERY_SECONDS = 3;

    private static final int LEAST = 4;
    private static final int MOST = 16;

    private final Permits permits;
    private final Map<String, Semaphore> asking = new HashMap<>();

    PermitQueue(Permits permits, Sources sources) {
        this.permits = permits;
        for (Source source : sources.all()) {
            asking.put(source.name(), new Semaphore(atOnce(source.rate()), true));
        }
    }

    private static int atOnce(Rate rate) {
        return (int) Math.min(MOST, LEAST + rate.perSecond() * ASK_AHEAD_SECONDS);
    }

    /** As {@link Permits#acquire}. */
    Permits.Result acquire(Permits.Request request) throws InterruptedException {
        if (request.urgent()) {
            return permits.acquire(request);
        }
        long deadline = System.nanoTime() + request.patience().toNanos();
        Semaphore turn = Objects.requireNonNull(asking.get(request.source()));
        while (!turn.tryAcquire(STILL_WANTED_EVERY_SECONDS, TimeUnit.SECONDS)) {
            if (!request.stillWanted().getAsBoolean()) {
                return Refused.NOT_WANTED;
            }
            if (System.nanoTime() - deadline >= 0) {
                return Refused.TIMED_OUT;
            }
        }
        try {
            return permits.acquire(request.within(deadline - System.nanoTime()));
        } finally {
            turn.release();
        }
    }
}
