package io.reelsync.source.tmdb;

import io.reelsync.source.VideoFacts.Length;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How long a film is, and how many episodes a series has, all its seasons together. */
final class Lengths {
    private static final Set<String> OVER = Set.of("Ended", "Canceled", "Cancelled");
    private static final int LONGEST = 100_000;

    private Lengths() {}

    static Length of(TitleType type, JsonNode title) {
        return type == TitleType.MOVIE
                ? new Length(minutes(title, "runtime"), List.of(), null, null, null)
                : new Length(
                        null,
                        List.of(),
                        onlySeason(title),
                        ApiJson.count(title, "number_of_episodes").orElse(null),
                        episodeRuntime(title),
                        episodesOut(title));
    }

    /** A series of one season is that season; one of several is none of them. */
    private static @Nullable Integer onlySeason(JsonNode title) {
        return ApiJson.count(title, "number_of_seasons")
                .filter(seasons -> seasons == 1)
                .orElse(null);
    }

    private static @Nullable Integer minutes(JsonNode node, String field) {
        return ApiJson.count(node, field).filter(minutes -> minutes < LONGEST).orElse(null);
    }

    private static @Nullable Integer episodeRuntime(JsonNode title) {
        return title.path("episode_run_time")
                .valueStream()
                .filter(minutes -> minutes.isIntegralNumber() && minutes.canConvertToInt())
                .map(JsonNode::intValue)
                .filter(minutes -> minutes > 0 && minutes < LONGEST)
                .findFirst()
                .orElse(null);
    }

    /**
     * All of a series that is over. Of another one those up to the last that was shown; unknown where that is all that
     * TMDB knows of: the series is not complete, only its next season not yet announced.
     */
    private static @Nullable Integer episodesOut(JsonNode title) {
        Integer all = ApiJson.count(title, "number_of_episodes").orElse(null);
        if (ApiJson.text(title, "status").filter(OVER::contains).isPresent()) {
            return all;
        }
        Integer out =
                upTo(title.path("last_episode_to_air"), title.path("seasons")).orElse(null);
        return out == null || all != null && out >= all ? null : out;
    }

    /** Season 0 are specials, which the number of episodes doesn't count. */
    private static Optional<Integer> upTo(JsonNode last, JsonNode seasons) {
        Optional<Integer> season = ApiJson.count(last, "season_number");
        Optional<Integer> episode = ApiJson.count(last, "episode_number");
        if (season.isEmpty() || episode.isEmpty()) {
            return Optional.empty();
        }
        long before = seasons.valueStream()
                .filter(one -> ApiJson.count(one, "season_number")
                        .filter(number -> number < season.get())
                        .isPresent())
                .mapToLong(one -> ApiJson.count(one, "episode_count").orElse(0))
                .sum();
        long out = before + episode.get();
        return out <= LONGEST ? Optional.of((int) out) : Optional.empty();
    }
}
