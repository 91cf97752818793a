package io.reelsync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelsync.gateway.Client.Answer;
import io.reelsync.servers.RedisServer;
import io.reelsync.startup.StartFailures;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StartTest {
    private final Database database = TestServers.database();

    @Test
    void refusesToStartWithoutAKeyBeforeItTouchesTheDatabase() throws Exception {
        Map<String, Object> settings = Gateway.settings(database);
        settings.put("reelsync.jwt.keys", "");

        assertThat(refusal(settings)).startsWith("REELSYNC_JWT_KEYS is not set");
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var tables = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void refusesToStartWithoutAGoodPasswordForTheFirstAdministrator() {
        Map<String, Object> settings = Gateway.settings(database);
        for (String weak : List.of("", "short", "changemechangeme", "aaaaaaaaaaaaaaaa", "x1-".repeat(30))) {
            settings.put("reelsync.admin.password", weak);

            assertThat(refusal(settings)).contains("set REELSYNC_ADMIN_PASSWORD to a password");
        }
    }

    @Test
    void needsThatPasswordAtTheFirstStartOnly() {
        Map<String, Object> settings = Gateway.settings(database);
        Gateway.startContext(settings).close();
        settings.put("reelsync.admin.password", "");

        try (var second = Gateway.startContext(settings)) {
            assertThat(second.isActive()).isTrue();
        }
    }

    @Test
    void takesNoNameFromAUserOfTheVideoService() throws Exception {
        Map<String, Object> settings = Gateway.settings(database);
        Gateway.startContext(settings).close();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("UPDATE users SET reelsync_role = NULL");
        }

        assertThat(refusal(settings)).contains("UPDATE users SET reelsync_role = 'ADMIN' WHERE username = 'admin'");
    }

    @Test
    void makesOneAdministratorWhereTwoGatewaysStartAtOnce() throws Exception {
        Map<String, Object> settings = Gateway.settings(database);
        var threads = Executors.newFixedThreadPool(2);
        Callable<Gateway> starting = () -> Gateway.start(settings);

        List<Future<Gateway>> gateways = threads.invokeAll(List.of(starting, starting));
        threads.shutdown();

        try (Gateway one = gateways.get(0).get();
                Gateway other = gateways.get(1).get()) {
            assertThat(one.jdbc()
                            .sql("SELECT username FROM users")
                            .query(String.class)
                            .list())
                    .containsExactly("admin");
            assertThat(other.anyone().login("admin", Gateway.ADMIN_PASSWORD).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void showsOnOneGatewayWhatWasDoneOnAnother() {
        try (Gateway one = Gateway.start(Map.of());
                Gateway other = one.another()) {
            Client operator = one.as("OPERATOR");
            String run = operator.post("/api/sync/douban/movies")
                    .data()
                    .get("run_id")
                    .asString();
            Client there = other.anyone().withToken(operator.accessToken());

            Answer seen = there.get("/api/sync/runs/" + run);
            Answer asked = there.post("/api/sync/douban/movies");
            operator.post("/api/auth/logout");

            assertThat(seen.data().get("state").asString()).isEqualTo("REQUESTED");
            assertThat(asked.data().get("run_id").asString()).isEqualTo(run);
            assertThat(asked.data().get("already_running").asBoolean()).isTrue();
            assertThat(there.get("/api/sync/runs").status()).isEqualTo(401);
        }
    }

    @Test
    void letsNobodyGuessWhileNobodyCounts() {
        try (RedisServer redis = TestServers.privateRedis();
                Gateway gateway = Gateway.start(Map.of("reelsync.redis.url", redis.url()))) {
            Client viewer = gateway.as("VIEWER");
            redis.kill();
            long killed = System.nanoTime();

            Answer answer = gateway.anyone().login("admin", Gateway.ADMIN_PASSWORD);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(20));
            assertThat(viewer.get("/api/videos").status()).isEqualTo(200);
        }
    }

    private static String refusal(Map<String, Object> settings) {
        return StartFailures.explain(
                catchThrowable(() -> Gateway.startContext(settings).close()));
    }
}
