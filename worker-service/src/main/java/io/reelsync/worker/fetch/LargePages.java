package io.reelsync.worker.fetch;

import io.reelsync.worker.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Bounds the memory of pages in hand. Small ones are never held up. A task whose page turns out to be large takes one of a
 * few places, an eighth of the heap together, and keeps it until the task has ended. Safe for use by many threads.
 */
@Component
public class LargePages {
    /** Up to here a page is a small one; details of a title have 50 to 130 KB. */
    static final int SMALL = Math.toIntExact(DataSize.ofKilobytes(512).toBytes());

    private final Semaphore places;
    private final ThreadLocal<Boolean> hasPlace = ThreadLocal.withInitial(() -> false);

    @Autowired
    LargePages(WorkerSettings settings) {
        this(places(Runtime.getRuntime().maxMemory() / 8, settings.largestPage()));
    }

    LargePages(int places) {
        this.places = new Semaphore(places, true);
    }

    static int places(long memory, DataSize largest) {
        return Math.toIntExact(Math.max(1, Math.min(1024, memory / largest.toBytes())));
    }

    /**
     * Reads a page, and at most so many bytes of it.
     *
     * @param within how long it may wait for a place
     * @throws IOException also where none becomes free in time
     */
    byte[] read(InputStream content, int most, Duration within) throws IOException {
        byte[] start = content.readNBytes(Math.min(most, SMALL + 1));
        if (start.length <= SMALL) {
            return start;
        }
        takePlace(within);
        byte[] rest = content.readNBytes(most - start.length);
        byte[] page = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, page, start.length, rest.length);
        return page;
    }

    /** For this thread's task, if it has none. */
    private void takePlace(Duration within) throws IOException {
        try {
            if (!hasPlace.get() && !places.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("too many large pages are in hand");
            }
            hasPlace.set(true);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** This thread's task has ended. */
    public void release() {
        if (hasPlace.get()) {
            places.release();
        }
        hasPlace.remove();
    }
}
