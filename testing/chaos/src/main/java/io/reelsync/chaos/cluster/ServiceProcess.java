package io.reelsync.chaos.cluster;

import io.reelsync.localcluster.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One life of a service: a process, configured by its environment as in production. */
final class ServiceProcess {
    private final Process process;
    private final int port;
    private volatile boolean wasReady;
    private volatile boolean endExpected;

    ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean wasReady() {
        return wasReady;
    }

    boolean isEndExpected() {
        return endExpected;
    }

    /** Asks its probe. */
    boolean isReady() {
        boolean ready = Launch.isReady(port);
        wasReady |= ready;
        return ready;
    }

    /** As the kernel does when memory runs out: SIGKILL. */
    void kill() {
        endExpected = true;
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Asks it to end: SIGTERM. Returns whether it did in time; else it was killed. */
    boolean stop(Duration within) {
        endExpected = true;
        process.destroy();
        boolean ended = awaitEnd(within);
        if (!ended) {
            kill();
        }
        return ended;
    }

    private boolean awaitEnd(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends {@code STOP} or {@code CONT}. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("can't run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
