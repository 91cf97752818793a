package io.reelsync.bench;

import io.reelsync.bench.deployment.Installation;
import io.reelsync.localcluster.ClassPathPrograms;
import io.reelsync.localcluster.ServiceRole;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The services from where the build has them. They are not on the tests' own class path: there a gateway would find the
 * others' classes, too.
 */
public final class ServicePrograms implements Installation.Programs {
    private static final Map<ServiceRole, String> MODULES = Map.of(
            ServiceRole.GATEWAY, "api-gateway",
            ServiceRole.SCHEDULER, "scheduler-service",
            ServiceRole.WORKER, "worker-service");

    @Override
    public List<String> of(ServiceRole role) {
        List<String> words = new ClassPathPrograms().of(role);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(role),
                words.get(words.size() - 1));
    }

    /** All that a service is made of. */
    public static String classPath(ServiceRole role) {
        Path classes = Path.of("../..", MODULES.get(role), "target/classes")
                .toAbsolutePath()
                .normalize();
        return classes + File.pathSeparator + ClassPathPrograms.classPath(role);
    }
}
