package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which source's word stands where several speak of one title, unless the rules were changed over the API.
 *
 * @param order the sources for every field, the best first; others come after them by their names
 * @param fields orders for single fields, by their names in the API; where none is given, a source that says of itself that
 *     it knows a field best comes first
 */
@ConfigurationProperties("reelsync.merge")
public record MergeSettings(
        @DefaultValue List<String> order, @DefaultValue Map<String, List<String>> fields) {

    public MergeSettings {
        byField(fields);
    }

    Map<VideoField, List<String>> byField() {
        return byField(fields);
    }

    /** @throws IllegalArgumentException with a message for people where a name is none */
    private static Map<VideoField, List<String>> byField(Map<String, List<String>> fields) {
        Map<VideoField, List<String>> byField = new EnumMap<>(VideoField.class);
        fields.forEach((name, sources) -> byField.put(field(name), sources));
        return byField;
    }

    /** A variable of the environment tells neither dots nor hyphens from underscores. */
    private static VideoField field(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        return Arrays.stream(VideoField.values())
                .filter(field -> field.fieldName().equals(plain) && MergeRules.decider(field) == field)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no field with an order of sources: "
                        + Arrays.stream(VideoField.values())
                                .filter(field -> MergeRules.decider(field) == field)
                                .map(VideoField::fieldName)
                                .toList()));
    }
}
