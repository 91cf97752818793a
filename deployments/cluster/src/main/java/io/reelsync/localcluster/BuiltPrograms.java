package io.reelsync.chaos;

import io.reelsync.chaos.cluster.Programs;
import io.reelsync.chaos.cluster.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The services as the launcher has built them: one runnable jar each. */
record BuiltPrograms(Path home) implements Programs {

    @Override
    public List<String> of(Role role) {
        String module =
                switch (role) {
                    case GATEWAY -> "api-gateway";
                    case SCHEDULER -> "scheduler-service";
                    case WORKER -> "worker-service";
                };
        Path jar = home.resolve(module).resolve("target/app/reelsync-" + module + "-exec.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: start this with ./reelsync chaos");
        }
        return List.of("-jar", jar.toString());
    }
}
