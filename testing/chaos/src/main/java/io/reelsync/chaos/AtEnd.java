package io.reelsync.chaos;

import java.util.concurrent.atomic.AtomicBoolean;

/** Something that is done once: when it is closed, or when the JVM is told to end. */
final class AtEnd implements AutoCloseable {
    private final Task task;
    private final AtomicBoolean done = new AtomicBoolean();

    /** What is done. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    AtEnd(Task task) {
        this.task = task;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "at-end"));
    }

    @Override
    public synchronized void close() {
        if (done.compareAndSet(false, true)) {
            try {
                task.run();
            } catch (Exception failure) {
                System.err.println("reelsync chaos: not everything could be ended: " + failure);
            }
        }
    }
}
