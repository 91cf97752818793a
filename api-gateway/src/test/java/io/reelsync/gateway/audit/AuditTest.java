package io.reelsync.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTest {
    private final Gateway gateway = Gateway.emptied();
    private final Client admin = gateway.anyone().signIn("admin", Gateway.ADMIN_PASSWORD);

    @Test
    void tellsWhoDidWhatFromWhereAndWithWhichAnswer() {
        Answer added = admin.with("X-Trace-ID", "trace-of-adding")
                .post(
                        "/api/users",
                        Map.of("username", "newcomer", "password", "a long enough phrase", "role", "VIEWER"));
        assertThat(added.status()).isEqualTo(201);

        JsonNode line = admin.get("/api/audit?actor=admin").data().at("/items/0");

        assertThat(line.get("actor").asString()).isEqualTo("admin");
        assertThat(line.get("method").asString()).isEqualTo("POST");
        assertThat(line.get("path").asString()).isEqualTo("/api/users");
        assertThat(line.get("status").asInt()).isEqualTo(201);
        assertThat(line.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(line.get("trace_id").asString()).isEqualTo("trace-of-adding");
        assertThat(line.get("detail").asString()).isEqualTo("user newcomer as VIEWER");
        assertThat(line.get("at").asString()).endsWith("Z");
    }

    @Test
    void keepsRefusedCallsAndAttemptsToSignIn() {
        String name = gateway.user("VIEWER");
        Client viewer = gateway.anyone().signIn(name, Gateway.PASSWORD);
        viewer.post("/api/sync/douban/movies");
        gateway.anyone().login(name, "a wrong guess");

        JsonNode refused = admin.get("/api/audit?actor=" + name).data();
        assertThat(refused.get("items").get(0).get("status").asInt()).isEqualTo(403);
        assertThat(refused.get("items").get(0).get("path").asString()).isEqualTo("/api/sync/douban/movies");
        assertThat(refused.get("items").get(1).get("path").asString()).isEqualTo("/api/auth/login");
        assertThat(refused.get("items").get(1).get("status").asInt()).isEqualTo(200);
        JsonNode attempt = admin.get("/api/audit?actor=%3F" + name).data();
        assertThat(attempt.get("total").asInt()).isEqualTo(1);
        assertThat(attempt.at("/items/0/status").asInt()).isEqualTo(401);
        assertThat(gateway.jdbc()
                        .sql(
                                "SELECT COUNT(*) FROM audit_log WHERE CONCAT(actor, path, COALESCE(detail, '')) LIKE '%guess%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void isNotFilledByStrangersAndReads() {
        long before = admin.get("/api/audit").data().get("total").asLong();

        admin.get("/api/users");
        gateway.anyone().post("/api/users", Map.of("username", "intruder"));
        gateway.anyone().withToken("none").post("/api/sync/douban/movies");

        assertThat(admin.get("/api/audit").data().get("total").asLong()).isEqualTo(before);
    }

    @Test
    void findsLinesByTimeAndCanNotBeChanged() {
        admin.post("/api/sync/douban/movies");

        assertThat(admin.get("/api/audit?from=2100-01-01T00:00:00Z")
                        .data()
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(admin.get("/api/audit?to=2100-01-01T00:00:00%2B08:00&from=2026-01-01T00:00:00Z")
                        .data()
                        .get("total")
                        .asInt())
                .isPositive();
        assertThat(admin.get("/api/audit?from=yesterday&sort=up").invalidFields())
                .containsExactlyInAnyOrder("from", "sort");
        assertThat(admin.send("DELETE", "/api/audit", null, null).status()).isEqualTo(405);
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        for (String id : List.of("1001", "1002", "1003")) {
            admin.send("DELETE", "/api/api-keys/" + id, null, null);
        }

        JsonNode first = admin.get("/api/audit?actor=admin&size=2").data();
        JsonNode second = admin.get("/api/audit?actor=admin&size=2&page=1").data();

        assertThat(first.get("items").findValuesAsString("path"))
                .containsExactly("/api/api-keys/1003", "/api/api-keys/1002");
        assertThat(second.get("items").findValuesAsString("path"))
                .containsExactly("/api/api-keys/1001", "/api/auth/login");
        assertThat(second.get("total").asInt()).isEqualTo(4);
    }

    @Test
    void cutsWhatIsTooLongForTheLog() {
        gateway.anyone().login("n".repeat(500), "wrong");
        admin.send("DELETE", "/api/api-keys/" + "1".repeat(500), null, null);

        JsonNode lines = admin.get("/api/audit").data().get("items");

        assertThat(lines.at("/0/path").asString()).hasSize(255).startsWith("/api/api-keys/111");
        assertThat(lines.at("/1/actor").asString()).hasSize(120).startsWith("?nnn");
    }

    @Test
    void aNameWithControlSignsCanNotBreakALine() {
        gateway.anyone().login("admin\r\n2026-01-01 INFO admin signed in\u001b[31m", "wrong");

        String actor = gateway.jdbc()
                .sql("SELECT actor FROM audit_log ORDER BY id DESC LIMIT 1")
                .query(String.class)
                .single();
        assertThat(actor).startsWith("?admin").doesNotContain("\n", "\r", "\u001b");
    }
}
