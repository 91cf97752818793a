package io.reelsync.testservers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How tests start a service in a JVM of its own: with what compiles quickly, since it lives for a minute, and with the
 * classes that a start loads in an archive, which is made once in a run of {@code ./reelsync test}.
 */
public final class ServiceClasses {
    private static final List<String> OPTIONS = List.of(
            // What compiles quickly serves better who lives for a minute, and classes that javac made need no
            // verifying.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private static final int ENDS_WITHIN_SECONDS = 120;

    private static final String GATEWAY = "io.reelsync.gateway.GatewayApplication";
    private static final Map<String, String> MODULES = Map.of(
            GATEWAY,
            "api-gateway",
            "io.reelsync.scheduler.SchedulerApplication",
            "scheduler-service",
            "io.reelsync.worker.WorkerApplication",
            "worker-service");
    private static final Pattern GATEWAY_ONLY = Pattern.compile("spring-(boot-)?(starter-)?security");
    private static final Pattern TESTS_ONLY =
            Pattern.compile("deployments.cluster|testing.(chaos|system-tests)|sample-site|logback-test"
                    + "|spring-boot-starter-test|spring-boot-test");

    private ServiceClasses() {}

    /** What follows {@code java} to start a service from the tests' own class path. */
    public static List<String> command(String main) {
        return command(main, classPath(main));
    }

    /**
     * What follows {@code java} to start a service.
     *
     * @param classPath of jars alone where the classes are to be shared
     */
    public static List<String> command(String main, String classPath) {
        List<String> command = new ArrayList<>(OPTIONS);
        TestFolders.ofTheRun()
                .filter(run -> isOfJars(classPath))
                .map(run -> archive(run, main, classPath))
                .ifPresent(archive -> command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off")));
        command.addAll(List.of("-cp", classPath, main));
        return List.copyOf(command);
    }

    /** What of the tests' class path a service is made of, without what only the others have. */
    public static String classPath(String main) {
        return entries(System.getProperty("java.class.path"))
                .filter(entry -> belongsTo(main, entry))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean belongsTo(String main, String entry) {
        boolean another = MODULES.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(main) && entry.contains(other.getValue()));
        boolean passedOver =
                !main.equals(GATEWAY) && GATEWAY_ONLY.matcher(entry).find();
        return !another && !passedOver && !TESTS_ONLY.matcher(entry).find();
    }

    private static Stream<String> entries(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator));
    }

    private static boolean isOfJars(String classPath) {
        return entries(classPath).allMatch(entry -> Files.isRegularFile(Path.of(entry)));
    }

    private static Path archive(Path run, String main, String classPath) {
        String name =
                main.substring(main.lastIndexOf('.') + 1) + "-" + Integer.toHexString(classPath.hashCode()) + ".jsa";
        return new SharedByJvms(run).file(name, archive -> make(archive, main, classPath));
    }

    /** A start that ends before anything is done: what it has loaded is what any start loads. */
    private static void make(Path archive, String main, String classPath) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Xlog:cds*=off",
                "-Dspring.context.exit=onRefresh",
                "-Dspring.flyway.enabled=false",
                "-cp",
                classPath,
                main));
        Path log = archive.resolveSibling(archive.getFileName() + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REELSYNC_"));
        builder.environment().putAll(settings());
        Process process = builder.start();
        try {
            if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)
                    || process.exitValue() != 0
                    || !Files.exists(archive)) {
                throw new IllegalStateException(main + " did not start and end by itself: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Made up to pass the checks: no server is asked. */
    private static Map<String, String> settings() {
        String key = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
        return Map.of(
                "REELSYNC_MYSQL_URL", "jdbc:mysql://localhost/none",
                "REELSYNC_MYSQL_USER", "none",
                "REELSYNC_MYSQL_PASSWORD", "none",
                "REELSYNC_RABBITMQ_URL", "amqp://none:none@localhost",
                "REELSYNC_REDIS_URL", "redis://localhost",
                "REELSYNC_JWT_KEYS", "none:" + key,
                "REELSYNC_ADMIN_PASSWORD", key,
                "LOGGING_FILE_NAME", "");
    }
}
