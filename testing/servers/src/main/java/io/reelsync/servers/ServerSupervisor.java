package io.reelsync.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts servers of our own again when they have died, be it that their disk was full. A server that dies again soon, or
 * can't be started, is left alone for longer and longer pauses. Thread-safe.
 */
public final class ServerSupervisor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerSupervisor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration RUNS_WELL_AFTER = Duration.ofMinutes(1);

    private final Map<PrivateServer, String> troubles = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<PrivateServer> servers;
    private final List<Thread> threads = new ArrayList<>();

    /** @param servers all of which run, and are ended by {@link #close()} */
    public ServerSupervisor(List<? extends PrivateServer> servers) {
        this.servers = List.copyOf(servers);
        for (PrivateServer server : servers) {
            Thread thread = new Thread(() -> keep(server), "keep-" + server.name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Which servers have died and don't run again yet, and why, in a few words each. */
    public List<String> troubles() {
        return List.copyOf(troubles.values());
    }

    private void keep(PrivateServer server) {
        Duration pause = FIRST_PAUSE;
        long startedAt = System.nanoTime();
        while (!isClosedWithin(pause)) {
            if (server.isRunning()) {
                if (System.nanoTime() - startedAt > RUNS_WELL_AFTER.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                continue;
            }
            Duration next = longer(pause);
            try {
                server.start();
                troubles.remove(server);
                log.warn("{} had died and was started again", server.name());
            } catch (RuntimeException failure) {
                if (isClosedWithin(Duration.ZERO)) {
                    return;
                }
                String reason = firstLine(failure);
                if (!reason.equals(troubles.put(server, reason))) {
                    log.warn(
                            "{}; it is started again and again, at the latest every {} s",
                            reason,
                            LONGEST_PAUSE.toSeconds());
                }
            }
            startedAt = System.nanoTime();
            pause = next;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static String firstLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("it does not start");
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends all of them, for good. */
    @Override
    public void close() {
        closed.countDown();
        // Breaks off a start that is under way.
        servers.forEach(PrivateServer::close);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        // One more may have begun in that very moment.
        servers.forEach(PrivateServer::close);
    }
}
