package io.reelsync.localcluster;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a service is started as a process of its own, configured by its environment alone, as in production. */
public final class Launch {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration READY_ANSWERS_WITHIN = Duration.ofSeconds(3);
    private static final String PID_FILE = "service.pid";
    private static final String CONSOLE = "console.log";

    private Launch() {}

    /**
     * Starts a service.
     *
     * @param program what {@link Programs} says
     * @param environment all of its settings; none are inherited
     * @param folder for its log, its console and its pid file
     * @param port where its HTTP is to be
     */
    public static Process start(List<String> program, Map<String, String> environment, Path folder, int port) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("REELSYNC_PORT", String.valueOf(port));
        all.put("REELSYNC_LOG_DIR", folder.toString());
        List<String> command = new ArrayList<>(java(folder));
        command.addAll(program);
        return startProcess(command, all, folder);
    }

    /** Starts any program, with its pid where {@link io.reelsync.servers.Leftovers} looks for it. */
    public static Process startProcess(List<String> command, Map<String, String> environment, Path folder) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(CONSOLE).toFile()));
        builder.environment().keySet().removeIf(Launch::isSetting);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(folder);
            Process process = builder.start();
            Files.writeString(folder.resolve(PID_FILE), process.pid() + "\n");
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + command.get(0), e);
        }
    }

    /** Whether a variable of the environment sets something of a service. */
    static boolean isSetting(String variable) {
        return variable.startsWith("REELSYNC_") || variable.startsWith("SPRING_");
    }

    /** Settings as the variables that the services read. */
    public static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> variables = new HashMap<>();
        settings.forEach((name, value) -> variables.put(variable(name), value));
        return variables;
    }

    /** The variable by which a setting is made. */
    static String variable(String setting) {
        return setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Java and its options, small and quick to start. The folder stands in the command line, to tell ours by. */
    static List<String> java(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + folder.resolve("crash.log"));
    }

    /** Where a service's HTTP is. */
    public static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Asks a service's probe whether it is ready. */
    public static boolean isReady(int port) {
        try {
            HttpRequest probe = HttpRequest.newBuilder(url(port).resolve("/actuator/health/readiness"))
                    .timeout(READY_ANSWERS_WITHIN)
                    .build();
            return HTTP.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The last line that a process said on its console. */
    public static String lastWords(Path folder) {
        List<String> lines = words(folder);
        return lines.isEmpty() ? "without a word" : lines.get(lines.size() - 1);
    }

    /** The lines that it has written to its console. */
    public static List<String> words(Path folder) {
        try {
            return Files.readAllLines(folder.resolve(CONSOLE));
        } catch (IOException none) {
            return List.of();
        }
    }
}
