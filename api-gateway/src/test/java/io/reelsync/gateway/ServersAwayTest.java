package io.reelsync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client.Answer;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** What a gateway still does while a server is away, and what it says otherwise. */
class ServersAwayTest {
    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String READINESS = "/actuator/health/readiness";

    @Test
    void needsNoBroker() {
        String nobodyThere = "amqp://guest:guest@127.0.0.1:1";
        try (Gateway gateway = Gateway.start(Map.of("reelsync.rabbitmq.url", nobodyThere))) {
            Client operator = gateway.as("OPERATOR");

            assertThat(operator.get("/api/videos").status()).isEqualTo(200);
            assertThat(operator.post("/api/sync/douban/movies").status()).isEqualTo(202);
            assertThat(gateway.anyone().get(READINESS).status()).isEqualTo(200);
        }
    }

    @Test
    void letsThoseInReadOnWhileRedisIsAwayAndNobodyNewIn() {
        try (RedisServer redis = TestServers.privateRedis();
                Gateway gateway = Gateway.start(Map.of("reelsync.redis.url", redis.url()))) {
            Client reader = gateway.as("VIEWER");
            String newcomer = gateway.user("VIEWER");

            redis.kill();
            awaitStatus(gateway, 503);

            assertThat(reader.get("/api/videos").status()).isEqualTo(200);
            refusedForNow(gateway.anyone().with("Accept-Language", "en").login(newcomer, Gateway.PASSWORD));
            assertThat(gateway.anyone().get(LIVENESS).status()).isEqualTo(200);

            redis.start();
            awaitStatus(gateway, 200);
            gateway.anyone().signIn(newcomer, Gateway.PASSWORD);
        }
    }

    @Test
    void saysThatItCanNotAnswerWhileTheDatabaseIsAway() {
        try (DatabaseServer database = TestServers.privateDatabase();
                Gateway gateway = Gateway.start(Map.of(
                        "reelsync.mysql.url", database.url(),
                        "reelsync.mysql.user", database.user(),
                        "reelsync.mysql.password", database.password()))) {
            Client reader = gateway.as("VIEWER").with("Accept-Language", "en");
            assertThat(reader.get("/api/videos").status()).isEqualTo(200);

            database.kill();

            long began = System.nanoTime();
            refusedForNow(reader.get("/api/videos"));
            refusedForNow(gateway.anyone().with("Accept-Language", "en").login("nobody", "a phrase that is nobody's"));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("two answers, neither of which waits long for a connection")
                    .isLessThan(Duration.ofSeconds(20));
            awaitStatus(gateway, 503);
            assertThat(gateway.anyone().get(LIVENESS).status()).isEqualTo(200);

            database.start();
            awaitStatus(gateway, 200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> reader.get("/api/videos").status() == 200);
        }
    }

    @Test
    void readsOnWhileTheDatabaseTakesNoWritesAndSaysWhy() {
        try (DatabaseServer server = TestServers.privateDatabase();
                Gateway gateway = Gateway.startWith(Gateway.settings(plainUser(server)))) {
            String newcomer = gateway.user("OPERATOR");
            Client operator = gateway.as("OPERATOR").with("Accept-Language", "en");
            Client machine = gateway.anyone().withToken(key(gateway));

            administrator(server).sql("SET GLOBAL read_only = 1").update();

            String message = "The database takes no writes at the moment: try again later. Reading goes on";
            assertThat(operator.post("/api/sync/douban/movies").message()).isEqualTo(message);
            Answer login = gateway.anyone().login(newcomer, Gateway.PASSWORD);
            assertThat(login.status()).isEqualTo(503);
            assertThat(login.message()).isEqualTo("数据库目前不接受写入，请稍后再试；读取不受影响");
            assertThat(operator.get("/api/videos").status()).isEqualTo(200);
            assertThat(machine.get("/api/videos").status()).isEqualTo(200);
            awaitStatus(gateway, 503);
            JsonNode away = operator.get("/api/sources").data().get(0).get("servers_away");
            assertThat(away).hasSize(1);
            assertThat(away.get(0).get("server").asString()).isEqualTo("mysql");
            assertThat(away.get(0).get("reason").asString()).contains("read-only");

            administrator(server).sql("SET GLOBAL read_only = 0").update();
            awaitStatus(gateway, 200);
            gateway.anyone().signIn(newcomer, Gateway.PASSWORD);
            assertThat(operator.get("/api/sources").data().get(0).get("servers_away"))
                    .isEmpty();
        }
    }

    private static String key(Gateway gateway) {
        return gateway.as("ADMIN")
                .post("/api/api-keys", Map.of("name", "reader", "role", "VIEWER"))
                .data()
                .get("key")
                .asString();
    }

    /** The server's own user may write while others may not. */
    private static Database plainUser(DatabaseServer server) {
        JdbcClient administrator = administrator(server);
        administrator.sql("CREATE DATABASE sync CHARACTER SET utf8mb4").update();
        administrator.sql("CREATE USER 'plain'@'%' IDENTIFIED BY 'plain'").update();
        administrator.sql("GRANT ALL ON sync.* TO 'plain'@'%'").update();
        return new Database(server.url("sync"), "plain", "plain");
    }

    private static JdbcClient administrator(DatabaseServer server) {
        return JdbcClient.create(new DriverManagerDataSource(server.url(""), server.user(), server.password()));
    }

    private static void refusedForNow(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("code").asInt()).isEqualTo(503);
        assertThat(answer.message()).isEqualTo("Not available at the moment: try again later");
        assertThat(answer.response().body()).doesNotContain("Exception", "java.");
    }

    private static void awaitStatus(Gateway gateway, int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> gateway.anyone().get(READINESS).status() == status);
    }
}
