package io.reelsync.gateway.quality;

import io.reelsync.catalog.VideoField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a video that are counted, and when one is filled. */
final class CountedFields {
    static final List<VideoField> ALL =
            Arrays.stream(VideoField.values()).filter(VideoField::isCounted).toList();

    private CountedFields() {}

    static Optional<VideoField> find(String name) {
        return ALL.stream().filter(field -> field.fieldName().equals(name)).findFirst();
    }

    /** When a field is filled: a condition on the row {@code v}, true or false and never NULL. */
    static String filled(VideoField field) {
        String column = "v." + field.column();
        String filled = field.isJson()
                ? "JSON_LENGTH(" + column + ") > 0"
                : column + (field.isText() ? " > ''" : " IS NOT NULL");
        return "COALESCE(" + filled + ", FALSE)";
    }

    /** Whether titles of a kind, as it is stored, have a field as a rule. */
    static boolean counts(VideoField field, String kind) {
        return field.kindsWithout().stream()
                .noneMatch(without -> without.value().equals(kind));
    }

    /** The same as a condition on the row {@code v}, true or false and never NULL. */
    static String counts(VideoField field) {
        return field.kindsWithout().isEmpty()
                ? "TRUE"
                : field.kindsWithout().stream()
                        .map(without -> "'" + without.value() + "'")
                        .collect(Collectors.joining(", ", "COALESCE(v.type NOT IN (", "), TRUE)"));
    }
}
