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
 * @param order the sources for every field, the best first; others come last
 * @param fields orders for single fields, by their names in the API; where none is given, {@code tmdb} comes first for
 *     {@code release_dates}, {@code episode_count} and {@code cover_url}
 */
@ConfigurationProperties("reelsync.merge")
public record MergeSettings(
        @DefaultValue({"douban", "tmdb", "imdb"}) List<String> order,
        @DefaultValue Map<String, List<String>> fields) {
    private static final List<String> ELSEWHERE = List.of("tmdb", "douban");
    private static final Map<VideoField, List<String>> BETTER_ELSEWHERE = Map.of(
            VideoField.RELEASE_DATES, ELSEWHERE,
            VideoField.EPISODE_COUNT, ELSEWHERE,
            VideoField.COVER_URL, ELSEWHERE);

    public MergeSettings {
        rules(order, fields);
    }

    MergeRules rules() {
        return rules(order, fields);
    }

    /** @throws IllegalArgumentException with a message for people where a name is none */
    private static MergeRules rules(List<String> order, Map<String, List<String>> fields) {
        Map<VideoField, List<String>> byField = new EnumMap<>(BETTER_ELSEWHERE);
        fields.forEach((name, sources) -> byField.put(field(name), sources));
        return new MergeRules(order, byField);
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
