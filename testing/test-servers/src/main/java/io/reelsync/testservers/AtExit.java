package io.reelsync.testservers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/** What to end when the JVM ends, last begun first. */
final class AtExit {
    private static final Deque<Callable<?>> TASKS = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::runAll, "end-test-servers"));
    }

    private AtExit() {}

    static void close(AutoCloseable closeable) {
        run(() -> {
            closeable.close();
            return closeable;
        });
    }

    static synchronized void run(Callable<?> task) {
        TASKS.push(task);
    }

    private static synchronized void runAll() {
        while (!TASKS.isEmpty()) {
            try {
                TASKS.pop().call();
            } catch (Exception e) {
                // One that can't be ended must not keep the others alive.
                System.err.println("While ending the test servers: " + e);
            }
        }
    }
}
