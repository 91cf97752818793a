package io.reelsync.gateway.dead;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeadTest {
    private static Gateway gateway;
    private static Client operator;

    @BeforeAll
    static void start() {
        gateway = Gateway.emptied();
        operator = gateway.as("OPERATOR");
    }

    @BeforeEach
    void bury() {
        gateway.jdbc().sql("DELETE FROM subjects").update();
        subject(1, "DEAD", "NO_STRUCTURE");
        subject(2, "DEAD", "KILLED_WORKER");
        subject(3, "WAITING", "NO_ANSWER");
        subject(4, "DEAD", "NO_STRUCTURE");
    }

    private static void subject(long id, String state, String reason) {
        gateway.jdbc()
                .sql("INSERT INTO subjects (source, source_id, title, state, priority, attempts, reason, detail,"
                        + " first_seen_at) VALUES ('douban', ?, ?, ?, 3, 5, ?, 'what was wrong', UTC_TIMESTAMP(3))")
                .params(id, "片名" + id, state, reason)
                .update();
    }

    private static List<String> dead(String query) {
        return operator.get("/api/dead" + query)
                .data()
                .get("items")
                .valueStream()
                .map(item -> item.get("source_id").asString())
                .toList();
    }

    @Test
    void showsTheDeadWithTheirReasons() {
        JsonNode first = operator.get("/api/dead").data().get("items").get(0);

        assertThat(dead("")).containsExactly("1", "2", "4");
        assertThat(first.get("title").asString()).isEqualTo("片名1");
        assertThat(first.get("attempts").asInt()).isEqualTo(5);
        assertThat(first.get("reason").asString()).isEqualTo("NO_STRUCTURE");
        assertThat(first.get("reason_text").asString()).contains("structure");
        assertThat(first.get("detail").asString()).isEqualTo("what was wrong");
        assertThat(dead("?reason=killed_worker&source=douban")).containsExactly("2");
        assertThat(dead("?page=1&size=2")).containsExactly("4");
    }

    @Test
    void replaysSomeOrAllOfASource() {
        Answer some = operator.post("/api/dead/replay", Map.of("source", "douban", "source_ids", List.of(1, "3", 9)));

        assertThat(some.status()).isEqualTo(200);
        assertThat(some.data().get("replayed").asInt())
                .as("the others are not dead")
                .isEqualTo(1);
        assertThat(dead("")).containsExactly("2", "4");
        assertThat(gateway.jdbc()
                        .sql("SELECT CONCAT(state, ' ', attempts, ' ', priority, ' ', due_at <= UTC_TIMESTAMP(3))"
                                + " FROM subjects WHERE source_id = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("WAITING 0 1 1");

        assertThat(operator.post("/api/dead/replay", Map.of("source", "douban"))
                        .data()
                        .get("replayed")
                        .asInt())
                .isEqualTo(2);
        assertThat(dead("")).isEmpty();
    }

    @Test
    void countsThemByReasonAndReplaysThoseOfOne() {
        assertThat(operator.get("/api/dead/reasons").data().toString())
                .isEqualTo("[{\"source\":\"douban\",\"reason\":\"NO_STRUCTURE\",\"titles\":2},"
                        + "{\"source\":\"douban\",\"reason\":\"KILLED_WORKER\",\"titles\":1}]");

        assertThat(operator.post("/api/dead/replay", Map.of("source", "douban", "reason", "NO_STRUCTURE"))
                        .data()
                        .get("replayed")
                        .asInt())
                .isEqualTo(2);

        assertThat(dead("")).containsExactly("2");
        assertThat(operator.post("/api/dead/replay", Map.of("source", "douban", "reason", "TIRED"))
                        .invalidFields())
                .containsExactly("reason");
    }

    @Test
    void isSeenByViewersAndReplayedByOperators() {
        Client viewer = gateway.as("VIEWER");
        Map<String, String> body = Map.of("source", "douban");

        assertThat(viewer.get("/api/dead").status()).isEqualTo(200);
        assertThat(viewer.post("/api/dead/replay", body).status()).isEqualTo(403);
        assertThat(gateway.anyone().get("/api/dead").status()).isEqualTo(401);
        assertThat(gateway.anyone().post("/api/dead/replay", body).status()).isEqualTo(401);
        assertThat(dead("")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?source=nowhere", "?reason=x'y", "?size=201", "?page=-1"})
    void refusesWhatItDoesNotKnow(String query) {
        assertThat(operator.get("/api/dead" + query).status()).isEqualTo(422);
    }

    @Test
    void refusesAReplayThatCanNotBe() {
        assertThat(operator.post("/api/dead/replay", Map.of()).invalidFields()).containsExactly("source");
        assertThat(operator.post("/api/dead/replay", Map.of("source", "nowhere", "source_ids", List.of()))
                        .invalidFields())
                .containsExactlyInAnyOrder("source", "source_ids");
        assertThat(operator.post(
                                "/api/dead/replay",
                                Map.of("source", "douban", "source_ids", List.of("1 OR 1=1", -1, 7), "x", 1))
                        .invalidFields())
                .containsExactlyInAnyOrder("source_ids[0]", "source_ids[1]", "x");
        assertThat(dead("")).hasSize(3);
    }
}
