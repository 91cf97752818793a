package io.reelsync.statement.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pairs of made titles of which it is known whether they are one. */
final class MadePairs {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param of the class to which it belongs */
    record MadePair(String of, boolean same, Title one, Title other) {}

    private MadePairs() {}

    static List<MadePair> read() {
        try (InputStream file = Objects.requireNonNull(MadePairs.class.getResourceAsStream("pairs.ndjson"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JSON::readTree)
                    .map(line -> new MadePair(
                            line.get("of").asString(),
                            line.get("same").asBoolean(),
                            title(line.get("one")),
                            title(line.get("other"))))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Title title(JsonNode json) {
        return new Title(
                text(json, "kind"),
                text(json, "title"),
                text(json, "original_title"),
                texts(json, "aka"),
                number(json, "year"),
                number(json, "season"),
                number(json, "episodes"),
                number(json, "runtime"),
                text(json, "imdb_id"),
                texts(json, "directors"),
                texts(json, "actors"));
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.has(field) ? json.get(field).asString() : null;
    }

    private static @Nullable Integer number(JsonNode json, String field) {
        return json.has(field) ? json.get(field).asInt() : null;
    }

    private static List<String> texts(JsonNode json, String field) {
        return json.path(field).valueStream().map(JsonNode::asString).toList();
    }
}
