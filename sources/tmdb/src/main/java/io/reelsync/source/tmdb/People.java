package io.reelsync.source.tmdb;

import io.reelsync.source.VideoFacts.Credits;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Who made a title and who plays in it. Who has several jobs is named once for each list. */
final class People {
    private static final Set<String> DIRECTING = Set.of("Director", "Series Director");
    private static final Set<String> WRITING = Set.of(
            "Writer",
            "Co-Writer",
            "Screenplay",
            "Screenstory",
            "Scenario Writer",
            "Teleplay",
            "Adaptation",
            "Series Composition",
            "Story",
            "Original Story",
            "Short Story",
            "Novel",
            "Author",
            "Book",
            "Comic Book",
            "Graphic Novel",
            "Theatre Play",
            "Characters");

    private People() {}

    /** A series is its creators' rather than the directors' of its episodes. */
    static Credits in(TitleType type, JsonNode title) {
        JsonNode credits = title.path("credits");
        List<String> creators =
                type == TitleType.TV ? names(title.path("created_by").valueStream()) : List.of();
        List<String> directors = names(crew(credits, DIRECTING));
        return new Credits(
                creators.isEmpty() ? directors : creators,
                names(crew(credits, WRITING)),
                names(credits.path("cast").valueStream().sorted(Comparator.comparingInt(People::order))));
    }

    private static Stream<JsonNode> crew(JsonNode credits, Set<String> jobs) {
        return credits.path("crew")
                .valueStream()
                .filter(one -> ApiJson.text(one, "job").filter(jobs::contains).isPresent());
    }

    /** Those without a place come last. */
    private static int order(JsonNode actor) {
        JsonNode order = actor.path("order");
        return order.isIntegralNumber() && order.canConvertToInt() ? order.intValue() : Integer.MAX_VALUE;
    }

    /** Each person's name once; two people may have the same. */
    private static List<String> names(Stream<JsonNode> people) {
        Map<String, String> names = new LinkedHashMap<>();
        people.forEach(person -> ApiJson.text(person, "name")
                .or(() -> ApiJson.text(person, "original_name"))
                .ifPresent(name -> names.putIfAbsent(
                        ApiJson.count(person, "id").map(String::valueOf).orElse(name), name)));
        return List.copyOf(names.values());
    }
}
