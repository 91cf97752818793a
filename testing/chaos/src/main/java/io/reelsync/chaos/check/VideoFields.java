package io.reelsync.chaos.check;

import io.reelsync.catalog.VideoField;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.content.DetailsAnswer;
import io.reelsync.statement.FieldValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A title's facts by their names, in one form for what is stored and for what stands on the site. */
final class VideoFields {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** All that a page can tell: what isn't in a video's JSON, lists tell; what is derived follows from that. */
    private static final List<VideoField> COMPARED = Arrays.stream(VideoField.values())
            .filter(field -> field.isTold() && !field.isDerived())
            .toList();

    /** How the site calls them, where it calls them otherwise. */
    private static final Map<VideoField, String> NAMES_AT_THE_SITE = Map.of(
            VideoField.TAGS, "genres",
            VideoField.RELEASE_DATE, "first_release_date",
            VideoField.RUNTIME, "runtime_minutes",
            VideoField.RUNTIMES, "runtimes_raw",
            VideoField.DESCRIPTION, "summary");

    private VideoFields() {}

    /** What stands on the title's page. */
    static Map<String, JsonNode> of(TitleFacts truth) {
        JsonNode site = json(truth);
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (VideoField field : COMPARED) {
            String name = NAMES_AT_THE_SITE.getOrDefault(field, field.fieldName());
            fields.put(
                    field.fieldName(),
                    Objects.requireNonNull(site.get(name), () -> "the sample site doesn't tell the truth of " + name));
        }
        return fields;
    }

    /**
     * What is stored as the source's word, without what the route of its details doesn't tell: a row of {@code videos},
     * and the statement where that video follows from several.
     */
    static Map<String, JsonNode> of(ResultSet row) throws SQLException {
        boolean byJson = "json".equals(row.getString("route"));
        FieldValues statement = row.getInt("told_by") > 1 ? FieldValues.of(row.getString("facts_json")) : null;
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (VideoField field : COMPARED) {
            JsonNode value = json(statement == null ? field.readForJson(row) : statement.forJson(field));
            if (!byJson || !isUntold(field, value)) {
                fields.put(
                        field.fieldName(),
                        field == VideoField.RELEASE_DATES && value.isArray() ? releases(value) : value);
            }
        }
        return fields;
    }

    /** Nothing is known of it, or it has moved on since a page told it. */
    private static boolean isUntold(VideoField field, JsonNode value) {
        boolean unknown = value.isNull() || value.isArray() && value.isEmpty();
        return DetailsAnswer.NEVER_TOLD.contains(field.fieldName()) && (unknown || field.movesByItself());
    }

    /** As it is written and read: numbers are then of the same type on either side. */
    private static JsonNode json(@Nullable Object value) {
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    /** As the site writes them. */
    private static JsonNode releases(JsonNode releases) {
        return json(releases.valueStream()
                .map(release -> release.get("date").asString()
                        + (release.get("place").isNull()
                                ? ""
                                : "(" + release.get("place").asString() + ")"))
                .toList());
    }

    /** The fields, in words, whose stored value is none of those that may stand there. */
    static List<String> wrong(Map<String, JsonNode> stored, List<Map<String, JsonNode>> allowed) {
        List<String> wrong = new ArrayList<>();
        stored.forEach((name, value) -> {
            if (allowed.stream().noneMatch(one -> matches(name, value, one.get(name)))) {
                wrong.add("%s is %s instead of %s"
                        .formatted(name, value, allowed.get(0).get(name)));
            }
        });
        return wrong;
    }

    /**
     * A page tells films from series; only a list tells what kind of series. A statement has no value where a page has an
     * empty list.
     */
    private static boolean matches(String name, JsonNode stored, @Nullable JsonNode truth) {
        return stored.equals(truth)
                || stored.isNull() && truth != null && truth.isArray() && truth.isEmpty()
                || name.equals(VideoField.KIND.fieldName())
                        && truth != null
                        && stored.asString("").equals("tv")
                        && !truth.asString("").equals("movie");
    }
}
