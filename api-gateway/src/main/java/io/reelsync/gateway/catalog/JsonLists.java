package io.reelsync.gateway.catalog;

import jakarta.persistence.AttributeConverter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON arrays in columns, on either database server. */
abstract class JsonLists<T> implements AttributeConverter<@Nullable List<T>, @Nullable String> {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TypeReference<List<T>> type;

    private JsonLists(TypeReference<List<T>> type) {
        this.type = type;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable List<T> list) {
        return list == null ? null : JSON.writeValueAsString(list);
    }

    @Override
    public @Nullable List<T> convertToEntityAttribute(@Nullable String column) {
        return column == null ? null : JSON.readValue(column, type);
    }

    static class OfStrings extends JsonLists<String> {
        OfStrings() {
            super(new TypeReference<>() {});
        }
    }

    static class OfReleaseDates extends JsonLists<Video.StoredReleaseDate> {
        OfReleaseDates() {
            super(new TypeReference<>() {});
        }
    }
}
