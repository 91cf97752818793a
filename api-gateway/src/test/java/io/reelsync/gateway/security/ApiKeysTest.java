package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiKeysTest {
    private static Gateway gateway;
    private static Gateway other;
    private Client admin;

    @BeforeAll
    static void start() {
        gateway = Gateway.emptied();
        other = gateway.another();
    }

    @AfterAll
    static void close() {
        other.close();
    }

    @BeforeEach
    void asNew() {
        gateway.asNew();
        admin = gateway.anyone().signIn("admin", Gateway.ADMIN_PASSWORD);
    }

    @Test
    void showsAKeyOnceAndKeepsItsHashAlone() {
        Answer answer = make("nightly import", "OPERATOR", 30);

        assertThat(answer.status()).isEqualTo(201);
        String key = answer.data().get("key").asString();
        assertThat(key).matches("rsk_[A-Za-z0-9_-]{43}");
        JsonNode listed = admin.get("/api/api-keys").data().at("/items/0");
        assertThat(listed.get("name").asString()).isEqualTo("nightly import");
        assertThat(listed.get("created_by").asString()).isEqualTo("admin");
        assertThat(listed.get("expires_at").isNull()).isFalse();
        assertThat(listed.get("key").isNull()).isTrue();
        assertThat(gateway.jdbc()
                        .sql("SELECT key_hash FROM api_keys")
                        .query(String.class)
                        .single())
                .matches("[0-9a-f]{64}")
                .doesNotContain(key.substring(4));
    }

    @Test
    void letsAProgramInAndNotesWhen() {
        String key = make("backend", "VIEWER", null).data().get("key").asString();

        assertThat(other.anyone().withToken(key).get("/api/videos").status()).isEqualTo(200);
        assertThat(other.anyone()
                        .withToken(key)
                        .get("/api/auth/me")
                        .data()
                        .get("username")
                        .asString())
                .isEqualTo("key backend");

        assertThat(admin.get("/api/api-keys").data().at("/items/0/last_used_at").isNull())
                .isFalse();
    }

    @Test
    void aRevokedKeyIsDeadAtOnceEverywhere() {
        JsonNode made = make("leaked", "ADMIN", null).data();
        Client program = other.anyone().withToken(made.get("key").asString());
        assertThat(program.get("/api/videos").status()).isEqualTo(200);

        String path = "/api/api-keys/" + made.get("id").asString();
        assertThat(admin.send("DELETE", path, null, null).status()).isEqualTo(200);

        assertThat(program.get("/api/videos").status()).isEqualTo(401);
        assertThat(admin.send("DELETE", path, null, null).status()).isEqualTo(200);
        assertThat(admin.get("/api/api-keys").data().at("/items/0/revoked_at").isNull())
                .isFalse();
    }

    @Test
    void aKeyEndsWithItsTime() {
        Client program = gateway.anyone()
                .withToken(make("short", "VIEWER", 1).data().get("key").asString());
        assertThat(program.get("/api/videos").status()).isEqualTo(200);

        gateway.jdbc().sql("UPDATE api_keys SET expires_at = UTC_TIMESTAMP(3)").update();

        assertThat(program.get("/api/videos").status()).isEqualTo(401);
    }

    @Test
    void tellsTimesAsTheyAreStoredThoughTheProcessHasAZoneThatLeavesThemOut() {
        make("early", "VIEWER", null);
        gateway.jdbc()
                .sql("UPDATE api_keys SET created_at = '2026-03-08 02:30:00'")
                .update();
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            assertThat(admin.get("/api/api-keys")
                            .data()
                            .at("/items/0/created_at")
                            .asString())
                    .isEqualTo("2026-03-08T02:30:00Z");
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void refusesWhatIsNoKey() {
        make("known", "VIEWER", null);
        assertThat(make("known", "ADMIN", null).status()).isEqualTo(409);
        assertThat(make("\u202e hidden", "ROOT", 0).invalidFields())
                .containsExactlyInAnyOrder("name", "role", "expires_in_days");
        for (String wrong :
                new String[] {"rsk_", "rsk_" + "A".repeat(43), "rsk_' OR 1=1 -- ", "rsk_" + "A".repeat(9000)}) {
            assertThat(gateway.anyone().withToken(wrong).get("/api/videos").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void listsTheNewestFirstPageByPageRevokedOnesIncluded() {
        String oldest = make("oldest", "VIEWER", null).data().get("id").asString();
        make("middle", "VIEWER", 1);
        make("newest", "VIEWER", null);
        admin.send("DELETE", "/api/api-keys/" + oldest, null, null);

        JsonNode first = admin.get("/api/api-keys?size=2").data();
        JsonNode second = admin.get("/api/api-keys?size=2&page=1").data();

        assertThat(first.get("items").findValuesAsString("name")).containsExactly("newest", "middle");
        assertThat(second.get("items").findValuesAsString("name")).containsExactly("oldest");
        assertThat(second.get("total").asInt()).isEqualTo(3);
    }

    @Test
    void aKeyThatWasRevokedBeforeStaysSoFromTheSameTimeOn() {
        String id = make("leaked", "ADMIN", null).data().get("id").asString();
        gateway.jdbc().sql("UPDATE api_keys SET revoked_at = '2026-01-01'").update();

        Answer again = admin.send("DELETE", "/api/api-keys/" + id, null, null);

        assertThat(again.data().get("revoked_at").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(admin.send("DELETE", "/api/api-keys/1", null, null).status()).isEqualTo(404);
    }

    private Answer make(String name, String role, Integer days) {
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "role", role));
        body.put("expires_in_days", days);
        return admin.post("/api/api-keys", body);
    }
}
