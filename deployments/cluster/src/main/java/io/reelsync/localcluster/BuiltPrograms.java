package io.reelsync.localcluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The services as the launcher has built them: one runnable jar each.
 *
 * @param home the project's folder
 */
public record BuiltPrograms(Path home) implements Programs {

    @Override
    public List<String> of(ServiceRole role) {
        Path jar = home.resolve(role.module()).resolve("target/app").resolve("reelsync-" + role.module() + "-exec.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: start this with ./reelsync");
        }
        return List.of("-jar", jar.toString());
    }
}
