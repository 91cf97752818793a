package io.reelsync.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Going through many videos: page by page, from place to place, and all at once. */
class LargeCatalogueTest {
    private static final int VIDEOS = 2_345;
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private static Gateway gateway;
    private static Client viewer;

    /** Many share a date or a score, and some have none. */
    @BeforeAll
    static void store() {
        gateway = Gateway.start(Map.of());
        viewer = gateway.as("VIEWER");
        gateway.jdbc().sql("""
                        INSERT INTO videos (id, source, source_id, type, title, original_title, release_date, score,
                            tags_json, created_at, updated_at)
                        WITH d (x) AS (SELECT 0 UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5
                            UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9),
                        n (i) AS (SELECT 1 + a.x + 10 * b.x + 100 * c.x + 1000 * e.x FROM d a, d b, d c, d e)
                        SELECT i, 'douban', i, IF(i %% 3 = 0, 'tv', 'movie'), CONCAT('片名', i, '号'),
                            CONCAT('Title No. ', i), IF(i %% 50 = 0, NULL, '2000-01-01' + INTERVAL (i %% 97) DAY),
                            IF(i %% 70 = 0, NULL, 5 + (i %% 40) / 10), '["科幻","a \\\\"b\\\\""]',
                            '2026-01-01' + INTERVAL (i %% 11) SECOND, '2026-01-01' + INTERVAL (i %% 13) SECOND FROM n WHERE i <= %d
                        """.formatted(VIDEOS)).update();
        gateway.jdbc().sql("""
                        INSERT INTO videos (id, source, source_id, type, title, original_title, description)
                        VALUES (90001, 'douban', 90001, 'movie', '=HYPERLINK("http://x/","y")', '+1', '-1'),
                            (90002, 'douban', 90002, 'movie', '@SUM(A1)', '\tx', 'line one\nline "two", three'),
                            (90003, 'douban', 90003, 'movie', '<script>alert(1)</script>', 'a=b', '😀')""").update();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "score", "updated", "created"})
    void goesFromPlaceToPlaceThroughAllOfThemInTheOrderOfThePages(String sort) {
        List<String> byPage = new ArrayList<>();
        int total = viewer.get("/api/videos?size=1").data().get("total").asInt();
        for (int page = 0; page * 200 < total; page++) {
            byPage.addAll(ids(viewer.get("/api/videos?size=200&sort=" + sort + "&page=" + page)));
        }
        List<String> byPlace = new ArrayList<>();
        String address = "/api/videos?size=200&sort=" + sort;
        while (!address.isEmpty()) {
            Answer answer = viewer.get(address);
            byPlace.addAll(ids(answer));
            address = next(answer);
        }

        assertThat(byPage).hasSize(total).doesNotHaveDuplicates();
        assertThat(byPlace).isEqualTo(byPage);
    }

    @Test
    void keepsTheFiltersInTheAddressOfTheNextPage() {
        Answer first = viewer.get("/api/videos?size=10&kind=tv&q=" + encode("片名") + "&tag=" + encode("a \"b\""));

        String next = next(first);

        assertThat(first.data().get("total").asInt()).isEqualTo(VIDEOS / 3);
        Answer second = viewer.get(next);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.data().get("total").asInt()).isEqualTo(VIDEOS / 3);
        assertThat(second.data().get("items"))
                .allMatch(video -> video.get("kind").asString().equals("tv"));
        assertThat(ids(second)).doesNotContainAnyElementsOf(ids(first));
    }

    @Test
    void takesNoPlaceThatIsNotOfThisList() {
        String newest = next(viewer.get("/api/videos?size=1")).replaceAll(".*after=", "");

        assertThat(viewer.get("/api/videos?sort=score&after=" + newest).invalidFields())
                .containsExactly("after");
        assertThat(viewer.get("/api/videos?page=1&after=" + newest).invalidFields())
                .containsExactly("page");
        for (String wrong : List.of("x", "TkVXRVNUfjEgT1IgMX4x", "%00", "a".repeat(500))) {
            assertThat(viewer.get("/api/videos?after=" + wrong).invalidFields())
                    .as(wrong)
                    .containsExactly("after");
        }
    }

    @Test
    void refusesAParameterThatItDoesNotKnow() {
        assertThat(viewer.get("/api/videos?min_scor=9&kind=movie").invalidFields())
                .containsExactly("min_scor");
        assertThat(viewer.get("/api/videos/export?page=1").invalidFields()).containsExactly("page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/videos/7", "/api/videos?size=5&sort=score"})
    void answers304WhereNothingHasChanged(String address) {
        Client reader = gateway.as("VIEWER");
        String tag = reader.get(address).header("ETag");
        assertThat(tag).isNotEmpty();

        Answer same = reader.with("If-None-Match", tag).get(address);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.response().body()).isEmpty();
        assertThat(same.header("Cache-Control")).contains("private");
        assertThat(reader.with("If-None-Match", "\"another\", " + tag)
                        .get(address)
                        .status())
                .isEqualTo(304);
        assertThat(reader.with("Accept-Language", "en").get(address).status()).isEqualTo(200);
        reader.with("Accept-Language", "zh");

        gateway.jdbc()
                .sql("UPDATE videos SET votes = COALESCE(votes, 0) + 1 WHERE id = 7 OR score >= 8")
                .update();
        assertThat(reader.get(address).status()).isEqualTo(200);
    }

    @Test
    void givesOutEveryVideoAsLinesOfJson() {
        Answer answer = viewer.get("/api/videos/export");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"videos.ndjson\"");
        List<JsonNode> videos =
                answer.response().body().lines().map(Client.JSON::readTree).toList();
        assertThat(videos.stream().map(video -> video.get("id").asLong()))
                .containsExactlyElementsOf(
                        LongStream.concat(LongStream.rangeClosed(1, VIDEOS), LongStream.of(90001, 90002, 90003))
                                .boxed()
                                .toList());
        assertThat(videos.get(6))
                .isEqualTo(withoutCover(viewer.get("/api/videos/7").data()));
    }

    /** The signed address of our copy of the poster is for pages: it ends. */
    private static JsonNode withoutCover(JsonNode video) {
        return ((ObjectNode) video).without("cover");
    }

    @Test
    void givesOutWhatAFilterFinds() {
        Answer answer = viewer.get("/api/videos/export?kind=tv&min_score=8.5");

        assertThat(answer.response().body().lines().map(Client.JSON::readTree))
                .isNotEmpty()
                .allSatisfy(video -> {
                    assertThat(video.get("kind").asString()).isEqualTo("tv");
                    assertThat(video.get("score").asDouble()).isGreaterThanOrEqualTo(8.5);
                });
        assertThat(viewer.get("/api/videos/export?format=xml&kind=book").invalidFields())
                .containsExactlyInAnyOrder("format", "kind");
    }

    @Test
    void givesOutTablesInWhichNoCellIsAFormula() throws IOException {
        Answer answer = viewer.get("/api/videos/export?format=csv");

        assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        CSVFormat withHeading = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser csv = CSVParser.parse(new StringReader(answer.response().body()), withHeading)) {
            List<CSVRecord> rows = csv.getRecords();
            assertThat(rows).hasSize(VIDEOS + 3);
            assertThat(csv.getHeaderNames())
                    .containsExactlyElementsOf(
                            withoutCover(viewer.get("/api/videos/7").data()).propertyNames());
            assertThat(rows.get(6).get("tags")).isEqualTo("[\"科幻\",\"a \\\"b\\\"\"]");
            assertThat(rows.get(VIDEOS).get("title")).isEqualTo("'=HYPERLINK(\"http://x/\",\"y\")");
            assertThat(rows.get(VIDEOS).get("original_title")).isEqualTo("'+1");
            assertThat(rows.get(VIDEOS).get("description")).isEqualTo("'-1");
            assertThat(rows.get(VIDEOS + 1).get("title")).isEqualTo("'@SUM(A1)");
            assertThat(rows.get(VIDEOS + 1).get("original_title")).isEqualTo("'\tx");
            assertThat(rows.get(VIDEOS + 1).get("description")).isEqualTo("line one\nline \"two\", three");
            assertThat(rows.get(VIDEOS + 2).get("original_title")).isEqualTo("a=b");
            for (CSVRecord row : rows) {
                row.forEach(cell -> assertThat(cell).doesNotMatch("(?s)[=+@\\t\\r\\n-].*"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "片名77号",
                "名77",
                "7",
                "title no. 77",
                "TITLE",
                "no. 1",
                "o. 2",
                "名7 ",
                "%",
                "_",
                "片 名",
                "title no",
                "tle n",
                "e no. 7",
                "title  no",
                "77号\"",
                "+名",
                "名* -题",
                "\"",
                "()<>~@"
            })
    void findsByTextExactlyWhatHoldsIt(String text) {
        List<Long> expected = LongStream.rangeClosed(1, VIDEOS)
                .filter(id -> holds("片名" + id + "号", text) || holds("Title No. " + id, text))
                .boxed()
                .toList();

        List<Long> found = viewer.get("/api/videos/export?q=" + encode(text))
                .response()
                .body()
                .lines()
                .map(line -> Client.JSON.readTree(line).get("id").asLong())
                .filter(id -> id <= VIDEOS)
                .toList();

        assertThat(found).isEqualTo(expected);
    }

    private static boolean holds(String name, String text) {
        return name.toLowerCase().contains(text.strip().toLowerCase());
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.data()
                .get("items")
                .valueStream()
                .map(video -> video.get("id").asString())
                .toList();
    }

    private static String next(Answer answer) {
        Matcher next = NEXT.matcher(answer.header("Link"));
        return next.find() ? next.group(1) : "";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
