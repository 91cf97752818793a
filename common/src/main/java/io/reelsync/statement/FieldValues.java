package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.VideoFacts;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values of a video's fields, as a source told them or as they stand in the catalogue, in the form of
 * {@link VideoField#of}. Not safe for use by several threads.
 */
public final class FieldValues {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<VideoField, Object> values = new EnumMap<>(VideoField.class);

    /** A field with another value than before; null where it has none. */
    public record Change(
            VideoField field,
            @Nullable Object from,
            @Nullable Object to) {}

    /** Nothing is known. */
    public static FieldValues none() {
        return new FieldValues();
    }

    /** The fields of a row with all columns of a video. */
    public static FieldValues read(ResultSet row) throws SQLException {
        FieldValues values = new FieldValues();
        for (VideoField field : VideoField.values()) {
            values.set(field, field.read(row));
        }
        return values;
    }

    /** Reads what {@link #json} wrote; fields that this version does not know are left out. */
    public static FieldValues of(String json) {
        JsonNode tree = JSON.readTree(json);
        FieldValues values = new FieldValues();
        for (VideoField field : VideoField.values()) {
            values.set(field, field.ofJson(tree.path(field.fieldName())));
        }
        return values;
    }

    /** What a source says of some fields. */
    public static FieldValues of(VideoFacts facts) {
        FieldValues values = new FieldValues();
        for (VideoField field : VideoField.values()) {
            values.set(field, field.of(facts));
        }
        return values;
    }

    /** A JSON object by the fields' names, of those that have a value. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            values.forEach((field, value) -> {
                json.writeName(field.fieldName());
                field.write(json, value);
            });
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Null where it has none; false for a flag that isn't set. */
    @Nullable
    public Object get(VideoField field) {
        return field.isFlag() ? values.getOrDefault(field, false) : values.get(field);
    }

    /** Its value as a video's JSON tells it: dates as exact as they are known, JSON as a tree. */
    @Nullable
    public Object forJson(VideoField field) {
        Object value = get(field);
        if (value == null) {
            return null;
        }
        if (field == VideoField.RELEASE_DATE) {
            return VideoField.asExactAsKnown(value.toString(), (String) get(VideoField.RELEASE_DATE_PRECISION));
        }
        return field.isJson() ? JSON.readTree((String) value) : value;
    }

    public boolean has(VideoField field) {
        return values.containsKey(field);
    }

    /** @param value null where the field is to have none */
    public void set(VideoField field, @Nullable Object value) {
        if (value == null || value.equals(false)) {
            // A flag that isn't set says nothing.
            values.remove(field);
        } else {
            values.put(field, value);
        }
    }

    public FieldValues copy() {
        FieldValues copy = new FieldValues();
        copy.values.putAll(values);
        return copy;
    }

    /** What has to change for these to become others. */
    public List<Change> changesTo(FieldValues others) {
        List<Change> changes = new ArrayList<>();
        for (VideoField field : VideoField.values()) {
            if (!Objects.equals(get(field), others.get(field))) {
                changes.add(new Change(field, get(field), others.get(field)));
            }
        }
        return changes;
    }

    /** The values for all columns of a video, in their order. */
    public List<@Nullable Object> columns() {
        List<@Nullable Object> columns = new ArrayList<>();
        for (VideoField field : VideoField.values()) {
            columns.addAll(field.stored(get(field)));
        }
        return columns;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldValues same && values.equals(same.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
