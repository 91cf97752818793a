package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import io.reelsync.gateway.openapi.OpenApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may make which call, on either of two gateways of one installation. */
class AccessTest {
    /** A stream that ends with the session alone. */
    private static final String ENDLESS = "/api/events";

    private static final String CALLS = """
            ANYONE GET /ping
            ANYONE POST /api/auth/login
            ANYONE POST /api/auth/refresh
            ANYONE POST /api/auth/session
            ANYONE DELETE /api/auth/session
            ANYONE POST /api/auth/session/refresh
            VIEWER POST /api/auth/logout
            VIEWER GET /api/auth/me
            VIEWER POST /api/auth/password
            OPERATOR POST /api/sync/douban/movies
            VIEWER GET /api/sync/runs
            OPERATOR POST /api/sync/runs
            OPERATOR POST /api/sync/understand
            VIEWER GET /api/sync/runs/{id}
            VIEWER GET /api/sync/runs/{id}/items
            VIEWER GET /api/sync/runs/{id}/history
            VIEWER GET /api/sync/runs/{id}/events
            OPERATOR POST /api/sync/runs/{id}/cancel
            OPERATOR POST /api/sync/runs/{id}/pause
            OPERATOR POST /api/sync/runs/{id}/resume
            VIEWER GET /api/videos
            VIEWER GET /api/videos/facets
            VIEWER GET /api/videos/{id}
            VIEWER GET /api/videos/{id}/changes
            VIEWER GET /api/videos/{id}/cover
            VIEWER GET /api/videos/export
            OPERATOR POST /api/videos
            OPERATOR PATCH /api/videos/{id}
            OPERATOR DELETE /api/videos/{id}/locks/{field}
            VIEWER GET /api/videos/{id}/sources
            VIEWER GET /api/merge-rules
            ADMIN PUT /api/merge-rules
            OPERATOR POST /api/videos/{id}/join
            OPERATOR POST /api/videos/{id}/split
            VIEWER GET /api/links
            OPERATOR POST /api/links/{id}/accept
            OPERATOR POST /api/links/{id}/refuse
            VIEWER GET /api/quality
            VIEWER GET /api/quality/titles
            VIEWER GET /api/quarantine
            VIEWER GET /api/quarantine/reasons
            VIEWER GET /api/quarantine/{id}
            OPERATOR POST /api/quarantine/{id}/accept
            VIEWER GET /api/structure-suspects
            OPERATOR POST /api/structure-suspects/trust
            VIEWER GET /api/dead
            VIEWER GET /api/dead/reasons
            OPERATOR POST /api/dead/replay
            VIEWER GET /api/schedules
            VIEWER GET /api/schedules/{name}
            ADMIN PUT /api/schedules/{name}
            ADMIN DELETE /api/schedules/{name}
            VIEWER GET /api/firings
            VIEWER GET /api/feeds
            OPERATOR POST /api/feeds
            OPERATOR DELETE /api/feeds/{name}
            VIEWER GET /api/status
            VIEWER GET /api/events
            VIEWER GET /api/sources
            ADMIN PUT /api/sources/{name}/rate
            ADMIN DELETE /api/sources/{name}/rate
            VIEWER GET /api/history
            VIEWER GET /api/cluster
            ADMIN GET /api/users
            ADMIN POST /api/users
            ADMIN PATCH /api/users/{id}
            ADMIN GET /api/api-keys
            ADMIN POST /api/api-keys
            ADMIN DELETE /api/api-keys/{id}
            ADMIN GET /api/audit
            """;
    private static final List<String> ROLES = List.of("ANYONE", "VIEWER", "OPERATOR", "ADMIN");

    private static Gateway one;
    private static Gateway other;

