package io.reelsync.gateway.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class QualityTest {
    private static Gateway gateway;
    private static Client viewer;

    @BeforeAll
    static void store() {
        gateway = Gateway.emptied();
        viewer = gateway.as("VIEWER");
        title(
                1,
                "movie",
                "runtime = 102, score = 7.4, votes = 20, year = 2019, release_date = '2019-05-03',"
                        + " director_json = '[\"林一舟\"]', description = '一座桥。'");
        title(
                2,
                "movie",
                "runtime = 6000, score = 9.1, year = 1999, release_date = '2019-05-03', director_json = '[]'");
        execute("INSERT INTO statements (source, source_id, video_id, facts_json, told_at)"
                + " VALUES ('tmdb', '602', 902, '{}', UTC_TIMESTAMP(3))");
        execute("INSERT INTO subjects (source, source_id, state, priority, first_seen_at, detailed_at)"
                + " VALUES ('tmdb', '602', 'WAITING', 3, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))");
        title(
                3,
                "tv",
                "votes = 500, episode_count = 9999, release_date = UTC_DATE() + INTERVAL 9 YEAR,"
                        + " director_json = NULL");
        subject(3, "detailed_at = UTC_TIMESTAMP(3) - INTERVAL 60 DAY, route = 'json'");
        title(4, "movie", "title = '从未抓取'");
        subject(4, "detailed_at = NULL, first_seen_at = UTC_TIMESTAMP(3) - INTERVAL 3 DAY");
        title(5, "tvshow", "director_json = NULL");
        subject(5, "state = 'DEAD', reason = 'WRONG_TITLE', detail = '另一部'");
        execute("INSERT INTO cross_check_disagreements VALUES ('douban', 1, 'tags', 'JSON_LD', '[剧情]', '[喜剧]',"
                + " UTC_TIMESTAMP(3))");
        execute("INSERT INTO quarantined_answers (id, source, source_id, route, reason, detail, facts_json, run_id,"
                + " quarantined_at) VALUES (71, 'douban', 1, 'page', 'SUDDEN_LOSS', 'directors, actors',"
                + " '{\"title\": \"长桥来信\"}', 913253256984199424, UTC_TIMESTAMP(3)),"
                + " (72, 'douban', 2, 'page', 'WRONG_TITLE', '另一部', NULL, NULL, UTC_TIMESTAMP(3))");
        execute(
                "INSERT INTO circuit_breakers (source, scope, name, tripped_at, blocked_until, reason, detail) VALUES ('douban', 'KIND', 'tv', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3),"
                        + " 'NO_STRUCTURE', 'no block of facts')");
    }

    private static void title(long id, String kind, String facts) {
        execute("INSERT INTO videos (id, source, source_id, title, type, cover_url) VALUES (" + (900 + id)
                + ", 'douban', " + id + ", '片名" + id + "', '" + kind + "', 'https://img.example.org/1.jpg')");
        execute("UPDATE videos SET " + facts + " WHERE source_id = " + id);
        execute("INSERT INTO statements (source, source_id, video_id, facts_json, told_at) VALUES ('douban', '" + id
                + "', " + (900 + id) + ", '{}', UTC_TIMESTAMP(3))");
        execute(
                "INSERT INTO subjects (source, source_id, state, priority, first_seen_at, detailed_at) VALUES ('douban', "
                        + id + ", 'WAITING', 3, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))");
    }

    private static void subject(long id, String values) {
        execute("UPDATE subjects SET " + values + " WHERE source_id = " + id);
    }

    private static void execute(String sql) {
        gateway.jdbc().sql(sql).update();
    }

    private static List<String> texts(JsonNode items, String field) {
        return items.valueStream().map(item -> item.get(field).asString()).toList();
    }

    @ParameterizedTest
    @CsvSource({"title, movie, 2, 2", "directors, movie, 2, 1", "description, movie, 2, 1", "directors, tv, 1, 0"})
    void countsHowManyTitlesOfAKindHaveAField(String field, String kind, long titles, long filled) {
        JsonNode report = viewer.get("/api/quality?source=douban").data();

        assertThat(report.get("titles").asLong()).isEqualTo(4);
        assertThat(report.get("fields")
                        .valueStream()
                        .filter(fill -> fill.get("field").asString().equals(field)
                                && fill.get("kind").asString().equals(kind)))
                .singleElement()
                .satisfies(fill -> {
                    assertThat(fill.get("titles").asLong()).isEqualTo(titles);
                    assertThat(fill.get("filled").asLong()).isEqualTo(filled);
                    assertThat(fill.get("ratio").asDouble()).isEqualTo((double) filled / titles);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "outlier.runtime, 2, 6000",
        "outlier.year, 2, '1999, released 2019-05-03'",
        "outlier.episode_count, 3, 9999",
        "outlier.release_far_ahead, 3,",
        "outlier.score_without_votes, 2, 9.1",
        "outlier.votes_without_score, 3, 500",
        "stale, 3,",
        "never_detailed, 4,",
        "dead, 5, WRONG_TITLE: 另一部",
        "second_best_route, 3, json",
        "disagreement.tags, 1, '[剧情] / JSON_LD: [喜剧]'",
        "quarantined.sudden_loss, 1, 'directors, actors'",
        "quarantined.wrong_title, 2, 另一部"
    })
    void countsWhatIsOddAndNamesTheTitlesBehindIt(String check, String sourceId, String value) {
        assertThat(viewer.get("/api/quality").data().get("checks").valueStream().filter(finding -> finding.get("check")
                        .asString()
                        .equals(check)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.get("titles").asLong()).isEqualTo(1));

        JsonNode titles = viewer.get("/api/quality/titles?check=" + check).data();
        assertThat(titles.get("total").asLong()).isEqualTo(1);
        JsonNode title = titles.get("items").get(0);
        assertThat(title.get("source_id").asString()).isEqualTo(sourceId);
        assertThat(title.get("video_id").asString()).isEqualTo("90" + sourceId);
        if (value != null) {
            assertThat(title.get("value").asString()).isEqualTo(value);
        }
    }

    @Test
    void countsATitleOfTwoSourcesOnce() {
        assertThat(viewer.get("/api/quality").data().get("titles").asLong()).isEqualTo(4);
    }

    @Test
    void namesTheTitlesThatLackAField() {
        assertThat(texts(
                        viewer.get("/api/quality/titles?check=missing.directors")
                                .data()
                                .get("items"),
                        "source_id"))
                .containsExactly("2", "3", "5");
        assertThat(texts(
                        viewer.get("/api/quality/titles?check=missing.directors&kind=movie&source=douban")
                                .data()
                                .get("items"),
                        "title"))
                .containsExactly("片名2");
        JsonNode paged = viewer.get("/api/quality/titles?check=missing.directors&page=1&size=2")
                .data();
        assertThat(texts(paged.get("items"), "source_id")).containsExactly("5");
        assertThat(paged.get("total").asLong()).isEqualTo(3);
    }

    @Test
    void doesNotTakeForMissingWhatAKindDoesNotHave() {
        List<String> counted = viewer.get("/api/quality")
                .data()
                .get("fields")
                .valueStream()
                .map(fill ->
                        fill.get("kind").asString() + " " + fill.get("field").asString())
                .toList();

        assertThat(counted).contains("movie runtime", "tv episode_count", "tv season");
        assertThat(counted)
                .doesNotContain("movie episode_count", "movie season", "movie episode_runtime", "tv runtime");
        assertThat(texts(
                        viewer.get("/api/quality/titles?check=missing.runtime")
                                .data()
                                .get("items"),
                        "source_id"))
                .isEmpty();
        assertThat(texts(
                        viewer.get("/api/quality/titles?check=missing.season")
                                .data()
                                .get("items"),
                        "source_id"))
                .containsExactly("3", "5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/quality/titles",
                "/api/quality/titles?check=missing.password",
                "/api/quality/titles?check=outlier_runtime",
                "/api/quality/titles?check=disagreement.a'b",
                "/api/quality/titles?check=quarantined.nonsense",
                "/api/quality/titles?check=dead&kind=film",
                "/api/quality/titles?check=dead&size=201",
                "/api/quality?source=imdb",
                "/api/quarantine?reason=gone",
                "/api/quarantine?video_id=x",
                "/api/quarantine?accepted=perhaps"
            })
    void refusesWhatItDoesNotKnow(String address) {
        assertThat(viewer.get(address).status()).isEqualTo(422);
    }

    @Test
    void showsTheAnswersInQuarantine() {
        JsonNode answers =
                viewer.get("/api/quarantine?source=douban&reason=sudden_loss").data();

        assertThat(answers.get("total").asLong()).isEqualTo(1);
        JsonNode answer = viewer.get("/api/quarantine/71").data();
        assertThat(answer.get("id").asString()).isEqualTo("71");
        assertThat(answer.get("title").asString()).isEqualTo("片名1");
        assertThat(answer.get("reason_text").asString()).contains("lost much");
        assertThat(answer.get("run_id").asString()).isEqualTo("913253256984199424");
        assertThat(answer.get("facts").get("title").asString()).isEqualTo("长桥来信");
        assertThat(viewer.get("/api/quarantine/99").status()).isEqualTo(404);
        assertThat(viewer.get("/api/quarantine").data().get("total").asLong()).isEqualTo(2);
        assertThat(texts(viewer.get("/api/quarantine?video_id=902").data().get("items"), "id"))
                .containsExactly("72");
        assertThat(viewer.get("/api/quarantine?accepted=true")
                        .data()
                        .get("total")
                        .asLong())
                .isZero();
        assertThat(texts(viewer.get("/api/quarantine/reasons").data(), "reason"))
                .containsExactly("SUDDEN_LOSS", "WRONG_TITLE");
    }

    @Test
    void anOperatorLetsTheNextAnswerPassOnce() {
        execute("INSERT INTO quarantined_answers (id, source, source_id, route, reason, quarantined_at)"
                + " VALUES (73, 'douban', 5, 'json', 'WRONG_TITLE', UTC_TIMESTAMP(3))");
        Client operator = gateway.as("OPERATOR");
        assertThat(viewer.post("/api/quarantine/73/accept").status()).isEqualTo(403);
        assertThat(gateway.anyone().post("/api/quarantine/73/accept").status()).isEqualTo(401);

        Answer accepted = operator.post("/api/quarantine/73/accept");

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.data().get("accepted_at").isNull()).isFalse();
        assertThat(gateway.jdbc()
                        .sql("SELECT CONCAT(state, ' ', attempts, ' ', accepted_until > UTC_TIMESTAMP(3), ' ',"
                                + " due_at <= UTC_TIMESTAMP(3)) FROM subjects WHERE source_id = 5")
                        .query(String.class)
                        .single())
                .isEqualTo("WAITING 0 1 1");
        assertThat(operator.post("/api/quarantine/73/accept").status()).isEqualTo(409);
        assertThat(operator.post("/api/quarantine/74/accept").status()).isEqualTo(404);
        execute("DELETE FROM quarantined_answers WHERE id = 73");
        subject(5, "state = 'DEAD', reason = 'WRONG_TITLE', detail = '另一部'");
    }

    @Test
    void anOperatorTrustsASuspectedStructureAgain() {
        execute(
                "INSERT INTO circuit_breakers (source, scope, name, tripped_at, blocked_until, reason, detail) VALUES ('douban', 'KIND', '*', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3),"
                        + " 'TOO_FEW_LABELS', NULL)");
        JsonNode suspects = viewer.get("/api/structure-suspects").data();
        assertThat(texts(suspects, "kind")).containsExactly("*", "tv");
        assertThat(suspects.get(1).get("detail").asString()).isEqualTo("no block of facts");
        Client operator = gateway.as("OPERATOR");
        Map<String, String> all = Map.of("source", "douban", "kind", "*");

        assertThat(viewer.post("/api/structure-suspects/trust", all).status()).isEqualTo(403);
        assertThat(operator.post("/api/structure-suspects/trust", all).status()).isEqualTo(200);
        assertThat(operator.post("/api/structure-suspects/trust", all).status()).isEqualTo(404);
        assertThat(operator.post("/api/structure-suspects/trust", Map.of("source", "douban"))
                        .status())
                .isEqualTo(422);
        assertThat(texts(viewer.get("/api/structure-suspects").data(), "kind")).containsExactly("tv");
    }

    @Test
    void tellsAVideosHistory() {
        execute("INSERT INTO video_changes (video_id, run_id, field, old_value, new_value, changed_at) VALUES"
                + " (901, 913253256984199424, 'score', '7.3', '7.4', '2026-05-01 10:00:00'),"
                + " (901, NULL, 'directors', NULL, '[\"林一舟\"]', '2026-05-02 10:00:00')");

        JsonNode changes = viewer.get("/api/videos/901/changes").data();

        assertThat(changes.get("total").asLong()).isEqualTo(2);
        JsonNode newest = changes.get("items").get(0);
        assertThat(newest.get("field").asString()).isEqualTo("directors");
        assertThat(newest.get("from").isNull()).isTrue();
        assertThat(newest.get("to").get(0).asString()).isEqualTo("林一舟");
        assertThat(newest.get("run_id").isNull()).isTrue();
        assertThat(newest.get("changed_at").asString()).isEqualTo("2026-05-02T10:00:00Z");
        JsonNode scores = viewer.get("/api/videos/901/changes?field=score").data();
        assertThat(scores.get("items").get(0).get("from").asString()).isEqualTo("7.3");
        assertThat(scores.get("items").get(0).get("run_id").asString()).isEqualTo("913253256984199424");
        assertThat(viewer.get("/api/videos/77/changes").status()).isEqualTo(404);
        assertThat(viewer.get("/api/videos/901/changes?field=A").status()).isEqualTo(422);
        assertThat(gateway.anyone().get("/api/videos/901/changes").status()).isEqualTo(401);
    }
}
