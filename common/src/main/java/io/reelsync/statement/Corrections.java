package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of one video that people corrected. Each is locked: it stands whatever sources say, until it is released.
 *
 * @param fields in the order of the fields
 */
public record Corrections(Map<VideoField, Correction> fields) {
    public static final Corrections NONE = new Corrections(Map.of());

    private static final JsonMapper JSON = JsonMapper.shared();

    public Corrections {
        Map<VideoField, Correction> ordered = new EnumMap<>(VideoField.class);
        ordered.putAll(fields);
        fields = Collections.unmodifiableMap(ordered);
    }

    /**
     * What somebody said of a field.
     *
     * @param value in the form of {@link VideoField#of}; null where it is to have none
     * @param by the user's name
     */
    public record Correction(@Nullable Object value, String by, Instant at) {}

    /** Reads what is stored in a video's row; fields that this version does not know are left out. */
    public static Corrections of(@Nullable String json) {
        if (json == null) {
            return NONE;
        }
        JsonNode tree = JSON.readTree(json);
        Map<VideoField, Correction> fields = new EnumMap<>(VideoField.class);
        for (VideoField field : VideoField.values()) {
            JsonNode one = tree.path(field.fieldName());
            if (one.isObject()) {
                fields.put(
                        field,
                        new Correction(
                                field.ofJson(one.path("value")),
                                one.path("by").asString(),
                                Instant.parse(one.path("at").asString())));
            }
        }
        return new Corrections(fields);
    }

    /** Null where there are none. */
    @Nullable
    String json() {
        if (fields.isEmpty()) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.forEach((field, correction) -> {
                json.writeObjectPropertyStart(field.fieldName());
                json.writeName("value");
                field.write(json, correction.value());
                json.writeStringProperty("by", correction.by());
                json.writeStringProperty("at", correction.at().toString());
                json.writeEndObject();
            });
            json.writeEndObject();
        }
        return text.toString();
    }

    /** These and others; of a field that both have, the other's. */
    Corrections with(Corrections others) {
        Map<VideoField, Correction> all = new EnumMap<>(VideoField.class);
        all.putAll(fields);
        all.putAll(others.fields);
        return new Corrections(all);
    }

    Corrections without(Collection<VideoField> released) {
        Map<VideoField, Correction> rest = new EnumMap<>(VideoField.class);
        rest.putAll(fields);
        rest.keySet().removeAll(released);
        return new Corrections(rest);
    }

    /** Which source each field comes from, given what sources say; {@code correction} where people have said so. */
    Map<String, String> provenance(List<Statement> said, MergeRules merge) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (VideoField field : VideoField.values()) {
            if (field.isTold() && fields.containsKey(field)) {
                sources.put(field.fieldName(), "correction");
            } else if (field.isTold()) {
                merge.standing(field, said)
                        .filter(stands -> stands.values().has(field))
                        .ifPresent(stands ->
                                sources.put(field.fieldName(), stands.subject().source()));
            }
        }
        return sources;
    }

    /** The values that stand, given what stands without corrections. */
    FieldValues correct(FieldValues values) {
        FieldValues corrected = values.copy();
        fields.forEach((field, correction) -> corrected.set(field, correction.value()));
        return corrected;
    }

    /** The values without those that were corrected. */
    FieldValues removeFrom(FieldValues values) {
        FieldValues rest = values.copy();
        fields.keySet().forEach(field -> rest.set(field, null));
        return rest;
    }
}
