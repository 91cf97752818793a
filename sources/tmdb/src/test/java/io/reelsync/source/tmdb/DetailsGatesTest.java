package io.reelsync.source.tmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.source.VideoFacts;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What can't be is not believed: neither a value, nor an answer. */
class DetailsGatesTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode film = MadeTitles.film();
    private final ObjectNode series = MadeTitles.series();

    private static VideoFacts film(JsonNode title) throws BrokenPageException {
        return Answers.read(MadeTitles.FILM_ID, title.toString());
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private static void assertRefused(Reason reason, String id, String json) {
        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> Answers.read(id, json))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(reason));
    }

    // Values that can't be

    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00", "", "2019-02-30", "0001-01-01", "9999-12-31", "2019", "soon", "1066-10-14"})
    void takesADateThatCanNotBeForNone(String date) throws BrokenPageException {
        film.put("release_date", date);
        film.set(
                "release_dates",
                json("{\"results\": [{\"iso_3166_1\": \"US\", \"release_dates\": [{\"type\": 3, \"release_date\": \""
                        + date + "T00:00:00.000Z\"}]}]}"));

        assertThat(film(film).release()).isEqualTo(VideoFacts.Release.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1", "74", "-1", "1000000"})
    void refusesAScoreThatCanNotBe(String score) {
        film.set("vote_average", json(score));

        assertRefused(Reason.IMPLAUSIBLE, MadeTitles.FILM_ID, film.toString());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"7.449, 0, -, -", "0, 5, -, 5", "0.0, 0, -, -", "10, 1, 10.0, 1", "9.96, 3, 10.0, 3"})
    void noVotesOrNoScoreIsNone(String average, String count, @Nullable String score, @Nullable Long votes)
            throws BrokenPageException {
        film.set("vote_average", json(average));
        film.set("vote_count", json(count));

        VideoFacts.Rating rating = film(film).rating();
        assertThat(rating.votes()).isEqualTo(votes);
        assertThat(rating.score() == null ? null : rating.score().toString()).isEqualTo(score);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tt1", "1375666", "tt137566x", "nm0000001", "tt1234567890123"})
    void takesWhatIsNoIdOfImdbForNone(String id) throws BrokenPageException {
        film.put("imdb_id", id).set("external_ids", json("{\"imdb_id\": null}"));

        assertThat(film(film).imdbId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../secret.jpg",
                "x.jpg",
                "//example.invalid/x.jpg",
                "/x.jpg?y",
                "/x",
                "/a/b.jpg",
                "https://example.invalid/x.jpg"
            })
    void takesAPosterThatLeadsElsewhereForNone(String path) throws BrokenPageException {
        film.put("poster_path", path);
        assertThat(film(film).coverUrl()).isEqualTo("https://image.tmdb.org/t/p/w780/english.jpg");

        film.remove("images");
        assertThat(film(film).coverUrl()).isNull();
    }

    // Answers that are none

    @Test
    void refusesAnotherTitlesDetailsAndASeriesForAFilmOfItsNumber() {
        assertRefused(Reason.WRONG_SUBJECT, "movie/9100301", film.toString());
        assertRefused(Reason.WRONG_SUBJECT, MadeTitles.SERIES_ID, film.toString());
        assertRefused(Reason.WRONG_SUBJECT, MadeTitles.FILM_ID, series.toString());
        assertRefused(
                Reason.WRONG_SUBJECT, MadeTitles.FILM_ID, film.put("id", 77).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "null",
                "{}",
                "{\"id\": 9100300}",
                "{\"title\": \"x\"}",
                "{\"id\": \"9100300\", \"title\": \"x\"}",
                "{\"id\": 9100300.5, \"title\": \"x\"}",
                "{\"id\": 9100300, \"title\": \" \"}",
                "{\"id\": 9100300, \"title\": 7}",
                "{\"id\": 9100300, \"title\": \"x\", \"name\": \"y\"}",
                "{\"success\": false, \"status_code\": 34}"
            })
    void refusesWhatIsNoTitle(String json) {
        assertRefused(Reason.NO_STRUCTURE, MadeTitles.FILM_ID, json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\ufffd"})
    void refusesATitleThatLostLetters(String title) {
        String json = "{\"id\": 9100300, \"title\": \"长" + title + "\"}";

        assertRefused(Reason.ENCODING, MadeTitles.FILM_ID, json);
    }

    @Test
    void refusesDeepNesting() {
        String deep = film.toString().replace("\"Released\"", "[".repeat(50_000) + "]".repeat(50_000));

        assertRefused(Reason.TRUNCATED, MadeTitles.FILM_ID, deep);
    }

    @Test
    void readsAHundredThousandTranslationsInTime() throws BrokenPageException {
        String many = IntStream.range(0, 100_000)
                .mapToObj(i -> "{\"iso_3166_1\":\"XX\",\"iso_639_1\":\"xx\",\"data\":{\"title\":\"\"}}")
                .collect(Collectors.joining(",", "{\"translations\":[", "]}"));
        String json = film.toString().replaceFirst("\"translations\":\\{.*?}}]}", "\"translations\":" + many);
        assertThat(json.length()).isBetween(5_000_000, 10_000_000);

        long began = System.nanoTime();
        VideoFacts facts = Answers.read(MadeTitles.FILM_ID, json);

        assertThat(facts.naming().title()).isEqualTo("Lettres du pont");
        assertThat((System.nanoTime() - began) / 1_000_000_000).isLessThan(10);
    }
}
