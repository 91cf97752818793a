package io.reelsync.localcluster;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The services from the tests' class path, each without what only the others have. */
public record ClassPathPrograms() implements Programs {
    private static final Map<ServiceRole, String> MAINS = Map.of(
            ServiceRole.GATEWAY, "io.reelsync.gateway.GatewayApplication",
            ServiceRole.SCHEDULER, "io.reelsync.scheduler.SchedulerApplication",
            ServiceRole.WORKER, "io.reelsync.worker.WorkerApplication");
    private static final Pattern GATEWAY_ONLY = Pattern.compile("spring-(boot-)?(starter-)?security");
    private static final Pattern OURS_ONLY = Pattern.compile(
            "deployments.cluster|testing.chaos|sample-site|logback-test|spring-boot-starter-test|spring-boot-test");

    /** What a service is made of. */
    public static String classPath(ServiceRole role) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> belongsTo(role, entry))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public List<String> of(ServiceRole role) {
        // They live for a minute: what compiles quickly serves them better, and classes that javac made need no
        // verifying.
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                classPath(role),
                MAINS.get(role));
    }

    private static boolean belongsTo(ServiceRole role, String entry) {
        boolean another =
                Arrays.stream(ServiceRole.values()).anyMatch(other -> other != role && entry.contains(other.module()));
        boolean passedOver =
                role != ServiceRole.GATEWAY && GATEWAY_ONLY.matcher(entry).find();
        return !another && !passedOver && !OURS_ONLY.matcher(entry).find();
    }
}
