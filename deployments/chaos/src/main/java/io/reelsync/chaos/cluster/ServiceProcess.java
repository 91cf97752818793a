package io.reelsync.chaos.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One life of a service: a process, configured by its environment as in production. */
final class ServiceProcess {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration READY_ANSWERS_WITHIN = Duration.ofSeconds(3);

    private final Process process;
    private final URI readiness;
    private volatile boolean wasReady;
    private volatile boolean endExpected;

    private ServiceProcess(Process process, URI readiness) {
        this.process = process;
        this.readiness = readiness;
    }

    /** @param folder where what it says on its console and its pid file go */
    static ServiceProcess start(List<String> command, Map<String, String> environment, Path folder, URI readiness) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("console.log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("REELSYNC_") || name.startsWith("SPRING_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Files.writeString(folder.resolve("service.pid"), process.pid() + "\n");
            return new ServiceProcess(process, readiness);
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + command.get(0), e);
        }
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
        try {
            HttpRequest probe = HttpRequest.newBuilder(readiness)
                    .timeout(READY_ANSWERS_WITHIN)
                    .build();
            boolean ready =
                    HTTP.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            wasReady |= ready;
            return ready;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
