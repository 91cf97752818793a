package io.reelsync.gateway.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.cover.CoverAddresses;
import io.reelsync.statement.Corrections;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stored video as the API tells it: the fields of the definition, between those of the row itself. What is not known is
 * null or an empty list. The id is a string there: numbers in JSON lose digits beyond 2^53.
 */
public final class VideoJson {
    private static final List<Property> PROPERTIES = Stream.of(
                    Stream.of(text("id"), text("source"), text("source_id")),
                    fields(field -> !field.isDerived()),
                    Stream.of(text("status")),
                    fields(VideoField::isDerived),
                    Stream.of(time("created_at"), time("updated_at"), locks()))
            .flatMap(Function.identity())
            .toList();

    /** The signed address of our copy of the poster. It ends, so that it is for pages and no part of an export. */
    private static final String COVER = "cover";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final long id;
    private final Map<String, @Nullable Object> json;

    private VideoJson(long id, Map<String, @Nullable Object> json) {
        this.id = id;
        this.json = json;
    }

    /** @param exported the same, but JSON as its text */
    private record Property(String name, boolean isJson, Value value, Value exported) {
        Property(String name, Value value) {
            this(name, false, value, value);
        }
    }

    private interface Value {
        @Nullable
        Object read(ResultSet row) throws SQLException;
    }

    private static Property text(String column) {
        return new Property(column, row -> row.getString(column));
    }

    private static Property time(String column) {
        return new Property(column, row -> {
            LocalDateTime time = row.getObject(column, LocalDateTime.class);
            return time == null ? null : time.toInstant(ZoneOffset.UTC);
        });
    }

    /** The fields that people corrected. */
    record Lock(String field, String by, Instant at) {}

    private static Property locks() {
        return new Property(
                "locks",
                true,
                VideoJson::locks,
                row -> row.getString("corrections_json") == null ? "[]" : JSON.writeValueAsString(locks(row)));
    }

    private static List<Lock> locks(ResultSet row) throws SQLException {
        return Corrections.of(row.getString("corrections_json")).fields().entrySet().stream()
                .filter(lock -> lock.getKey().isTold())
                .map(lock -> new Lock(
                        lock.getKey().fieldName(),
                        lock.getValue().by(),
                        lock.getValue().at()))
                .toList();
    }

    private static Stream<Property> fields(Predicate<VideoField> which) {
        return Arrays.stream(VideoField.values())
                .filter(VideoField::isTold)
                .filter(which)
                .map(field ->
                        new Property(field.fieldName(), field.isJson(), field::readForJson, field::readForExport));
    }

    /** The names of what a video has in JSON, in their order. */
    public static List<String> names() {
        return Stream.concat(exportedNames().stream(), Stream.of(COVER)).toList();
    }

    /** The names of what it has in an export. */
    static List<String> exportedNames() {
        return PROPERTIES.stream().map(Property::name).toList();
    }

    /** The columns that {@link #read} needs, for a query. The id at the source is its text. */
    static String columns() {
        return Stream.concat(
                        Stream.of(
                                "id",
                                "source",
                                "source_key source_id",
                                "status",
                                "created_at",
                                "updated_at",
                                "corrections_json"),
                        Arrays.stream(VideoField.values()).flatMap(field -> field.columns().stream()))
                .collect(Collectors.joining(", "));
    }

    static VideoJson read(ResultSet row, CoverAddresses covers) throws SQLException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (Property property : PROPERTIES) {
            json.put(property.name(), property.value().read(row));
        }
        long id = row.getLong("id");
        json.put(COVER, covers.of(id, (String) json.get(VideoField.COVER_URL.fieldName())));
        return new VideoJson(id, json);
    }

    static ExportRow readForExport(ResultSet row) throws SQLException {
        Object[] values = new Object[PROPERTIES.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = PROPERTIES.get(i).exported().read(row);
        }
        return new ExportRow(row.getLong("id"), values, null);
    }

    /** By the order of {@link #exportedNames()}, which values are JSON. */
    static boolean[] areJson() {
        boolean[] areJson = new boolean[PROPERTIES.size()];
        for (int i = 0; i < areJson.length; i++) {
            areJson[i] = PROPERTIES.get(i).isJson();
        }
        return areJson;
    }

    long id() {
        return id;
    }

    @JsonValue
    Map<String, @Nullable Object> json() {
        return json;
    }
}
