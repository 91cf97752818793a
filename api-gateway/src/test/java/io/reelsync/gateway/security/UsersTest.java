package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Users as an administrator manages them, at one gateway, and what a second one makes of it. */
class UsersTest {
    private static final String PASSWORD = "a long enough phrase";

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
    void addsAUserWhoCanSignInAtOnceEverywhere() {
        Answer answer = add("小明", "OPERATOR");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data().get("role").asString()).isEqualTo("OPERATOR");
        assertThat(answer.data().get("disabled").asBoolean()).isFalse();
        JsonNode me = other.anyone().signIn("小明", PASSWORD).get("/api/auth/me").data();
        assertThat(me.get("username").asString()).isEqualTo("小明");
        assertThat(me.get("role").asString()).isEqualTo("OPERATOR");
        JsonNode users = admin.get("/api/users").data();
        assertThat(users.get("total").asInt()).isEqualTo(2);
        assertThat(users.toString()).doesNotContain("password", "$2a$");
    }

    @Test
    void refusesATakenNameEvenIfItIsAVisitorsOfTheVideoService() {
        String visitor = gateway.user(null);

        assertThat(add(visitor, "ADMIN").status()).isEqualTo(409);
        assertThat(add("admin", "VIEWER").status()).isEqualTo(409);
        assertThat(admin.get("/api/users").data().get("total").asInt()).isEqualTo(1);
    }

    @Test
    void namesEveryFieldThatCanNotBe() {
        Answer answer = admin.post(
                "/api/users", Map.of("username", "a b", "password", "short", "role", "ROOT", "disabled", false));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.invalidFields()).containsExactlyInAnyOrder("username", "password", "role", "disabled");
        for (String weak : List.of("123456789012", "aaaaaaaaaaaaaaa", "administrator", "密".repeat(30))) {
            assertThat(admin.post("/api/users", Map.of("username", "someone", "password", weak, "role", "VIEWER"))
                            .invalidFields())
                    .as(weak)
                    .containsExactly("password");
        }
    }

    @Test
    void takesNoRoleFromAnyoneButAnAdministrator() {
        String id = add("viewer", "VIEWER").data().get("id").asString();
        Client viewer = gateway.anyone().signIn("viewer", PASSWORD);

        assertThat(viewer.send("PATCH", "/api/users/" + id, "{\"role\":\"ADMIN\"}", "application/json")
                        .status())
                .isEqualTo(403);
        Map<String, String> withRole =
                new HashMap<>(Map.of("current_password", PASSWORD, "new_password", PASSWORD + "!", "role", "ADMIN"));
        assertThat(viewer.post("/api/auth/password", withRole).invalidFields()).containsExactly("role");
        assertThat(viewer.get("/api/auth/me").data().get("role").asString()).isEqualTo("VIEWER");
    }

    @Test
    void disablingSignsOutEverywhereAtOnce() {
        String id = add("leaver", "ADMIN").data().get("id").asString();
        Client here = gateway.anyone().signIn("leaver", PASSWORD);
        Client there = other.anyone().signIn("leaver", PASSWORD);

        assertThat(change(id, "{\"disabled\":true}").status()).isEqualTo(200);

        assertThat(here.get("/api/videos").status()).isEqualTo(401);
        assertThat(there.get("/api/videos").status()).isEqualTo(401);
        assertThat(there.refresh(there.refreshToken()).status()).isEqualTo(401);
        assertThat(other.anyone().login("leaver", PASSWORD).status()).isEqualTo(401);
        assertThat(change(id, "{\"disabled\":false}").status()).isEqualTo(200);
        assertThat(there.get("/api/videos").status()).isEqualTo(401);
        assertThat(other.anyone().login("leaver", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aNewRoleCountsForSessionsThatAreOpen() {
        String id = add("climber", "VIEWER").data().get("id").asString();
        Client climber = other.anyone().signIn("climber", PASSWORD);
        assertThat(climber.get("/api/users").status()).isEqualTo(403);

        change(id, "{\"role\":\"ADMIN\"}");
        assertThat(climber.get("/api/users").status()).isEqualTo(200);

        change(id, "{\"role\":\"VIEWER\"}");
        assertThat(climber.get("/api/users").status()).isEqualTo(403);
    }

    @Test
    void keepsTheLastAdministrator() {
        String last = admin.get("/api/users").data().at("/items/0/id").asString();

        assertThat(change(last, "{\"disabled\":true}").status()).isEqualTo(409);
        assertThat(change(last, "{\"role\":\"VIEWER\"}").status()).isEqualTo(409);
        String second = add("second", "ADMIN").data().get("id").asString();
        assertThat(change(last, "{\"role\":\"VIEWER\"}").status()).isEqualTo(200);
        assertThat(gateway.anyone()
                        .signIn("second", PASSWORD)
                        .send("PATCH", "/api/users/" + second, "{\"disabled\":true}", "application/json")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void twoAdministratorsWhoDisableEachOtherLeaveOne() throws Exception {
        String first = admin.get("/api/users").data().at("/items/0/id").asString();
        String second = add("second", "ADMIN").data().get("id").asString();
        Client rival = other.anyone().signIn("second", PASSWORD);
        var threads = Executors.newFixedThreadPool(2);
        List<Callable<Answer>> both = List.of(
                () -> change(second, "{\"disabled\":true}"),
                () -> rival.send("PATCH", "/api/users/" + first, "{\"disabled\":true}", "application/json"));

        threads.invokeAll(both);
        threads.shutdown();

        assertThat(gateway.jdbc().sql("""
                                SELECT COUNT(*) FROM users
                                WHERE reelsync_role = 'ADMIN' AND reelsync_disabled_at IS NULL""").query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void aNewPasswordEndsTheOthersSessionsAndKeepsOnesOwn() {
        add("owner", "VIEWER");
        Client here = gateway.anyone().signIn("owner", PASSWORD);
        Client there = other.anyone().signIn("owner", PASSWORD);
        Map<String, String> wrong = Map.of("current_password", "guessed", "new_password", "another long phrase");
        assertThat(here.post("/api/auth/password", wrong).status()).isEqualTo(403);

        Answer answer = here.post(
                "/api/auth/password", Map.of("current_password", PASSWORD, "new_password", "another long phrase"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(here.get("/api/videos").status()).isEqualTo(200);
        assertThat(there.get("/api/videos").status()).isEqualTo(401);
        assertThat(other.anyone().login("owner", PASSWORD).status()).isEqualTo(401);
        assertThat(other.anyone().login("owner", "another long phrase").status())
                .isEqualTo(200);
    }

    @Test
    void oneAtAnOpenScreenCanNotGuessThePasswordWithoutEnd() {
        add("owner", "VIEWER");
        Client owner = gateway.anyone().signIn("owner", PASSWORD);
        Map<String, String> wrong = Map.of("current_password", "guessed", "new_password", "another long phrase");
        for (int i = 0; i < 5; i++) {
            assertThat(owner.post("/api/auth/password", wrong).status()).isEqualTo(403);
        }

        assertThat(owner.post("/api/auth/password", wrong).status()).isEqualTo(429);
    }

    @Test
    void knowsNoUserOfAnotherId() {
        for (String id : List.of("0", "-1", "999999999", "1' OR '1'='1", "99999999999999999999", "😀")) {
            assertThat(change(URLEncoder.encode(id, StandardCharsets.UTF_8), "{\"disabled\":true}")
                            .status())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void listsThoseWhoMaySignInByTheirNamesPageByPage() {
        gateway.user(null);
        add("zoe", "VIEWER");
        add("bob", "OPERATOR");

        JsonNode first = admin.get("/api/users?size=2").data();
        JsonNode second = admin.get("/api/users?size=2&page=1").data();

        assertThat(first.get("items").findValuesAsString("username")).containsExactly("admin", "bob");
        assertThat(first.at("/items/0/sessions").asInt()).isEqualTo(1);
        assertThat(second.get("items").findValuesAsString("username")).containsExactly("zoe");
        assertThat(second.get("total").asInt()).isEqualTo(3);
        assertThat(admin.get("/api/users?size=2&page=2").data().get("total").asInt())
                .isEqualTo(3);
    }

    /** The others are the video service's, which may be writing them just then. */
    @Test
    void changesNoColumnButTheOnesThatTheChangeIsAbout() {
        String id = add("half", "VIEWER").data().get("id").asString();
        gateway.jdbc()
                .sql("UPDATE users SET nickname = 'Half', updated_at = '2026-01-01' WHERE id = ?")
                .param(id)
                .update();

        assertThat(changedColumns(id, "{\"role\":\"OPERATOR\"}")).containsExactly("reelsync_role", "updated_at");
        assertThat(changedColumns(id, "{\"disabled\":true}")).containsExactly("reelsync_disabled_at", "updated_at");
        assertThat(changedColumns(id, "{\"disabled\":true}")).containsExactly("updated_at");
        assertThat(changedColumns(id, "{\"disabled\":false}")).containsExactly("reelsync_disabled_at", "updated_at");
        assertThat(changedColumns(id, "{\"password\":\"another long phrase\"}"))
                .containsExactly("password", "updated_at");
        assertThat(changedColumns(id, "{\"role\":\"ADMIN\",\"disabled\":true,\"password\":\"a third long phrase\"}"))
                .containsExactly("password", "reelsync_disabled_at", "reelsync_role", "updated_at");
    }

    private Set<String> changedColumns(String id, String change) {
        Map<String, Object> before = row(id);
        assertThat(change(id, change).status()).isEqualTo(200);
        Map<String, Object> after = row(id);
        Set<String> changed = new TreeSet<>(after.keySet());
        changed.removeIf(column -> Objects.equals(before.get(column), after.get(column)));
        return changed;
    }

    private static Map<String, Object> row(String id) {
        return gateway.jdbc()
                .sql("SELECT * FROM users WHERE id = ?")
                .param(id)
                .query()
                .singleRow();
    }

    private Answer add(String username, String role) {
        return admin.post("/api/users", Map.of("username", username, "password", PASSWORD, "role", role));
    }

    private Answer change(String id, String body) {
        return admin.send("PATCH", "/api/users/" + id, body, "application/json");
    }
}
