package io.reelsync.source.tmdb;

import io.reelsync.source.PageText;
import io.reelsync.source.VideoFacts.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A title's names and its summary, in the first of the wanted languages that has them. An answer says them in the
 * language that was asked for, or in one of TMDB's choice; which one it is, its translations tell.
 */
final class Titles {
    private final List<String> languages;

    /** @param languages as {@code zh-CN}, or {@code zh} for those of any region, the most wanted first */
    Titles(List<String> languages) {
        this.languages = List.copyOf(languages);
    }

    /** What an answer says in one language; {@code original} where that is the title's own, of which it may say nothing. */
    private record Translation(JsonNode data, boolean original) {}

    Naming naming(TitleType type, JsonNode title) {
        String original = ApiJson.text(title, type.originalTitleField()).orElse(null);
        Optional<String> told = ApiJson.text(title, type.titleField());
        List<String> translated = wanted(title).stream()
                .flatMap(one -> Stream.ofNullable(name(type, one, original)))
                .toList();
        // Without its translations an answer doesn't tell in which language it is: in the one that was asked for.
        Optional<String> chosen =
                isTranslated(title) ? translated.stream().findFirst().or(() -> Optional.ofNullable(original)) : told;
        String name = chosen.or(() -> told).orElse(original);
        return new Naming(
                name,
                original == null || original.equals(name) ? null : original,
                Stream.of(translated.stream(), told.stream(), alternatives(title))
                        .flatMap(names -> names)
                        .filter(other -> !other.equals(name) && !other.equals(original))
                        .distinct()
                        .toList());
    }

    private static @Nullable String name(TitleType type, Translation in, @Nullable String original) {
        return ApiJson.text(in.data(), type.titleField()).orElse(in.original() ? original : null);
    }

    /** TMDB calls the list by another name for films than for series. */
    private static Stream<String> alternatives(JsonNode title) {
        JsonNode lists = title.path("alternative_titles");
        return Stream.of("titles", "results")
                .flatMap(list -> lists.path(list).valueStream())
                .flatMap(one -> ApiJson.text(one, "title").stream());
    }

    @Nullable
    String summary(JsonNode title) {
        Stream<JsonNode> inOriginal = translations(title)
                .filter(one ->
                        isIn(one, ApiJson.text(title, "original_language").orElse("-")))
                .map(one -> one.path("data"));
        return Stream.of(wanted(title).stream().map(Translation::data), inOriginal, Stream.of(title))
                .flatMap(places -> places)
                .map(Titles::overview)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static String overview(JsonNode place) {
        return ApiJson.raw(place, "overview")
                .orElse("")
                .lines()
                .map(PageText::line)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** One for each wanted language, be there a translation or not. */
    private List<Translation> wanted(JsonNode title) {
        String original = ApiJson.text(title, "original_language").orElse("");
        List<JsonNode> found = new ArrayList<>(languages.stream()
                .map(language -> (JsonNode) MissingNode.getInstance())
                .toList());
        translations(title).forEach(translation -> {
            for (int i = 0; i < found.size(); i++) {
                if (found.get(i).isMissingNode() && isIn(translation, languages.get(i))) {
                    found.set(i, translation.path("data"));
                }
            }
        });
        List<Translation> wanted = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            wanted.add(new Translation(found.get(i), isOriginal(languages.get(i), original)));
        }
        return wanted;
    }

    private static Stream<JsonNode> translations(JsonNode title) {
        return title.path("translations").path("translations").valueStream();
    }

    private static boolean isTranslated(JsonNode title) {
        return !title.path("translations").path("translations").isEmpty();
    }

    private static boolean isIn(JsonNode translation, String language) {
        boolean sameLanguage = ApiJson.text(translation, "iso_639_1")
                .orElse("")
                .equals(language.substring(0, Math.min(2, language.length())));
        return sameLanguage
                && (language.length() < 5
                        || ApiJson.text(translation, "iso_3166_1").orElse("").equals(language.substring(3)));
    }

    /** Written Chinese is one language, be it spoken as Mandarin or, {@code cn} at TMDB, as Cantonese. */
    private static boolean isOriginal(String language, String original) {
        String spoken = original.equals("cn") ? "zh" : original;
        return language.substring(0, 2).equals(spoken);
    }
}
