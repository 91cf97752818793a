package io.reelsync.gateway.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.MergeRules;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.StoredMergeRules;
import io.reelsync.statement.Videos;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class CorrectionsTest {
    private static final AtomicLong IDS = new AtomicLong(7_000_000);

    private final Gateway gateway = Gateway.shared();
    private final Client operator = gateway.as("OPERATOR");
    private final Client viewer = gateway.as("VIEWER");
    private final long video = IDS.incrementAndGet();

    @AfterEach
    void forgetRules() {
        gateway.jdbc().sql("DELETE FROM merge_rules").update();
    }

    /** As a worker does: stores what a source says, and has the video follow. */
    private void said(String source, String id, Object... values) {
        FieldValues all = FieldValues.none();
        for (int i = 0; i < values.length; i += 2) {
            all.set((VideoField) values[i], values[i + 1]);
        }
        gateway.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            gateway.bean(Statements.class)
                    .store(List.of(
                            new Statements.Told(new Statement(new SubjectId(source, id), video, all), "page", null)));
            gateway.bean(Videos.class).follow(Map.of(video, new Videos.Cause(null, true)));
        });
    }

    private void saidByDouban(String title) {
        said(
                "douban",
                String.valueOf(video),
                VideoField.KIND,
                "movie",
                VideoField.TITLE,
                title,
                VideoField.YEAR,
                2019L);
    }

    private JsonNode video() {
        return viewer.get("/api/videos/" + video).data();
    }

    private Answer patch(String body) {
        return operator.send("PATCH", "/api/videos/" + video, body, "application/json");
    }

    private JsonNode field(String name) {
        return viewer.get("/api/videos/" + video + "/sources")
                .data()
                .get("fields")
                .valueStream()
                .filter(field -> field.get("field").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCorrectedFieldStaysThroughWhateverSourcesSayUntilItIsReleased() {
        saidByDouban("长桥来信");

        Answer corrected = patch("{\"title\": \" 长桥的信 \", \"year\": null}");

        assertThat(corrected.status()).isEqualTo(200);
        assertThat(corrected.data().get("title").asString()).isEqualTo("长桥的信");
        assertThat(corrected.data().get("year").isNull()).isTrue();
        assertThat(corrected.data().get("locks").valueStream().map(lock -> lock.get("field")
                        .asString()))
                .containsExactly("title", "year");
        for (int i = 0; i < 1_000; i++) {
            saidByDouban("长桥来信" + i);
        }
        assertThat(video().get("title").asString()).isEqualTo("长桥的信");
        assertThat(field("title").get("values").get(0).get("value").asString()).isEqualTo("长桥来信999");

        Answer released = operator.send("DELETE", "/api/videos/" + video + "/locks/title", null, null);

        assertThat(released.data().get("title").asString()).isEqualTo("长桥来信999");
        assertThat(released.data().get("locks").valueStream().map(lock -> lock.get("field")
                        .asString()))
                .containsExactly("year");
        assertThat(operator.send("DELETE", "/api/videos/" + video + "/locks/title", null, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void eachFieldShowsWhatEverySourceSaysWhichWordStandsAndWhy() {
        gateway.bean(StoredMergeRules.class)
                .set(
                        new MergeRules(
                                List.of("douban", "tmdb"), Map.of(VideoField.EPISODE_COUNT, List.of("tmdb", "douban"))),
                        "test");
        said(
                "douban",
                String.valueOf(video),
                VideoField.KIND,
                "tv",
                VideoField.TITLE,
                "长桥来信",
                VideoField.EPISODE_COUNT,
                24L,
                VideoField.SCORE,
                new BigDecimal("8.1"),
                VideoField.VOTES,
                90L);
        said(
                "tmdb",
                "tv/" + video,
                VideoField.TITLE,
                "Letters",
                VideoField.EPISODE_COUNT,
                26L,
                VideoField.IMDB_ID,
                "tt0000001",
                VideoField.VOTES,
                7L);
        patch("{\"release_date\": \"2011-05\"}");

        JsonNode title = field("title");
        assertThat(title.get("why").asString()).isEqualTo("FIRST_IN_ORDER");
        assertThat(title.get("values").toString()).contains("长桥来信", "Letters");
        assertThat(title.get("values").get(0).get("stands").asBoolean()).isTrue();
        assertThat(title.get("values").get(1).get("stands").asBoolean()).isFalse();
        assertThat(title.get("values").get(1).get("source_id").asString()).isEqualTo("tv/" + video);
        assertThat(field("episode_count").get("value").asInt()).isEqualTo(26);
        assertThat(field("votes").get("value").asInt()).isEqualTo(90);
        assertThat(field("votes").get("why").asString()).isEqualTo("WITH_ANOTHER_FIELD");
        assertThat(field("imdb_id").get("why").asString()).isEqualTo("ONLY_SOURCE");
        assertThat(field("runtime").get("why").asString()).isEqualTo("UNKNOWN");
        assertThat(field("release_date").get("why").asString()).isEqualTo("CORRECTED");
        assertThat(field("release_date").get("value").asString()).isEqualTo("2011-05");
        assertThat(viewer.get("/api/videos/" + video + "/sources")
                        .data()
                        .get("sources")
                        .size())
                .isEqualTo(2);
        assertThat(video().get("source").asString()).isEqualTo("douban");
    }

    @Test
    void theExportTellsWhichSourceEachFieldComesFrom() {
        saidByDouban("长桥来信");
        said("tmdb", "movie/" + video, VideoField.IMDB_ID, "tt0000001");
        patch("{\"year\": 2020}");

        String line = viewer.send("GET", "/api/videos/export?provenance=true", null, null)
                .response()
                .body()
                .lines()
                .filter(one -> one.contains("\"id\":\"" + video + "\""))
                .findFirst()
                .orElseThrow();

        JsonNode provenance = Client.JSON.readTree(line).get("provenance");
        assertThat(provenance.get("title").asString()).isEqualTo("douban");
        assertThat(provenance.get("imdb_id").asString()).isEqualTo("tmdb");
        assertThat(provenance.get("year").asString()).isEqualTo("correction");
        assertThat(provenance.has("runtime")).isFalse();
        assertThat(viewer.get("/api/videos/export?provenance=true&format=csv")
                        .response()
                        .body()
                        .lines()
                        .findFirst())
                .get()
                .asString()
                .endsWith(",provenance");
        assertThat(viewer.get("/api/videos/export?provenance=perhaps").status()).isEqualTo(422);
    }

    @Test
    void aTitleCanBeMadeByHandAndChangedLater() {
        Answer made = operator.post(
                "/api/videos", Map.of("title", "家庭录像", "kind", "movie", "directors", List.of("安", "安", "Bo")));

        assertThat(made.status()).isEqualTo(200);
        String id = made.data().get("id").asString();
        assertThat(made.data().get("source").isNull()).isTrue();
        assertThat(made.data().get("directors").toString()).isEqualTo("[\"安\",\"Bo\"]");
        Answer changed = operator.send("PATCH", "/api/videos/" + id, "{\"year\": 1999}", "application/json");
        assertThat(changed.data().get("title").asString()).isEqualTo("家庭录像");
        assertThat(changed.data().get("year").asInt()).isEqualTo(1999);
        assertThat(viewer.get("/api/videos?q=家庭录像").data().get("total").asInt()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aTitleMadeByHandNeedsATitleAndAKind() {
        Answer answer = operator.post("/api/videos", Map.of("year", 1999));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.invalidFields()).containsExactlyInAnyOrder("title", "kind");
    }

    @Test
    void aTitleOfTheVideoServiceItselfKeepsWhatIsNotCorrected() {
        gateway.jdbc()
                .sql(
                        "INSERT INTO videos (id, source, source_id, title, description) VALUES (?, 'IQIYI', 5, '原片名', '简介')")
                .param(video)
                .update();

        patch("{\"title\": \"新片名\"}");

        assertThat(video().get("title").asString()).isEqualTo("新片名");
        assertThat(video().get("description").asString()).isEqualTo("简介");
        assertThat(video().get("source").asString()).isEqualTo("IQIYI");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "colour | \"red\"",
                "title | null",
                "title | 7",
                "title | \"\"",
                "title | \"a\\u0000b\"",
                "kind | \"film\"",
                "kind | {}",
                "year | \"2019\"",
                "year | 99",
                "year | 2019.5",
                "score | 10.1",
                "score | 8.15",
                "score | \"8.1\"",
                "imdb_id | \"0111161\"",
                "cover_url | \"javascript:alert(1)\"",
                "cover_url | \"http://a b\"",
                "directors | \"Ann\"",
                "directors | [\"Ann\", 7]",
                "directors | [\"\"]",
                "release_date | \"0000-00-00\"",
                "release_date | 2019",
                "release_dates | [{\"date\": \"soon\"}]",
                "release_dates | [{\"date\": \"2019\", \"place\": 7}]",
                "release_dates | [{\"date\": \"2019\", \"more\": 7}]",
                "rating_distribution | [50, 50]",
                "rating_distribution | [50, 10, 10, 10, \"20\"]",
                "is_completed | null",
                "is_completed | 1",
                "id | \"7\"",
                "source | \"tmdb\"",
                "release_date_precision | \"DAY\""
            })
    void refusesEachWrongValueByItsFieldAndChangesNothing(String field, String value) {
        saidByDouban("长桥来信");

        Answer answer = patch("{\"description\": \"fine\", \"" + field + "\": " + value + "}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.invalidFields()).contains(field).allMatch(field::equals);
        assertThat(video().get("description").isNull()).isTrue();
        assertThat(video().get("locks").isEmpty()).isTrue();
    }

    @Test
    void refusesTextThatIsTooLongAndABodyThatSaysNothing() {
        saidByDouban("长桥来信");

        assertThat(patch("{\"title\": \"" + "长".repeat(501) + "\"}").status()).isEqualTo(422);
        assertThat(patch("{}").status()).isEqualTo(422);
        assertThat(patch("[]").status()).isEqualTo(422);
        assertThat(patch("{\"title\": ").status()).isEqualTo(400);
    }

    @Test
    void isForOperatorsAndForVideosThatExist() {
        saidByDouban("长桥来信");

        assertThat(viewer.send("PATCH", "/api/videos/" + video, "{\"year\": 2000}", "application/json")
                        .status())
                .isEqualTo(403);
        assertThat(viewer.post("/api/videos", Map.of("title", "a", "kind", "movie"))
                        .status())
                .isEqualTo(403);
        assertThat(viewer.send("DELETE", "/api/videos/" + video + "/locks/title", null, null)
                        .status())
                .isEqualTo(403);
        assertThat(operator.send("PATCH", "/api/videos/1234567", "{\"year\": 2000}", "application/json")
                        .status())
                .isEqualTo(404);
        assertThat(operator.send("DELETE", "/api/videos/" + video + "/locks/colour", null, null)
                        .status())
                .isEqualTo(404);
        assertThat(viewer.get("/api/videos/1234567/sources").status()).isEqualTo(404);
        assertThat(viewer.get("/api/videos/none/sources").status()).isEqualTo(404);
    }

    @Test
    void whatPeopleCorrectIsInTheHistoryAndInTheAuditLog() {
        saidByDouban("长桥来信");
        patch("{\"title\": \"长桥的信\"}");

        JsonNode change = viewer.get("/api/videos/" + video + "/changes?field=title")
                .data()
                .get("items")
                .get(0);
        assertThat(change.get("from").asString()).isEqualTo("长桥来信");
        assertThat(change.get("to").asString()).isEqualTo("长桥的信");
        assertThat(gateway.jdbc()
                        .sql("SELECT COUNT(*) FROM audit_log WHERE path = ?")
                        .param("/api/videos/" + video)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }
}
