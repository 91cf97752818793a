package io.reelsync.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process with its log and pid file; the pid file lets {@link Leftovers} find it when this JVM was killed. */
final class Child {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(20);
    private static final int LOG_TAIL_LINES = 15;

    private final String name;
    private final Path log;
    private final Path pidFile;
    private final Process process;

    private Child(String name, Path log, Path pidFile, Process process) {
        this.name = name;
        this.log = log;
        this.pidFile = pidFile;
        this.process = process;
    }

    /** Starts the command with its output in {@code folder/name.log} and its pid in {@code folder/name.pid}. */
    static Child start(String name, Path folder, ProcessBuilder command) throws IOException {
        Path log = folder.resolve(name + ".log");
        Path pidFile = folder.resolve(name + ".pid");
        Process process = command.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Files.writeString(pidFile, process.pid() + "\n");
        return new Child(name, log, pidFile, process);
    }

    /** Runs a command to its end, with its output in {@code folder/name.log}. */
    static void run(String name, Path folder, ProcessBuilder command, Duration endsWithin) throws IOException {
        Child child = start(name, folder, command);
        if (!child.waitFor(endsWithin)) {
            child.kill();
            throw child.failure("did not end within " + endsWithin.toSeconds() + " s");
        }
        Files.deleteIfExists(child.pidFile);
        if (child.process.exitValue() != 0) {
            throw child.failure("ended with exit code " + child.process.exitValue());
        }
    }

    void awaitUntil(Condition condition, Duration limit) {
        if (!becomes(condition, limit)) {
            throw failure("did not answer within " + limit.toSeconds() + " s");
        }
    }

    /** Whether the condition holds before the limit is over; fails where the child ends first. */
    boolean becomes(Condition condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!holds(condition)) {
            if (waitFor(LOOKS_EVERY)) {
                throw failure("ended with exit code " + process.exitValue() + " while it started");
            }
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    void stop(Duration endsWithin) {
        process.destroy();
        if (!waitFor(endsWithin)) {
            kill();
        }
        forget();
    }

    void kill() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        waitFor(Duration.ofSeconds(10));
        forget();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new ServerException("can't remove " + pidFile, e);
        }
    }

    private boolean waitFor(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while waiting for " + name, e);
        }
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IOException e) {
            return false;
        }
    }

    ServerException failure(String what) {
        return new ServerException(name + " " + what + "; its log (" + log + ") ends with:\n" + logTail());
    }

    private String logTail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    /** Something that becomes true; an I/O error means not yet. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }
}
