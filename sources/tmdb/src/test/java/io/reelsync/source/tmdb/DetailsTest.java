package io.reelsync.source.tmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Naming;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DetailsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode film = MadeTitles.film();
    private final ObjectNode series = MadeTitles.series();

    private static VideoFacts film(JsonNode title) throws BrokenPageException {
        return Answers.read(MadeTitles.FILM_ID, title.toString());
    }

    private static VideoFacts series(JsonNode title) throws BrokenPageException {
        return Answers.read(MadeTitles.SERIES_ID, title.toString());
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    @Test
    void readsAFilm() throws BrokenPageException {
        VideoFacts facts = film(film);

        assertThat(facts.kind()).isEqualTo(Kind.MOVIE);
        assertThat(facts.naming())
                .isEqualTo(new Naming(
                        "长桥来信", "Lettres du pont", List.of("Letters from the Long Bridge", "The Bridge Letters")));
        assertThat(facts.release().year()).isEqualTo(2019);
        assertThat(releases(facts))
                .containsExactly(
                        "2019-05-03 法国首映 Festival of Lyon", "2019-05-08 法国", "2019-11-08 美国", "2020-02-01 美国网络");
        assertThat(facts.credits().directors()).containsExactly("林一舟");
        assertThat(facts.credits().writers()).containsExactly("林一舟", "何远");
        assertThat(facts.credits().actors()).containsExactly("白鹿鸣", "石一山");
        assertThat(facts.labels().genres()).containsExactly("剧情", "爱情");
        assertThat(facts.labels().countries()).containsExactly("法国", "中国大陆");
        assertThat(facts.labels().languages()).containsExactly("法语", "汉语普通话");
        assertThat(facts.length().runtime()).isEqualTo(102);
        assertThat(facts.rating().score()).isEqualByComparingTo("7.4");
        assertThat(facts.rating().votes()).isEqualTo(2051);
        assertThat(facts.imdbId()).isEqualTo("tt9100300");
        assertThat(facts.summary()).isEqualTo("一座桥，两封信。");
        assertThat(facts.coverUrl()).isEqualTo("https://image.tmdb.org/t/p/w780/longBridge_1.jpg");
    }

    private static List<String> releases(VideoFacts facts) {
        return facts.release().dates().stream()
                .map(one -> one.date() + (one.place() == null ? "" : " " + one.place()))
                .toList();
    }

    @Test
    void readsASeries() throws BrokenPageException {
        VideoFacts facts = series(series);

        assertThat(facts.kind()).isEqualTo(Kind.TV);
        assertThat(facts.naming()).isEqualTo(new Naming("渡口人家", null, List.of("Ferry People")));
        assertThat(releases(facts)).containsExactly("2021-03-01");
        assertThat(facts.credits().directors()).containsExactly("江边客");
        assertThat(facts.length()).isEqualTo(new VideoFacts.Length(null, List.of(), null, 24, 45, 17));
        assertThat(facts.imdbId()).isEqualTo("tt9100301");
        assertThat(facts.coverUrl()).isNull();
    }

    // Names

    @Test
    void takesTitleAndSummaryInTheFirstWantedLanguageThatHasThem() throws BrokenPageException {
        byte[] body = film.toString().getBytes(StandardCharsets.UTF_8);

        VideoFacts english = Answers.read(Answers.source("en-GB", "en", "zh-CN"), MadeTitles.FILM_ID, body);
        assertThat(english.naming().title()).isEqualTo("Letters from the Long Bridge");
        assertThat(english.summary()).isEqualTo("A bridge and two letters.");
        VideoFacts french = Answers.read(Answers.source("fr-FR", "zh-CN"), MadeTitles.FILM_ID, body);
        assertThat(french.naming().title()).isEqualTo("Lettres du pont");
        assertThat(french.naming().originalTitle()).isNull();
        assertThat(french.summary()).isEqualTo("Un pont, deux lettres.");
        VideoFacts none = Answers.read(Answers.source("ja-JP"), MadeTitles.FILM_ID, body);
        assertThat(none.naming().title()).isEqualTo("Lettres du pont");
        assertThat(none.summary()).isEqualTo("Un pont, deux lettres.");
    }

    @Test
    void takesWhatStandsBesideTheTitleWhereNoTranslationsAreTold() throws BrokenPageException {
        film.remove("translations");

        assertThat(film(film).naming().title()).isEqualTo("长桥来信");
        assertThat(film(film).summary()).isEqualTo("一座桥，两封信。");
    }

    @Test
    void takesTheWritingOfACantoneseFilmForChinese() throws BrokenPageException {
        film.put("original_language", "cn").put("original_title", "長橋");
        film.set(
                "translations",
                json(
                        "{\"translations\": [{\"iso_639_1\": \"en\", \"iso_3166_1\": \"US\", \"data\": {\"title\": \"Bridge\"}}]}"));

        assertThat(film(film).naming())
                .isEqualTo(new Naming("長橋", null, List.of("Bridge", "长桥来信", "The Bridge Letters")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title",
                "overview",
                "translations",
                "alternative_titles",
                "credits",
                "release_dates",
                "images",
                "external_ids",
                "genres",
                "production_countries",
                "origin_country",
                "spoken_languages",
                "original_language",
                "runtime",
                "release_date",
                "vote_average",
                "vote_count",
                "poster_path",
                "imdb_id",
                "adult",
                "status"
            })
    void readsAFilmThatLacksAnything(String field) throws BrokenPageException {
        for (String value : List.of("null", "\"\"", "0", "[]", "{}", "[null]", "{\"results\": 7}", "true", "[[1]]")) {
            film.set(field, json(value));

            VideoFacts facts = film(film);

            assertThat(facts.naming().title()).isIn("长桥来信", "Lettres du pont");
            assertThat(facts.credits().actors()).allMatch(name -> !name.isBlank());
        }
        film.remove(field);
        assertThat(film(film).naming().title()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seasons",
                "last_episode_to_air",
                "next_episode_to_air",
                "number_of_episodes",
                "number_of_seasons",
                "episode_run_time",
                "created_by",
                "first_air_date",
                "status"
            })
    void readsASeriesThatLacksAnything(String field) throws BrokenPageException {
        for (String value : List.of("null", "\"\"", "0", "[]", "{}", "[null]", "99999999999", "[-1]", "[\"x\"]")) {
            series.set(field, json(value));

            assertThat(series(series).naming().title()).isEqualTo("渡口人家");
        }
    }

    // Kinds, countries, languages

    @ParameterizedTest
    @CsvSource({
        "16;18, ANIME",
        "16;10764, ANIME",
        "99;36, DOC",
        "10764, TVSHOW",
        "10767;99, TVSHOW",
        "10763, TVSHOW",
        "18;80, TV",
        "4711, TV"
    })
    void tellsTheKindsOfSeriesByTheirGenres(String ids, Kind kind) throws BrokenPageException {
        series.set(
                "genres",
                json(List.of(ids.split(";")).stream()
                        .map(id -> "{\"id\": " + id + "}")
                        .toList()
                        .toString()));

        assertThat(series(series).kind()).isEqualTo(kind);
    }

    @Test
    void callsAGenreThatIsNewAsTmdbDoes() throws BrokenPageException {
        film.set(
                "genres",
                json(
                        "[{\"id\": 28, \"name\": \"Action\"}, {\"id\": 4711, \"name\": \"Opera\"}, {\"name\": \"Opera\"}]"));

        assertThat(film(film).labels().genres()).containsExactly("动作", "Opera");
        assertThat(film(film).kind()).isEqualTo(Kind.MOVIE);
    }

    @Test
    void writesCountriesAndLanguagesAsTheCatalogueDoes() throws BrokenPageException {
        film.set("origin_country", json("[\"HK\", \"XX\", \"../\"]"));
        film.set(
                "production_countries",
                json(
                        "[{\"iso_3166_1\": \"CN\"}, {\"iso_3166_1\": \"GB\"}, {\"iso_3166_1\": \"HK\"}, {\"iso_3166_1\": \"SU\"},"
                                + " {\"iso_3166_1\": \"TW\"}, {\"iso_3166_1\": \"US\"}, {\"iso_3166_1\": \"QQ\", \"name\": \"Ruritania\"}]"));
        film.put("original_language", "cn");
        film.set(
                "spoken_languages",
                json(
                        "[{\"iso_639_1\": \"en\"}, {\"iso_639_1\": \"zh\"}, {\"iso_639_1\": \"cn\"}, {\"iso_639_1\": \"xx\"},"
                                + " {\"iso_639_1\": \"ko\"}, {\"iso_639_1\": \"qq\", \"english_name\": \"Ruritanian\"}]"));

        assertThat(film(film).labels().countries())
                .containsExactly("中国香港", "中国大陆", "英国", "苏联", "中国台湾", "美国", "Ruritania");
        assertThat(film(film).labels().languages()).containsExactly("粤语", "英语", "汉语普通话", "无对白", "韩语", "Ruritanian");
    }

    // Episodes

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Ended, 2, 12, 24",
                "Canceled, 1, 3, 24",
                "Returning Series, 1, 3, 3",
                "Returning Series, 2, 11, 23",
                "Returning Series, 2, 12, -",
                "In Production, 0, 3, -"
            })
    void isOverWhereTmdbSaysSoAndNotBetweenTwoSeasons(String status, int season, int episode, @Nullable Integer out)
            throws BrokenPageException {
        series.put("status", status);
        series.set(
                "last_episode_to_air",
                json("{\"season_number\": " + season + ", \"episode_number\": " + episode + "}"));

        assertThat(series(series).length().episodesOut()).isEqualTo(out);
        assertThat(series(series).length().episodeCount()).isEqualTo(24);
    }

    // People

    @Test
    void namesEachPersonOnceAndNamesakesBoth() throws BrokenPageException {
        film.set(
                "credits",
                json(
                        "{\"cast\": [{\"id\": 1, \"name\": \"白\"}, {\"id\": 2, \"name\": \"白\"}, {\"id\": 1, \"name\": \"白\"},"
                                + " {\"name\": \"石\"}, {\"name\": null}], \"crew\": {}}"));

        assertThat(film(film).credits().actors()).containsExactly("白", "白", "石");
    }
}
