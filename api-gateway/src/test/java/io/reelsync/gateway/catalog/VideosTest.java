package io.reelsync.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class VideosTest {
    private static final String LONG = "Former Territory of the Northern Isles and Bays";
    private static final String SAME_START = LONG.substring(0, 32) + " and something else";
    private static final long LARGE_ID = 913_253_256_984_199_424L;

    private static Gateway gateway;
    private static Client viewer;

    @BeforeAll
    static void store() {
        gateway = Gateway.start(Map.of());
        viewer = gateway.as("VIEWER");
        video(LARGE_ID, "长夜列车", "Night Train \"North\"", "movie", 2026, "2026-05-01", "8.1");
        json(LARGE_ID, "country_json", "[\"中国大陆\",\"" + LONG.substring(0, 32) + "\"]");
        json(LARGE_ID, "countries_full_json", "[\"中国大陆\",\"" + LONG + "\"]");
        json(LARGE_ID, "tags_json", "[\"剧情\",\"It's \\\"a\\\" \\\\ tag\"]");
        json(LARGE_ID, "aka_json", "[\"Tren de la Noche\",\"100% \\\"夜\\\"_\"]");
        json(
                LARGE_ID,
                "release_dates_json",
                "[{\"date\":\"2026-05\",\"place\":\"中国大陆\"},{\"date\":\"2027\",\"place\":null}]");
        gateway.jdbc()
                .sql("UPDATE videos SET release_date_precision = 'MONTH' WHERE id = ?")
                .param(LARGE_ID)
                .update();
        video(2, "海边", null, "movie", 2020, "2020-01-01", "9.0");
        json(2, "country_json", "[\"日本\",\"" + SAME_START.substring(0, 32) + "\"]");
        json(2, "countries_full_json", "[\"日本\",\"" + SAME_START + "\"]");
        json(2, "tags_json", "[\"剧情\"]");
        video(3, "剧集", "Series", "tv", 2020, "2020-01-01", "9.0");
        json(3, "country_json", "[\"" + LONG.substring(0, 32) + "\"]");
        json(3, "title_full", "剧集一");
        json(3, "description_full", "全文");
        video(4, null, null, null, null, null, null);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void tellsAllThatIsKnownOfOne() {
        JsonNode video = viewer.get("/api/videos/" + LARGE_ID).data();

        assertThat(video.propertyNames())
                .containsExactly(
                        "id",
                        "source",
                        "source_id",
                        "kind",
                        "title",
                        "original_title",
                        "year",
                        "release_date",
                        "release_dates",
                        "directors",
                        "writers",
                        "actors",
                        "tags",
                        "countries",
                        "languages",
                        "aka",
                        "runtime",
                        "runtimes",
                        "episode_count",
                        "season",
                        "episode_runtime",
                        "imdb_id",
                        "score",
                        "votes",
                        "rating_distribution",
                        "description",
                        "cover_url",
                        "status",
                        "is_completed",
                        "is_update",
                        "created_at",
                        "updated_at",
                        "locks",
                        "cover");
        assertThat(video.get("id").asString()).isEqualTo(Long.toString(LARGE_ID));
        assertThat(video.get("id").isString()).isTrue();
        assertThat(video.get("source_id").isString()).isTrue();
        assertThat(video.get("release_date").asString()).isEqualTo("2026-05");
        assertThat(video.get("release_dates").toString())
                .isEqualTo("[{\"date\":\"2026-05\",\"place\":\"中国大陆\"},{\"date\":\"2027\",\"place\":null}]");
        assertThat(video.get("countries").toString()).isEqualTo("[\"中国大陆\",\"" + LONG + "\"]");
        assertThat(video.get("score").isNumber()).isTrue();
        assertThat(video.get("is_completed").isBoolean()).isTrue();
    }

    @Test
    void tellsTextsWholeThatTheirColumnsCanNotHold() {
        JsonNode video = viewer.get("/api/videos/3").data();

        assertThat(video.get("title").asString()).isEqualTo("剧集一");
        assertThat(video.get("description").asString()).isEqualTo("全文");
        assertThat(viewer.get("/api/videos/export?format=csv&kind=tv")
                        .response()
                        .body())
                .contains("剧集一", "全文");
    }

    @Test
    void tellsNothingAsNullOrEmptyAndLeavesNothingOut() {
        JsonNode video = viewer.get("/api/videos/4").data();

        assertThat(video.size()).isEqualTo(34);
        assertThat(video.get("title").isNull()).isTrue();
        assertThat(video.get("score").isNull()).isTrue();
        assertThat(video.get("rating_distribution").isNull()).isTrue();
        for (String list :
                List.of("release_dates", "directors", "writers", "actors", "tags", "countries", "aka", "locks")) {
            assertThat(video.get(list).isArray()).isTrue();
            assertThat(video.get(list)).isEmpty();
        }
    }

    @Test
    void countsIntoWhatTheFoundVideosFall() {
        JsonNode all = viewer.get("/api/videos/facets").data();
        assertThat(all.get("kinds").toString())
                .isEqualTo("[{\"value\":\"movie\",\"videos\":2},{\"value\":\"tv\",\"videos\":1}]");
        assertThat(all.get("tags").get(0).toString()).isEqualTo("{\"value\":\"剧情\",\"videos\":2}");

        List<String> years = all.get("years").findValuesAsString("value");
        assertThat(years).isNotEmpty().isSortedAccordingTo(Comparator.reverseOrder());

        // Each facet as if its own filter were not there, so that another value can be chosen.
        assertThat(viewer.get("/api/videos/facets?year_from=" + years.get(0) + "&year_to=" + years.get(0))
                        .data()
                        .get("years")
                        .findValuesAsString("value"))
                .isEqualTo(years);
        JsonNode films =
                viewer.get("/api/videos/facets?kind=movie&year_to=2020").data();
        assertThat(films.get("kinds").findValuesAsString("value")).containsExactly("movie", "tv");
        assertThat(films.get("tags").toString()).isEqualTo("[{\"value\":\"剧情\",\"videos\":1}]");
        assertThat(films.get("countries").findValuesAsString("value"))
                .contains("日本")
                .doesNotContain("中国大陆");
        assertThat(viewer.get("/api/videos/facets?kind=film&page=1").invalidFields())
                .containsExactlyInAnyOrder("kind", "page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "0", "-1", "x", "99999999999999999999", "1;DROP"})
    void knowsNoVideoOfAnIdThatIsNone(String id) {
        assertThat(viewer.get("/api/videos/" + id).status()).isIn(404, 400);
    }

    @Test
    void listsTheNewestFirstWithoutAWish() {
        Answer answer = viewer.get("/api/videos");

        assertThat(titles(answer)).containsExactly("长夜列车", "剧集一", "海边", null);
        assertThat(answer.data().get("total").asInt()).isEqualTo(4);
        assertThat(answer.data().get("size").asInt()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "score, '剧集一,海边,长夜列车,null'",
        "newest, '长夜列车,剧集一,海边,null'",
        "created, '长夜列车,null,剧集一,海边'",
        "updated, '长夜列车,null,剧集一,海边'",
    })
    void sortsWithTheIdToDecideBetweenEquals(String sort, String titles) {
        assertThat(String.join(
                        ",",
                        titles(viewer.get("/api/videos?sort=" + sort)).stream()
                                .map(String::valueOf)
                                .toList()))
                .isEqualTo(titles);
    }

    @ParameterizedTest
    @CsvSource({
        "q, 长夜",
        "q, night TRAIN",
        "q, 'n \"north\"'",
        "q, 'tren DE la'",
        "q, '100% \"夜\"_'",
        "country, 中国大陆",
        "country, " + LONG,
        "tag, 'It''s \"a\" \\ tag'",
        "year_from, 2021",
        "min_score, 0",
    })
    void findsTheOneByEachFilter(String filter, String value) {
        List<String> titles = titles(viewer.get("/api/videos?" + filter + "=" + encode(value)));

        assertThat(titles).contains("长夜列车").doesNotContainNull();
        if (!filter.equals("min_score")) {
            assertThat(titles).containsExactly("长夜列车");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "q, 1_0%",
        "q, %",
        "q, 'x'' OR ''1''=''1'",
        "country, 中国",
        "tag, 剧",
        "country, '\") OR 1=1 -- '",
    })
    void findsNothingByWhatOnlyLooksAlike(String filter, String value) {
        List<String> titles = titles(viewer.get("/api/videos?" + filter + "=" + encode(value)));

        if (value.equals("%")) {
            // One name has that very character.
            assertThat(titles).containsExactly("长夜列车");
        } else {
            assertThat(titles).isEmpty();
        }
    }

    @Test
    void tellsLongNamesApartThatBeginAlike() {
        assertThat(titles(viewer.get("/api/videos?country=" + encode(LONG)))).containsExactly("长夜列车");
        assertThat(titles(viewer.get("/api/videos?country=" + encode(SAME_START))))
                .containsExactly("海边");
        assertThat(titles(viewer.get("/api/videos?country=" + encode(LONG.substring(0, 32)))))
                .containsExactly("剧集一");
    }

    @Test
    void joinsFilters() {
        assertThat(titles(viewer.get("/api/videos?kind=movie&tag=" + encode("剧情"))))
                .containsExactly("长夜列车", "海边");
        assertThat(titles(viewer.get("/api/videos?kind=movie&year_to=2020&min_score=8.5")))
                .containsExactly("海边");
        assertThat(titles(viewer.get("/api/videos?kind=tv&year_from=2020&year_to=2020")))
                .containsExactly("剧集一");
        assertThat(titles(viewer.get("/api/videos?kind=doc"))).isEmpty();
        assertThat(titles(viewer.get("/api/videos?q=&kind=&sort="))).hasSize(4);
    }

    @Test
    void pages() {
        Answer second = viewer.get("/api/videos?page=1&size=3");

        assertThat(second.data().get("items")).hasSize(1);
        assertThat(second.data().get("total").asInt()).isEqualTo(4);
        assertThat(viewer.get("/api/videos?page=10000000&size=200").data().get("items"))
                .isEmpty();
    }

    @Test
    void namesEveryParameterThatCanNotBe() {
        Answer answer =
                viewer.get("/api/videos?kind=film&year_from=x&year_to=99999&min_score=11&sort=id&page=-1&size=0&q="
                        + "x".repeat(201));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.invalidFields())
                .containsExactlyInAnyOrder("kind", "year_from", "year_to", "min_score", "sort", "page", "size", "q");
    }

    @Test
    void letsNobodyReadWithoutSigningIn() {
        assertThat(gateway.anyone().get("/api/videos").status()).isEqualTo(401);
        assertThat(gateway.anyone().get("/api/videos/4").status()).isEqualTo(401);
    }

    private static void video(
            long id, String title, String original, String kind, Integer year, String released, String score) {
        gateway.jdbc()
                .sql("""
                        INSERT INTO videos (id, source, source_id, title, original_title, type, year, release_date,
                            score, created_at, updated_at)
                        VALUES (?, 'douban', ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        id,
                        title,
                        original,
                        kind,
                        year,
                        released,
                        score,
                        "2026-01-02 03:04:05",
                        "2026-01-02 03:04:05")
                .update();
    }

    private static void json(long id, String column, String json) {
        gateway.jdbc()
                .sql("UPDATE videos SET " + column + " = ? WHERE id = ?")
                .params(json, id)
                .update();
    }

    private static List<String> titles(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.data()
                .get("items")
                .valueStream()
                .map(video ->
                        video.get("title").isNull() ? null : video.get("title").asString())
                .collect(java.util.stream.Collectors.toList());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
