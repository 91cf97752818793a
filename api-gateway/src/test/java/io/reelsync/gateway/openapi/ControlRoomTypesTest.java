package io.reelsync.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Gateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** What the control room's compiler believes of the API is what the API says of itself. */
class ControlRoomTypesTest {
    private static final Pattern TYPE = Pattern.compile("(?s)@typedef \\{object} (\\w+)\n(.*?)\\*/");
    private static final Pattern PROPERTY = Pattern.compile("@property \\{(.+)} (\\w+)");
    private static final Pattern METHOD = Pattern.compile("\\* {3}([A-Z]+): \\{");
    private static final Pattern ADDRESS = Pattern.compile("['`](/api/[^'`]+)['`]]?: ");

    private final OpenApi api = new OpenApi(Gateway.shared());

    @Test
    void hasTheTypesOfTheDocument() throws IOException {
        Map<String, Map<String, Boolean>> described = new TreeMap<>();
        Map<String, Map<String, Boolean>> believed = types();
        believed.keySet()
                .forEach(name -> described.put(name, properties(api.document().at("/components/schemas/" + name))));

        assertThat(believed).hasSizeGreaterThan(15).isEqualTo(described);
    }

    @Test
    void callsWhatThereIs() throws IOException {
        Set<String> there = api.operations().stream()
                .map(operation -> operation.toString().replaceAll("\\{\\w+}", "…"))
                .collect(Collectors.toSet());

        Set<String> called = new TreeSet<>();
        String method = "GET";
        for (String line : read("calls.js").split("\n")) {
            method = METHOD.matcher(line)
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse(method);
            for (MatchResult found : ADDRESS.matcher(line).results().toList()) {
                called.add(method + " " + found.group(1).replace("${string}", "…"));
            }
        }

        assertThat(there).containsAll(called);
        assertThat(called).hasSizeGreaterThan(25).contains("PATCH /api/users/…", "DELETE /api/schedules/…");
    }

    /** The types by their names; of each the properties, and whether they may be null. */
    private static Map<String, Map<String, Boolean>> types() throws IOException {
        Map<String, Map<String, Boolean>> types = new TreeMap<>();
        TYPE.matcher(read("types.js") + read("video.js")).results().forEach(type -> {
            Map<String, Boolean> properties = new TreeMap<>();
            PROPERTY.matcher(type.group(2))
                    .results()
                    .forEach(property ->
                            properties.put(property.group(2), property.group(1).endsWith(" | null")));
            types.put(type.group(1), properties);
        });
        return types;
    }

    private Map<String, Boolean> properties(JsonNode schema) {
        Map<String, Boolean> properties = new TreeMap<>();
        schema.path("properties")
                .properties()
                .forEach(property -> properties.put(
                        property.getKey(),
                        api.resolve(property.getValue())
                                .path("type")
                                .valueStream()
                                .anyMatch(type -> type.asString().equals("null"))));
        return properties;
    }

    private static String read(String script) throws IOException {
        return new ClassPathResource("static/" + script).getContentAsString(StandardCharsets.UTF_8);
    }
}
