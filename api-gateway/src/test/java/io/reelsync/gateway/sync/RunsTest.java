package io.reelsync.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RunsTest {
    private final Gateway gateway = Gateway.shared();
    private final Client operator = gateway.as("OPERATOR");
    private final Client viewer = gateway.as("VIEWER");

    @Test
    void startsTheSyncOfFilmsOnceHoweverOftenAskedFor() {
        Answer first = operator.with("X-Trace-ID", "trace-of-the-run").post("/api/sync/douban/movies");
        Answer second = gateway.as("ADMIN").with("Accept-Language", "en").post("/api/sync/douban/movies");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().get("trace_id").asString()).isEqualTo("trace-of-the-run");
        assertThat(first.json().get("code").asInt()).isZero();
        assertThat(first.message()).isEqualTo("同步任务已启动，正在后台执行");
        assertThat(first.data().propertyNames()).containsExactly("run_id", "state", "already_running");
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.message()).isEqualTo("The sync has been started and runs in the background");
        assertThat(second.data().get("run_id").asString())
                .isEqualTo(first.data().get("run_id").asString());
        assertThat(second.data().get("already_running").asBoolean()).isTrue();
        TestRun run = TestRun.of(gateway, first.data().get("run_id").asString());
        run.end("COMPLETED");
    }

    @Test
    void writesDownWhoAskedAndTheTraceOfTheRequest() {
        operator.with("X-Trace-ID", "trace-1");

        TestRun run = TestRun.of(gateway, askFor(List.of("1")));

        assertThat(run.column("trace_id")).isEqualTo("trace-1");
        assertThat(run.column("requested_by")).startsWith("u");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/sync/douban/movies", "/api/sync/runs"})
    void letsNoViewerStartARun(String call) {
        Answer answer = viewer.with("Accept-Language", "en").post(call, Map.of("source", "douban"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("code").asInt()).isEqualTo(403);
        assertThat(answer.message()).isEqualTo("Your role does not allow this");
        assertThat(gateway.anyone().post(call).status()).isEqualTo(401);
    }

    @Test
    void startsARunOfSingleSubjectsAndFoldsRepetitions() {
        String run = askFor(List.of("1292052", 1292052, 7, "900000000000000000"));

        JsonNode json = viewer.get("/api/sync/runs/" + run).data();

        assertThat(json.propertyNames())
                .containsExactly(
                        "run_id",
                        "source",
                        "feeds",
                        "trigger",
                        "state",
                        "requested_at",
                        "started_at",
                        "finished_at",
                        "listed",
                        "planned",
                        "outstanding",
                        "created",
                        "changed",
                        "unchanged",
                        "gone",
                        "failed",
                        "cancelled",
                        "eta_seconds",
                        "eta_unknown",
                        "parts",
                        "requested_by",
                        "trace_id");
        assertThat(json.get("run_id").asString()).isEqualTo(run);
        assertThat(json.get("run_id").isString()).isTrue();
        assertThat(json.get("feeds")).isEmpty();
        assertThat(json.get("trigger").asString()).isEqualTo("requested");
        assertThat(json.get("state").asString()).isEqualTo("REQUESTED");
        assertThat(json.get("requested_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(json.get("started_at").isNull()).isTrue();
        assertThat(json.get("planned").asInt()).isEqualTo(3);
        assertThat(json.get("outstanding").asInt()).isEqualTo(3);
        assertThat(json.get("eta_seconds").asInt()).isPositive();
        assertThat(json.get("parts").size()).isEqualTo(1);
        JsonNode part = json.get("parts").get(0);
        assertThat(part.get("source").asString()).isEqualTo("douban");
        part.properties().forEach(count -> assertThat(count.getValue()).isEqualTo(json.get(count.getKey())));
    }

    @Test
    void takesAListOfSourcesOfWhichEachHasItsFeedsOrItsTitles() {
        Answer answer = operator.post(
                "/api/sync/runs",
                Map.of("sources", List.of(Map.of("source", "douban", "source_ids", List.of(21, 22)))));

        assertThat(answer.status()).isEqualTo(202);
        JsonNode run = viewer.get(
                        "/api/sync/runs/" + answer.data().get("run_id").asString())
                .data();
        assertThat(run.get("planned").asInt()).isEqualTo(2);
        assertThat(run.get("parts").get(0).get("planned").asInt()).isEqualTo(2);
    }

    @Test
    void takesTenThousandSubjectsAndNotOneMore() {
        List<Integer> most = IntStream.rangeClosed(1, 10_000).boxed().toList();
        List<Integer> more = IntStream.rangeClosed(1, 10_001).boxed().toList();

        assertThat(viewer.get("/api/sync/runs/" + askFor(most))
                        .data()
                        .get("planned")
                        .asInt())
                .isEqualTo(10_000);
        Answer refused = operator.post("/api/sync/runs", Map.of("source", "douban", "source_ids", more));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.invalidFields()).containsExactly("source_ids");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'source':'imdb','feeds':['movies']} | source",
                "{'feeds':['movies']} | source",
                "{'source':'','feeds':['movies']} | source",
                "{'source':7,'feeds':['movies']} | source",
                "{'source':'douban'} | feeds,source_ids",
                "{'source':'douban','feeds':['movies'],'source_ids':[1]} | feeds,source_ids",
                "{'source':'douban','feeds':[]} | feeds",
                "{'source':'douban','feeds':'movies'} | feeds",
                "{'source':'douban','feeds':['movies','x',1]} | feeds[1],feeds[2]",
                "{'source':'douban','source_ids':[]} | source_ids",
                "{'source':'douban','source_ids':[1,0,-1,1.5,'07','x','',null,true,[1],1e3,1234567890123456789]}"
                        + " | source_ids[1],source_ids[2],source_ids[3],source_ids[4],source_ids[5],source_ids[6],"
                        + "source_ids[7],source_ids[8],source_ids[9],source_ids[10],source_ids[11]",
                "{'source':'imdb','feeds':7,'state':'RUNNING','id':1} | state,id,source,feeds",
                "{'sources':[]} | sources",
                "{'sources':null} | sources",
                "{'sources':{'source':'douban','feeds':['movies']}} | sources",
                "{'sources':[{'source':'douban','feeds':['movies']}],'source':'douban'} | source",
                "{'sources':[7]} | sources[0]",
                "{'sources':[{'source':'imdb','feeds':['movies'],'size':1}]} | sources[0].size,sources[0].source",
                "{'sources':[{'source':'douban','feeds':['x'],'source_ids':['y']}]}"
                        + " | sources[0].feeds,sources[0].source_ids,sources[0].feeds[0],sources[0].source_ids[0]",
                "{'sources':[{'source':'douban','feeds':['movies']},{'source':'douban','feeds':['tv']}]} | sources",
            })
    void namesEveryInvalidField(String body, String fields) {
        Answer answer = operator.send("POST", "/api/sync/runs", body.replace('\'', '"'), "application/json");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(String.join(",", answer.invalidFields())).isEqualTo(fields);
        assertThat(answer.data().get("errors").valueStream())
                .allSatisfy(error -> assertThat(error.get("message").asString()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "{'source':'douban',}", "{'a':1} x", "nul"})
    void refusesWhatIsNoJson(String body) {
        assertThat(operator.send("POST", "/api/sync/runs", body.replace('\'', '"'), "application/json")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void listsRunsNewestFirstPageByPage() {
        String older = askFor(List.of(1));
        String newer = askFor(List.of(2));

        JsonNode all = viewer.get("/api/sync/runs?size=200").data();
        JsonNode first = viewer.get("/api/sync/runs?page=0&size=1").data();
        JsonNode second = viewer.get("/api/sync/runs?page=1&size=1").data();

        assertThat(all.get("items").valueStream().map(run -> run.get("run_id").asString()))
                .containsSubsequence(newer, older);
        assertThat(all.get("total").asInt()).isEqualTo(all.get("items").size());
        assertThat(first.get("items").get(0)).isEqualTo(all.get("items").get(0));
        assertThat(second.get("items").get(0)).isEqualTo(all.get("items").get(1));
        assertThat(second.get("page").asInt()).isEqualTo(1);
        assertThat(second.get("size").asInt()).isEqualTo(1);
        assertThat(viewer.get("/api/sync/runs?page=10000000").data().get("items"))
                .isEmpty();
    }

    @Test
    void findsRunsByStateSourceAndTriggerInEitherOrder() {
        String older = askFor(List.of(31));
        String newer = askFor(List.of(32));
        String ended = askFor(List.of(33));
        TestRun.of(gateway, ended).end("COMPLETED");
        gateway.jdbc()
                .sql("UPDATE sync_runs SET source = 'douban,tmdb' WHERE id = ?")
                .param(newer)
                .update();

        assertThat(found("state=completed")).contains(ended).doesNotContain(older, newer);
        assertThat(found("source=tmdb")).containsExactly(newer);
        assertThat(found("source=douban&state=REQUESTED&trigger=requested")).containsSubsequence(newer, older);
        assertThat(found("sort=oldest&source=douban")).containsSubsequence(older, newer, ended);
        assertThat(found("source=dou")).isEmpty();
        assertThat(viewer.get("/api/sync/runs?source=tmdb").data().get("total").asInt())
                .isEqualTo(1);
        assertThat(viewer.get("/api/sync/runs?state=MOVING&source=Dou%20ban&trigger=cron&sort=best&order=1")
                        .invalidFields())
                .containsExactlyInAnyOrder("state", "source", "trigger", "sort", "order");
    }

    private List<String> found(String query) {
        return viewer.get("/api/sync/runs?size=200&" + query)
                .data()
                .get("items")
                .valueStream()
                .map(run -> run.get("run_id").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "page=-1, page",
        "size=0, size",
        "size=201, size",
        "size=1e2, size",
        "'page=x&size=99999999999', 'page,size'",
    })
    void refusesPagesThatCanNotBe(String query, String fields) {
        Answer answer = viewer.get("/api/sync/runs?" + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(String.join(",", answer.invalidFields())).isEqualTo(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-1", "x", "99999999999999999999", "1.0", "%F0%9F%8E%AC", "1'%20OR%20'1"})
    void knowsNoRunOfAnIdThatIsNone(String id) {
        for (String call : List.of("", "/items", "/events")) {
            assertThat(viewer.get("/api/sync/runs/" + id + call).status()).isEqualTo(404);
        }
    }

    @Test
    void listsItemsByState() {
        TestRun run = TestRun.of(gateway, askFor(List.of(11, 12, 13, 14)));
        run.item(11, "CREATED", null);
        run.item(12, "FAILED", "BROKEN");
        run.item(14, "FRESH", null);

        JsonNode all = viewer.get(run.path() + "/items").data();
        JsonNode failed = viewer.get(run.path() + "/items?state=FAILED").data();

        assertThat(all.get("total").asInt()).isEqualTo(3);
        assertThat(all.get("items").valueStream().map(item -> item.get("state").asString()))
                .containsExactly("CREATED", "FAILED", "OUTSTANDING");
        assertThat(failed.get("total").asInt()).isEqualTo(1);
        JsonNode item = failed.get("items").get(0);
        assertThat(item.propertyNames()).contains("source", "source_id", "title", "state", "attempts", "reason");
        assertThat(item.get("source_id").asString()).isEqualTo("12");
        assertThat(item.get("reason").asString()).isEqualTo("BROKEN");
        assertThat(viewer.get(run.path() + "/items?state=OK").invalidFields()).containsExactly("state");
        assertThat(viewer.get(run.path() + "/items?state=FRESH")
                        .data()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void listsItemsInTheOrderOfTheirNumbers() {
        String run = askFor(List.of(1292052, 9, "30000000", 10));

        assertThat(viewer.get("/api/sync/runs/" + run + "/items")
                        .data()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("source_id").asString()))
                .containsExactly("9", "10", "1292052", "30000000");
        assertThat(viewer.get("/api/sync/runs/" + run + "/items?size=2&page=1")
                        .data()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("source_id").asString()))
                .containsExactly("1292052", "30000000");
    }

    @ParameterizedTest
    @CsvSource({
        "en, 'must be a positive whole number of 1 to 18 digits, the first not 0'",
        "zh, 应为 1 到 18 位的正整数，首位不为 0",
    })
    void saysWhatTheIdsOfTheSourceLookLike(String language, String message) {
        Answer answer = operator.with("Accept-Language", language)
                .post("/api/sync/runs", Map.of("source", "douban", "source_ids", List.of("movie/7")));

        assertThat(answer.data().get("errors").get(0).get("message").asString()).isEqualTo(message);
    }

    @Test
    void tellsWhenTheTitlesOfARunWereSettled() {
        TestRun run = TestRun.ask(gateway, operator, List.of(701, 702, 703, 704));
        assertThat(viewer.get(run.path() + "/history").data().get("points")).isEmpty();
        settled(run, 701, "CREATED", "10:00:20");
        settled(run, 702, "FAILED", "10:00:29.999");
        settled(run, 703, "CREATED", "10:20:00");
        gateway.jdbc().sql("""
                        UPDATE sync_runs SET state = 'COMPLETED', active_key = NULL, started_at = '2026-01-05 10:00:04',
                            finished_at = '2026-01-05 10:20:00' WHERE id = ?""").param(run.id()).update();

        JsonNode history = viewer.get(run.path() + "/history").data();

        assertThat(history.get("step_seconds").asInt()).isEqualTo(15);
        assertThat(history.get("from").asString()).isEqualTo("2026-01-05T10:00:00Z");
        assertThat(history.get("until").asString()).isEqualTo("2026-01-05T10:20:15Z");
        assertThat(history.get("points"))
                .extracting(point -> point.get("at").asString() + " " + point.get("created") + " " + point.get("failed")
                        + " " + point.get("unchanged"))
                .containsExactly("2026-01-05T10:00:15Z 1 1 0", "2026-01-05T10:20:00Z 1 0 0");
        assertThat(viewer.get("/api/sync/runs/1/history").status()).isEqualTo(404);
    }

    private void settled(TestRun run, int id, String state, String at) {
        gateway.jdbc()
                .sql("UPDATE sync_run_items SET state = ?, updated_at = ? WHERE run_id = ? AND source_id = ?")
                .params(state, "2026-01-05 " + at, run.id(), id)
                .update();
    }

    private String askFor(List<?> ids) {
        Answer answer = operator.post("/api/sync/runs", Map.of("source", "douban", "source_ids", ids));
        assertThat(answer.status()).isEqualTo(202);
        return answer.data().get("run_id").asString();
    }
}
