package io.reelsync.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The rules that Prometheus is given. */
final class Rules {
    static final String FOLDER = "deployments/prometheus/";

    private Rules() {}

    /**
     * A rule, be it to keep a value or to alert.
     *
     * @param name what is recorded, or the alert
     */
    record Rule(String name, boolean alert, String expression, Map<String, String> labels, Map<String, String> notes) {}

    static List<Rule> recorded() {
        return of("rules.yml");
    }

    static List<Rule> alerts() {
        return of("alerts.yml");
    }

    static Set<String> recordedNames() {
        return recorded().stream().map(Rule::name).collect(Collectors.toSet());
    }

    private static List<Rule> of(String file) {
        return list(read(FOLDER + file).get("groups")).stream()
                .flatMap(group -> list(group.get("rules")).stream())
                .map(rule -> new Rule(
                        String.valueOf(rule.getOrDefault("alert", rule.get("record"))),
                        rule.containsKey("alert"),
                        String.valueOf(rule.get("expr")),
                        texts(rule.get("labels")),
                        texts(rule.get("annotations"))))
                .toList();
    }

    /** A YAML file of the project. */
    static Map<String, Object> read(String file) {
        try {
            return new Yaml().load(Files.readString(path(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path path(String file) {
        return Tool.home().resolve(file);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Object value) {
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> texts(Object value) {
        return value == null ? Map.of() : (Map<String, String>) value;
    }
}
