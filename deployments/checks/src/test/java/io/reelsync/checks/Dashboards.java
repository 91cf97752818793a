package io.reelsync.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards that Grafana is given. */
final class Dashboards {
    static final String FOLDER = "deployments/grafana/dashboards";

    private Dashboards() {}

    record Dashboard(Path file, JsonNode json) {
        String name() {
            return file.getFileName().toString().replace(".json", "");
        }

        /** Those that show something: all but the headings of rows. */
        List<JsonNode> panels() {
            return json.get("panels")
                    .valueStream()
                    .filter(panel -> !panel.get("type").asString().equals("row"))
                    .toList();
        }

        List<JsonNode> variables() {
            return json.at("/templating/list").valueStream().toList();
        }

        List<Expression> expressions() {
            List<Expression> expressions = new ArrayList<>();
            for (JsonNode panel : panels()) {
                for (JsonNode target : panel.get("targets")) {
                    String where = name() + ": " + panel.get("title").asString();
                    expressions.add(new Expression(where, target.get("expr").asString()));
                }
            }
            return expressions;
        }
    }

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(Rules.path(FOLDER))) {
            return files.sorted()
                    .map(file -> new Dashboard(file, JsonMapper.shared().readTree(file.toFile())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
