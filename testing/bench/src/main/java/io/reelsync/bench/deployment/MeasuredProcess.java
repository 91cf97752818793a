package io.reelsync.bench.deployment;

import io.reelsync.localcluster.Launch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that a benchmark started, and what it costs. Its console and pid file are in a folder of its own. */
public final class MeasuredProcess implements AutoCloseable {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
    private static final long LOOKS_EVERY_MILLIS = 50;

    private final String name;
    private final Process process;
    private final Path folder;

    private MeasuredProcess(String name, Process process, Path folder) {
        this.name = name;
        this.process = process;
        this.folder = folder;
    }

    /** Starts a command; of this process' environment it inherits no settings of the services. */
    public static MeasuredProcess start(
            String name, List<String> command, Map<String, String> environment, Path parent) {
        Path folder = parent.resolve(name);
        return new MeasuredProcess(name, Launch.startProcess(command, environment, folder), folder);
    }

    /** Starts another program of this very class path, with the JVM's own defaults for memory and garbage collection. */
    public static MeasuredProcess java(String name, Class<?> program, Map<String, String> environment, Path parent) {
        return java(name, program, System.getProperty("java.class.path"), environment, parent);
    }

    /** Starts another program. */
    public static MeasuredProcess java(
            String name, Class<?> program, String classPath, Map<String, String> environment, Path parent) {
        List<String> command = new ArrayList<>(List.of(javaProgram(), "-Dfile.encoding=UTF-8"));
        command.add("-Dfolder=" + parent.resolve(name)); // by which a process that was left over is known
        command.addAll(List.of("-cp", classPath, program.getName()));
        return start(name, command, environment, parent);
    }

    /** This JVM's {@code java}. */
    static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until it is ready. */
    public void await(BooleanSupplier ready, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        name + " ended with exit code " + process.exitValue() + ": " + lastWords());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        name + " was not ready within " + within.toSeconds() + " s: " + lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
        }
    }

    /** Waits for its end, which has to be a good one. */
    public void awaitEnd() throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " ended with exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    /** Whether a line that it has written begins so. */
    public boolean said(String beginning) {
        return Launch.words(folder).stream().anyMatch(line -> line.startsWith(beginning));
    }

    private String lastWords() {
        return Launch.lastWords(folder);
    }

    /** The CPU time of a process so far, in seconds; 0 if the system doesn't tell. */
    public static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(time -> time.toNanos() / 1e9)
                .orElse(0.0);
    }

    /** The most memory that a process has had, in bytes; 0 if the system doesn't tell. */
    public static long peakBytes(long pid) {
        return statusBytes(pid, "VmHWM:");
    }

    /** The memory that a process has now, in bytes; 0 if the system doesn't tell. */
    public static long residentBytes(long pid) {
        return statusBytes(pid, "VmRSS:");
    }

    private static long statusBytes(long pid, String line) {
        File status = new File("/proc/" + pid + "/status");
        if (!status.canRead()) {
            return 0;
        }
        try {
            return Files.readAllLines(status.toPath()).stream()
                    .filter(text -> text.startsWith(line))
                    .mapToLong(text -> Long.parseLong(text.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + status, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
