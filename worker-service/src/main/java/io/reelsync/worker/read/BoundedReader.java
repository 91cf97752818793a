package io.reelsync.worker.read;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.worker.WorkerSettings;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
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
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());
    /** A page of more bytes is read alone: its tree of elements may take twenty times the memory. */
    private static final int READ_ALONE =
            Math.toIntExact(DataSize.ofMegabytes(1).toBytes());

    private static final Logger log = LoggerFactory.getLogger(BoundedReader.class);

    /** A page in the queue has a task that waits for it: there are never more than are in hand. */
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "page-reader");
                thread.setDaemon(true);
                return thread;
            });

    private final WorkerSettings settings;
    private final ApplicationEventPublisher events;
    /** More at once would be no faster, and hold the memory of more pages. */
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);

    private int leftBehind;

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
        Page<T> page = new Page<>(bytes > READ_ALONE ? AT_ONCE : 1, reading);
        Future<T> read = threads.submit(page);
        try {
            return await(read, page);
        } catch (TimeoutException late) {
            if (page.leave()) {
                leave(what);
            }
            throw new BrokenPageException(
                    Reason.TOO_SLOW_TO_READ, what + " was not read within " + settings.readWithin(), late);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof BrokenPageException broken) {
                throw broken;
            }
            // A page that our code can't take, with a stack overflow for instance, must not take the worker with it.
            log.error("{} could not be read", what, failure.getCause());
            throw new BrokenPageException(Reason.NO_STRUCTURE, String.valueOf(failure.getCause()), failure);
        } finally {
            read.cancel(true);
        }
    }

    /** Waits for what is read; the time that it may take counts from when a thread took it up. */
    private <T> T await(Future<T> read, Page<T> page)
            throws ExecutionException, TimeoutException, InterruptedException {
        long within = settings.readWithin().toNanos();
        while (true) {
            try {
                return read.get(within - page.readFor(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                if (page.readFor() >= within) {
                    throw late;
                }
            }
        }
    }

    private synchronized void leave(String what) {
        leftBehind++;
        resize();
        log.error("{} is not read to its end: {} threads are left behind with such pages", what, leftBehind);
        if (leftBehind >= MOST_LEFT_BEHIND) {
            log.error("That is too many: this process says that it is broken, so that it is started anew");
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        }
    }

    private synchronized void comeBack() {
        leftBehind--;
        resize();
    }

    /** Others read in place of the threads that are left behind. */
    private void resize() {
        int size = AT_ONCE + leftBehind;
        if (size > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }

    /** A page that is read, or waits for it. */
    private final class Page<T> implements Callable<T> {
        private final int share;
        private final Reading<T> reading;
        private final AtomicBoolean over = new AtomicBoolean();
        /** By the JVM's clock; null where no thread has taken it up. */
        private volatile @Nullable Long began;

        private Page(int share, Reading<T> reading) {
            this.share = share;
            this.reading = reading;
        }

        @Override
        public T call() throws BrokenPageException, InterruptedException {
            atOnce.acquire(share);
            began = System.nanoTime();
            try {
                return reading.read();
            } finally {
                if (over.compareAndSet(false, true)) {
                    atOnce.release(share);
                } else {
                    comeBack();
                }
            }
        }

        /** Nanoseconds; 0 where no thread has taken it up. */
        private long readFor() {
            Long since = began;
            return since == null ? 0 : System.nanoTime() - since;
        }

        /** Leaves the thread alone that reads it; false where it has just come to its end. */
        private boolean leave() {
            boolean left = over.compareAndSet(false, true);
            if (left) {
                atOnce.release(share);
            }
            return left;
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
