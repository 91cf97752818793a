package io.reelsync.worker.read;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.worker.WorkerSettings;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Reads pages within a time. A thread can't be made to leave an endless computation: it is left behind, and where that
 * happens again and again the process says that it is no longer sound, so that whoever watches it starts it anew.
 */
@Component
public class BoundedReader {
    static final int MOST_LEFT_BEHIND = 4;
    private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();
    /** A page of more bytes is read alone: its tree of elements may take twenty times the memory. */
    private static final int READ_ALONE =
            Math.toIntExact(DataSize.ofMegabytes(1).toBytes());

    private static final Logger log = LoggerFactory.getLogger(BoundedReader.class);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "page-reader");
        thread.setDaemon(true);
        return thread;
    });
    private final WorkerSettings settings;
    private final ApplicationEventPublisher events;
    private final AtomicInteger leftBehind = new AtomicInteger();
    /** More at once would be no faster, and hold the memory of more pages. */
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);

    BoundedReader(WorkerSettings settings, ApplicationEventPublisher events) {
        this.settings = settings;
        this.events = events;
    }

    /** Turns an answer into facts or titles. */
    public interface Reading<T> {
        T read() throws BrokenPageException;
    }

    /**
     * Reads a page.
     *
     * @param what the page's name, for messages
     * @param bytes its size
     * @throws BrokenPageException where the page is broken, our code can't take it, or it takes too long
     */
    public <T> T read(String what, int bytes, Reading<T> reading) throws BrokenPageException, InterruptedException {
        int share = bytes > READ_ALONE ? AT_ONCE : 1;
        atOnce.acquire(share);
        try {
            return readWithin(what, reading);
        } finally {
            atOnce.release(share);
        }
    }

    private <T> T readWithin(String what, Reading<T> reading) throws BrokenPageException, InterruptedException {
        AtomicInteger state = new AtomicInteger();
        Future<T> facts = threads.submit(() -> {
            try {
                return reading.read();
            } finally {
                if (!state.compareAndSet(0, 1)) {
                    leftBehind.decrementAndGet();
                }
            }
        });
        try {
            return facts.get(settings.readWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            if (state.compareAndSet(0, 2)) {
                leave(what);
            }
            facts.cancel(true);
            throw new BrokenPageException(
                    Reason.TOO_SLOW_TO_READ, what + " was not read within " + settings.readWithin(), late);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof BrokenPageException broken) {
                throw broken;
            }
            // A page that our code can't take, with a stack overflow for instance, must not take the worker with it.
            log.error("{} could not be read", what, failure.getCause());
            throw new BrokenPageException(Reason.NO_STRUCTURE, String.valueOf(failure.getCause()), failure);
        }
    }

    private void leave(String what) {
        int count = leftBehind.incrementAndGet();
        log.error("{} is not read to its end: {} threads are left behind with such pages", what, count);
        if (count >= MOST_LEFT_BEHIND) {
            log.error("That is too many: this process says that it is broken, so that it is started anew");
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
