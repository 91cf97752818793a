package io.reelsync.gateway.index;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The columns, for many who read and one who changes them. */
@Component
class SharedColumns {
    private final VideoColumns columns = new VideoColumns();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** For reading without an answer. */
    void consult(Consumer<VideoColumns> reading) {
        read(all -> {
            reading.accept(all);
            return all;
        });
    }

    <T> T read(Function<VideoColumns, T> reading) {
        lock.readLock().lock();
        try {
            return reading.apply(columns);
        } finally {
            lock.readLock().unlock();
        }
    }

    void change(Consumer<VideoColumns> changing) {
        lock.writeLock().lock();
        try {
            changing.accept(columns);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
