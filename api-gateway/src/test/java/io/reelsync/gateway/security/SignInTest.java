package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SignInTest {
    private final Gateway gateway = Gateway.shared();

    @Test
    void letsTheFirstAdministratorIn() {
        Answer answer = gateway.anyone().login("admin", Gateway.ADMIN_PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().propertyNames())
                .containsExactly("access_token", "refresh_token", "token_type", "expires_in");
        assertThat(answer.data().get("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.data().get("expires_in").asInt()).isEqualTo(900);
    }

    @Test
    void tellsNoDifferenceBetweenAnUnknownNameAndAWrongPassword() {
        String disabled = gateway.user("ADMIN");
        gateway.jdbc()
                .sql("UPDATE users SET reelsync_disabled_at = UTC_TIMESTAMP(3) WHERE username = ?")
                .param(disabled)
                .update();
        List<Answer> answers = List.of(
                gateway.anyone().login("nobody-" + disabled, Gateway.PASSWORD),
                gateway.anyone().login(gateway.user("VIEWER"), "wrong"),
                gateway.anyone().login(disabled, Gateway.PASSWORD),
                gateway.anyone().login(gateway.user(null), Gateway.PASSWORD));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.message()).isEqualTo("用户名或密码不正确");
        });
    }

    @Test
    void namesEveryInvalidFieldOfASignIn() {
        Answer answer = gateway.anyone().post("/api/auth/login", Map.of("username", 7, "role", "ADMIN"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.invalidFields()).containsExactlyInAnyOrder("username", "password", "role");
    }

    @Test
    void makesOneWhoGuessesWaitAndNobodyElse() {
        String name = gateway.user("VIEWER");
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.anyone().login(name, "wrong").status()).isEqualTo(401);
        }

        Answer answer = gateway.anyone().login(name.toUpperCase(), Gateway.PASSWORD);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(600, 900);
        assertThat(answer.message()).isEqualTo("登录失败次数过多，请稍后再试");
        assertThat(gateway.anyone()
                        .login(gateway.user("VIEWER"), Gateway.PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void countsGuessesThatComeAllAtOnce() throws Exception {
        String name = gateway.user("VIEWER");
        var threads = Executors.newFixedThreadPool(12);
        Callable<Integer> guess = () -> gateway.anyone().login(name, "wrong").status();

        List<Integer> statuses = threads.invokeAll(java.util.Collections.nCopies(24, guess)).stream()
                .map(SignInTest::result)
                .toList();
        threads.shutdown();

        assertThat(statuses).filteredOn(status -> status == 401).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(19);
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        String name = gateway.user("VIEWER");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                gateway.anyone().login(name, "wrong");
            }
            assertThat(gateway.anyone().login(name, Gateway.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void replacesARefreshTokenAtEachUse() {
        Client viewer = gateway.as("VIEWER");
        String first = viewer.refreshToken();

        Answer answer = viewer.refresh(first);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().get("refresh_token").asString()).isNotEqualTo(first);
        assertThat(viewer.use(answer.data()).get("/api/videos").status()).isEqualTo(200);
        assertThat(viewer.refresh(viewer.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void endsTheWholeFamilyWhereATokenIsUsedTwice() {
        Client viewer = gateway.as("VIEWER");
        String stolen = viewer.refreshToken();
        viewer.use(viewer.refresh(stolen).data());

        assertThat(viewer.refresh(stolen).status()).isEqualTo(401);

        assertThat(viewer.get("/api/videos").status()).isEqualTo(401);
        assertThat(viewer.refresh(viewer.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void letsOnlyOneOfManyWhoUseATokenAtOnceThrough() throws Exception {
        Client viewer = gateway.as("VIEWER");
        var threads = Executors.newFixedThreadPool(8);
        Callable<Integer> use = () -> viewer.refresh(viewer.refreshToken()).status();

        List<Integer> statuses = threads.invokeAll(java.util.Collections.nCopies(8, use)).stream()
                .map(SignInTest::result)
                .toList();
        threads.shutdown();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(7);
        assertThat(viewer.get("/api/videos").status()).isEqualTo(401);
    }

    @Test
    void endsASessionWhoseTokensAreBeingReplaced() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 10; round++) {
            Client viewer = gateway.as("VIEWER");
            Callable<Integer> refresh =
                    () -> viewer.refresh(viewer.refreshToken()).status();
            Callable<Integer> signOut = () -> viewer.post("/api/auth/logout").status();

            List<Integer> statuses = threads.invokeAll(List.of(signOut, refresh, signOut, signOut)).stream()
                    .map(SignInTest::result)
                    .toList();

            assertThat(statuses).allMatch(status -> status == 200 || status == 401);
            assertThat(viewer.get("/api/videos").status()).isEqualTo(401);
        }
        threads.shutdown();
    }

    @Test
    void endsTheSessionAtOnceAndNoOther() {
        String name = gateway.user("VIEWER");
        Client here = gateway.anyone().signIn(name, Gateway.PASSWORD);
        Client elsewhere = gateway.anyone().signIn(name, Gateway.PASSWORD);

        assertThat(here.post("/api/auth/logout").status()).isEqualTo(200);

        assertThat(here.get("/api/videos").status()).isEqualTo(401);
        assertThat(here.refresh(here.refreshToken()).status()).isEqualTo(401);
        assertThat(elsewhere.get("/api/videos").status()).isEqualTo(200);
    }

    @Test
    void shutsOutAUserWhoIsDisabledOrLosesTheRole() {
        String name = gateway.user("OPERATOR");
        Client operator = gateway.anyone().signIn(name, Gateway.PASSWORD);
        gateway.jdbc()
                .sql("UPDATE users SET reelsync_role = 'VIEWER' WHERE username = ?")
                .param(name)
                .update();
        assertThat(operator.post("/api/sync/douban/movies").status()).isEqualTo(403);

        gateway.jdbc()
                .sql("UPDATE users SET reelsync_disabled_at = UTC_TIMESTAMP(3) WHERE username = ?")
                .param(name)
                .update();

        assertThat(operator.get("/api/videos").status()).isEqualTo(401);
        assertThat(operator.refresh(operator.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void keepsNothingOfATokenButItsHash() {
        Client viewer = gateway.as("VIEWER");

        assertThat(gateway.jdbc()
                        .sql("SELECT token FROM user_tokens")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(token -> token.matches("[0-9a-f]{64}"))
                .doesNotContain(viewer.refreshToken());
    }

    @Test
    void takesNoTokenOfTheVideoService() {
        String name = gateway.user("ADMIN");
        String token = "the video service keeps its tokens as they are";
        gateway.jdbc().sql("""
                        INSERT INTO user_tokens (user_id, token, expires_at, is_active)
                        SELECT id, SHA2(?, 256), UTC_TIMESTAMP(3) + INTERVAL 1 DAY, 1 FROM users WHERE username = ?""").params(token, name).update();

        assertThat(gateway.anyone().refresh(token).status()).isEqualTo(401);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
