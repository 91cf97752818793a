package io.reelsync.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.Installation;
import io.reelsync.limit.LimitSettings;
import io.reelsync.limit.Permits;
import io.reelsync.servers.InstalledBinaries;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.task.TaskPublisher;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights that docs/servers.md asks for, as they are written there, suffice. */
class LeastRightsTest {
    private static final String PASSWORD = "of-the-least-rights";

    @TempDir
    private Path folder;

    @Test
    void servicesLayTheSchemaAndWorkWithTheRightsOfThePage() throws Exception {
        String page = Files.readString(Path.of("../docs/servers.md"));
        Database database = TestServers.database();
        Map<String, Object> settings = new HashMap<>(Installation.settings(database));
        settings.put("reelsync.limit.namespace", "reelsync");
        String schema = database.url().replaceFirst(".*/([^?]*).*", "$1");
        String user = Installation.newSource();
        List<String> grants = found("GRANT .*;", page);
        asAdministrator(database, "CREATE USER " + user + "@'%' IDENTIFIED BY '" + PASSWORD + "'");
        asAdministrator(database, on(grants.get(0), schema, user));
        settings.put("reelsync.mysql.user", user);
        settings.put("reelsync.mysql.password", PASSWORD);
        try (RedisServer redis = TestServers.privateRedis();
                RabbitMqServer broker = new RabbitMqServer(
                        InstalledBinaries.rabbitMq().orElseThrow(), folder.resolve("broker"), 0, true)) {
            broker.start();
            allow(broker, page, 0);
            allow(redis, page);
            settings.put("reelsync.rabbitmq.url", "amqp://least:" + PASSWORD + "@127.0.0.1:" + broker.port());
            settings.put("reelsync.redis.url", redis.url().replace("redis://", "redis://reelsync:" + PASSWORD + "@"));

            assertThat(examine(settings).worst()).isEqualTo(Level.OK);
            try (Installation services = Installation.start(settings)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> services.bean(TaskPublisher.class).isReady());
                assertThat(services.bean(LimitSettings.class).namespace()).isEqualTo("reelsync");
                assertThat(services.bean(Permits.class).usedInLastMinute("douban"))
                        .isZero();
                // Nobody declares anything any more once the rights have changed.
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(examine(settings).findings())
                                .extracting(Finding::what)
                                .contains("the exchange and the queues that begin with reelsync. are there"));
            }
            assertThat(examine(settings).findings())
                    .extracting(Finding::level)
                    .as("%s", examine(settings))
                    .containsOnly(Level.OK);

            asAdministrator(database, "REVOKE ALL PRIVILEGES, GRANT OPTION FROM " + user + "@'%'");
            asAdministrator(database, on(grants.get(1), schema, user));
            settings.put("spring.flyway.enabled", false);
            allow(broker, page, 1);
            assertThat(examine(settings).worst()).as("%s", examine(settings)).isEqualTo(Level.OK);
            try (Installation services = Installation.start(settings)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> services.bean(TaskPublisher.class).isReady());
            }
        }
    }

    private static String on(String grant, String schema, String user) {
        return grant.replace("reelsync.*", schema + ".*")
                .replace("'reelsync'@'%'", user + "@'%'")
                .replace(";", "");
    }

    private static List<String> found(String regex, String page) {
        return Pattern.compile(regex)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static void asAdministrator(Database database, String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** @param which of the page's commands */
    private static void allow(RabbitMqServer broker, String page, int which) throws Exception {
        List<String> patterns = Pattern.compile("set_permissions -p / reelsync '(.*)' '(.*)' '(.*)'")
                .matcher(page)
                .results()
                .map(each -> List.of(each.group(1), each.group(2), each.group(3)))
                .toList()
                .get(which)
                .stream()
                .map(each -> each.replace("\\", "\\\\"))
                .toList();
        put(broker, "users/least", "{\"password\":\"" + PASSWORD + "\",\"tags\":\"\"}");
        put(
                broker,
                "permissions/%2F/least",
                "{\"configure\":\"%s\",\"write\":\"%s\",\"read\":\"%s\"}".formatted(patterns.toArray()));
    }

    private static void put(RabbitMqServer broker, String what, String body) throws Exception {
        String who = Base64.getEncoder()
                .encodeToString((broker.user() + ":" + broker.password()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(broker.managementUrl() + "api/" + what))
                .header("Authorization", "Basic " + who)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // The broker takes messages before its HTTP API is there.
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> assertThat(
                        http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                .isBetween(200, 299));
    }

    private static void allow(RedisServer redis, String page) throws Exception {
        String line = found("(?m)^ACL SETUSER .*$", page).get(0).replace(">…", ">" + PASSWORD);
        try (Socket socket = new Socket("127.0.0.1", redis.port())) {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII))
                    .isEqualTo("+OK");
        }
    }

    private static Report examine(Map<String, Object> settings) throws InterruptedException {
        return new Doctor()
                .examine(
                        "test",
                        settings.entrySet().stream()
                                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                                .toArray(String[]::new));
    }
}
