package io.reelsync.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A service as a process of its own, configured by its environment as in production, which a test may kill. */
class ServiceProcess implements AutoCloseable {
    private static final int LAST_WORDS = 3_000;

    private final Process process;
    private final Path folder;

    /** @param folder for its logs, and for what it says on its console */
    ServiceProcess(Class<?> application, Map<String, Object> settings, Path folder) {
        this.folder = folder;
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-BytecodeVerificationRemote",
                        application.getName())
                .redirectErrorStream(true);
        settings.forEach((key, value) -> builder.environment().put(name(key), value.toString()));
        builder.environment().put("REELSYNC_LOG_DIR", folder.toString());
        try {
            Files.createDirectories(folder);
            process = builder.redirectOutput(folder.resolve("console.log").toFile())
                    .start();
            // A test that is broken off must leave nothing behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Its log, one JSON object a line. */
    Path log() {
        return folder.resolve("app.log");
    }

    /** Its address, as soon as it says where it listens; fails with its last words where it ends or takes too long. */
    String url() {
        Pattern port = Pattern.compile("Tomcat started on port (\\d+)");
        try {
            return Awaitility.await()
                    .ignoreExceptionsInstanceOf(NoSuchFileException.class)
                    .failFast("the service has ended", () -> !process.isAlive())
                    .until(
                            () -> port.matcher(Files.readString(log()))
                                    .results()
                                    .map(match -> "http://127.0.0.1:" + match.group(1))
                                    .findFirst()
                                    .orElse(""),
                            url -> !url.isEmpty());
        } catch (TerminalFailureException | ConditionTimeoutException notThere) {
            throw new IllegalStateException(notThere.getMessage() + "; it says: " + lastWords(), notThere);
        }
    }

    /** Waits until it has ended by itself; answers its exit code, or -1 where it goes on. */
    int endsBySelfWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    String lastWords() {
        try {
            String console = Files.readString(folder.resolve("console.log"));
            String all = Files.exists(log()) ? console + Files.readString(log()) : console;
            return all.substring(Math.max(0, all.length() - LAST_WORDS));
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }

    /** Tells it to stop, as an orchestrator does; where it doesn't in time, its threads tell why on its console. */
    boolean stopsWithin(Duration time) throws InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            signal("QUIT");
        }
        return ended;
    }

    /** As the kernel does when memory runs out: SIGKILL, nothing said to anyone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops it where it is, as a machine does that sleeps. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd()) {
            kill();
        }
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(25, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