    @BeforeAll
    static void start() {
        one = Gateway.start(Map.of());
        other = one.another();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private record Call(String least, String method, String path) {
        static Call of(String line) {
            String[] parts = line.split(" ");
            return new Call(parts[0], parts[1], parts[2]);
        }

        boolean allows(String role) {
            return ROLES.indexOf(role) >= ROLES.indexOf(least);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCallIsForItsRoleAndThoseAboveIt() {
        return CALLS.lines().map(Call::of).flatMap(call -> ROLES.stream()
                .map(role -> DynamicTest.dynamicTest(
                        role + (call.allows(role) ? " may " : " may not ") + call.method() + " " + call.path(),
                        () -> check(call, role))));
    }

    private static void check(Call call, String role) {
        for (Gateway gateway : List.of(one, other)) {
            for (Client client : clients(gateway, role)) {
                if (call.path().equals(ENDLESS) && call.allows(role)) {
                    checkStream(client);
                    continue;
                }
                Answer answer = send(client, call);
                if (call.allows(role)) {
                    assertThat(answer.status())
                            .as(answer.response().body())
                            .isNotIn(role.equals("ANYONE") ? List.of() : List.of(401, 403))
                            .isLessThan(500);
                } else {
                    assertThat(answer.status()).isEqualTo(role.equals("ANYONE") ? 401 : 403);
                    assertThat(answer.json().get("code").asInt()).isEqualTo(answer.status());
                    assertThat(answer.data().isNull()).isTrue();
                }
            }
        }
    }

    private static void checkStream(Client client) {
        HttpResponse<InputStream> stream = client.stream(ENDLESS);
        try (InputStream body = stream.body()) {
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(body.read()).isNotNegative();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Signed in at the one gateway, whichever is asked. A session's and a key's role count alike, save for a session's own calls. */
    private static List<Client> clients(Gateway gateway, String role) {
        if (role.equals("ANYONE")) {
            return List.of(gateway.anyone());
        }
        return List.of(gateway.anyone().withToken(one.as(role).accessToken()));
    }

    private static Answer send(Client client, Call call) {
        String path = call.path()
                .replace("{id}", "999999999")
                .replace("{name}", "no-such-schedule")
                .replace("{field}", "title");
        // Nothing is changed: the bodies are refused with 422 by those who are let in.
        return call.method().equals("GET") || call.path().endsWith("/movies")
                ? client.send(call.method(), path, null, null)
                : client.send(call.method(), path, "{\"no_such_field\":1}", "application/json");
    }

    @Test
    void knowsEveryCall() {
        Map<String, String> described = new LinkedHashMap<>();
        new OpenApi(one)
                .operations()
                .forEach(operation -> described.put(
                        operation.toString(),
                        operation.description().has("x-role")
                                ? operation.description().get("x-role").asString()
                                : "ANYONE"));
        Map<String, String> tested = new LinkedHashMap<>();
        CALLS.lines().map(Call::of).forEach(call -> tested.put(call.method() + " " + call.path(), call.least()));

        assertThat(tested).containsExactlyInAnyOrderEntriesOf(described);
    }

    @Test
    void letsAnApiKeyDoWhatItsRoleMay() {
        Client admin = one.as("ADMIN");
        for (String role : List.of("VIEWER", "OPERATOR", "ADMIN")) {
            String key = admin.post("/api/api-keys", Map.of("name", "access " + role, "role", role))
                    .data()
                    .get("key")
                    .asString();
            CALLS.lines()
                    .map(Call::of)
                    .filter(call ->
                            call.path().startsWith("/api/") && !call.least().equals("ANYONE"))
                    .filter(call -> !List.of("/api/auth/logout", "/api/auth/password", ENDLESS)
                            .contains(call.path()))
                    .forEach(call -> {
                        int status = send(other.anyone().withToken(key), call).status();
                        if (call.allows(role)) {
                            assertThat(status).as(call.toString()).isNotIn(401, 403);
                        } else {
                            assertThat(status).as(call.toString()).isEqualTo(403);
                        }
                    });
            assertThat(other.anyone().withToken(key).post("/api/auth/logout").status())
                    .isEqualTo(403);
        }
    }
}
