package io.reelsync.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the control room knows of a video, video.js, is made from the definition of its fields.
 * {@code -Dreelsync.write-docs=true} writes it anew.
 */
class VideoScriptTest {
    private static final Path FILE = Path.of("src/main/resources/static/video.js");
    private static final JsonNode SCHEMAS = JsonMapper.shared()
            .readTree(new OpenApiDocument(new Sources(List.of())).json())
            .at("/components/schemas");

    @BeforeAll
    static void writeWhereAsked() throws IOException {
        if (Boolean.getBoolean("reelsync.write-docs")) {
            Files.writeString(FILE, expected());
        }
    }

    @Test
    void isMadeFromTheDefinition() throws IOException {
        List<String> lacking = Arrays.stream(VideoField.values())
                .map(VideoScriptTest::words)
                .filter(line -> !read().contains(line))
                .toList();

        assertThat(lacking)
                .as("lines of video.js; write it with -Dreelsync.write-docs=true")
                .isEmpty();
        assertThat(FILE).content().isEqualTo(expected());
    }

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String expected() {
        String properties = SCHEMAS.at("/Video/properties").properties().stream()
                .map(property -> " * @property {" + type(property.getValue()) + "} " + property.getKey() + "\n")
                .collect(Collectors.joining());
        String words =
                Arrays.stream(VideoField.values()).map(VideoScriptTest::words).collect(Collectors.joining());
        return """
                // @ts-check

                /* A video as the API tells it, and what its fields are called. Made from VideoField; don't edit it here. */

                /**
                 * @typedef {object} Video
                %s */

                /** @type {Record<string, { en: string, zh: string }>} */
                export const FIELDS = {
                %s};
                """.formatted(properties, words);
    }

    private static String words(VideoField field) {
        VideoField.Names names = field.names();
        return "  %s: { en: '%s', zh: '%s' },\n"
                .formatted(field.fieldName(), quoted(names.english()), quoted(names.chinese()));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    /** A schema as a type of TypeScript. */
    private static String type(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        if (reference != null) {
            return type(SCHEMAS.get(reference.asString().replaceFirst(".*/", "")));
        }
        JsonNode type = schema.get("type");
        return type.isString()
                ? type(type.asString(), schema)
                : type.valueStream().map(one -> type(one.asString(), schema)).collect(Collectors.joining(" | "));
    }

    private static String type(String name, JsonNode schema) {
        return switch (name) {
            case "integer" -> "number";
            case "array" -> type(schema.get("items")) + "[]";
            case "object" ->
                schema.get("properties").properties().stream()
                        .map(property -> property.getKey() + ": " + type(property.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            default -> name;
        };
    }
}
