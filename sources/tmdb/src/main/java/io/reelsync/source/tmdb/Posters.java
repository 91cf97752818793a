package io.reelsync.source.tmdb;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Addresses of posters. TMDB gives a path alone; what stands before it is a setting, whose default is what its answer to
 * {@code /configuration} has said for years: a second request for each title would tell the same again.
 */
final class Posters {
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_-]{1,100}\\.[A-Za-z]{3,4}");

    private final TmdbSettings settings;

    Posters(TmdbSettings settings) {
        this.settings = settings;
    }

    /** The poster that stands beside a title, in a list as in its details. */
    @Nullable
    String poster(JsonNode title) {
        return address(title, "poster_path").orElse(null);
    }

    /** The same, or the first of its pictures in the best language where none stands beside it. */
    @Nullable
    String best(JsonNode title) {
        return address(title, "poster_path")
                .or(() -> among(title.path("images").path("posters")))
                .orElse(null);
    }

    private Optional<String> among(JsonNode posters) {
        Stream<String> languages = Stream.concat(
                settings.languages().stream()
                        .map(language -> language.substring(0, 2))
                        .distinct(),
                Stream.of(""));
        List<JsonNode> all = posters.valueStream().toList();
        return languages
                .flatMap(language -> all.stream()
                        .filter(poster ->
                                ApiJson.text(poster, "iso_639_1").orElse("").equals(language))
                        .flatMap(poster -> address(poster, "file_path").stream())
                        .limit(1))
                .findFirst();
    }

    private Optional<String> address(JsonNode node, String field) {
        return ApiJson.text(node, field)
                .filter(path -> PATH.matcher(path).matches())
                .map(path -> settings.posterUrl() + path);
    }
}
