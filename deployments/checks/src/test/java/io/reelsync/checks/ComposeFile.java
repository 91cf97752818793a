package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/** deployments/docker/compose.yaml as docker-compose reads it with a file of secrets, and with nothing else. */
final class ComposeFile {
    static final String NAME = "deployments/docker/compose.yaml";
    static final List<String> OUR_SERVICES = List.of("api-gateway", "scheduler-service", "worker-service");

    private final Map<String, Map<String, Object>> services;

    private ComposeFile(Map<String, Map<String, Object>> services) {
        this.services = services;
    }

    /** @param more files that are named behind it */
    static ComposeFile read(Path secrets, String... more) {
        Tool.Result result = config(secrets, more);
        assertThat(result.exitCode()).as(result.said()).isZero();
        Map<String, Map<String, Map<String, Object>>> whole = new Yaml().load(result.said());
        return new ComposeFile(Objects.requireNonNull(whole.get("services")));
    }

    /** What docker-compose says of it. */
    static Tool.Result config(Path secrets, String... more) {
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=" + System.getenv("PATH"), "LANG=C.UTF-8"));
        command.addAll(List.of("docker-compose", "--env-file", secrets.toString(), "-f", NAME));
        for (String file : more) {
            command.addAll(List.of("-f", file));
        }
        command.add("config");
        return Tool.run(command);
    }

    /** All services by their names. */
    Map<String, Map<String, Object>> services() {
        return services;
    }

    Map<String, Object> service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    /** What stands at a key of a service. */
    @SuppressWarnings("unchecked")
    static List<String> list(Map<String, Object> service, String key) {
        return (List<String>) service.getOrDefault(key, List.of());
    }

    /** What stands at a key of a service. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> service, String key) {
        return (Map<String, Object>) service.getOrDefault(key, Map.of());
    }
}
