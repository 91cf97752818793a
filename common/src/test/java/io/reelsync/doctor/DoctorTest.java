package io.reelsync.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import io.reelsync.Installation;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.testservers.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;

class DoctorTest {
    private static final String SECRET = "s3cret-of-the-test";
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = TestServers.privateRedis();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Test
    void findsAllWellBeforeTheFirstStartAndLeavesNothingBehind() throws Exception {
        Map<String, Object> settings = settings();

        Report report = examine(settings);

        assertThat(report.findings())
                .extracting(Finding::level)
                .as("%s", report)
                .containsOnly(Level.OK);
        assertThat(report.worst().exitCode()).isZero();
        assertThat(report.findings())
                .extracting(Finding::server)
                .contains("settings", "machine", "database", "rabbitmq", "redis");
        assertThat(lines(report))
                .contains("lays the schema, version", "a row was written", "declares, writes and reads", "version");
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SHOW TABLES")) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void findsAllWellBesideServicesThatRun() throws Exception {
        Map<String, Object> settings = settings();
        try (Installation running = Installation.start(settings)) {
            running.bean(AmqpAdmin.class).initialize();

            Report report = examine(settings);

            assertThat(report.findings())
                    .extracting(Finding::level)
                    .as("%s", report)
                    .containsOnly(Level.OK);
            assertThat(lines(report))
                    .contains("the schema is of our version", "reads every queue", "a row was written");
            assertThat(running.sql()
                            .sql("SELECT COUNT(*) FROM shedlock WHERE name LIKE 'doctor%'")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void saysWhichSettingsAreMissing() throws Exception {
        Report report =
                examine(Map.of("reelsync.mysql.url", "", "reelsync.rabbitmq.url", "", "reelsync.redis.url", ""));

        assertThat(report.worst().exitCode()).isEqualTo(2);
        assertThat(lines(report)).contains("REELSYNC_MYSQL_URL", "REELSYNC_RABBITMQ_URL", "REELSYNC_REDIS_URL");
    }

    @Test
    void tellsOfEachServerThatIsAwayAndLooksAtTheOthers() throws Exception {
        Map<String, Object> settings = settings();
        settings.put("reelsync.mysql.url", "jdbc:mariadb://127.0.0.1:1/nowhere");
        settings.put("reelsync.redis.url", "redis://:" + SECRET + "@127.0.0.1:1/0");

        Report report = examine(settings);

        assertThat(failures(report)).contains("database", "redis").doesNotContain("rabbitmq");
        assertThat(report.findings())
                .filteredOn(each -> each.level() == Level.FAIL)
                .hasSize(2);
        assertThat(report.worst().exitCode()).isEqualTo(2);
    }

    @Test
    void showsNoSecretOfAnyServerThatRefusesIt() throws Exception {
        Map<String, Object> settings = settings();
        settings.put("reelsync.mysql.password", SECRET);
        settings.put("reelsync.redis.url", redis.url().replace("redis://", "redis://reelsync:" + SECRET + "@"));
        settings.put(
                "reelsync.rabbitmq.url",
                TestServers.rabbitMqUrl().replaceFirst("//[^@]*@", "//reelsync:" + SECRET + "@"));

        Report report = examine(settings);

        assertThat(report.findings())
                .filteredOn(each -> each.level() == Level.FAIL)
                .extracting(Finding::server)
                .containsExactly("database", "rabbitmq", "redis");
        assertThat(lines(report) + report).doesNotContain(SECRET);
    }

    @Test
    void tellsADatabaseThatTakesNoWrites() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase()) {
            Map<String, Object> settings = settings();
            settings.put("reelsync.mysql.url", server.url("held"));
            settings.put("reelsync.mysql.user", "reelsync_held");
            settings.put("reelsync.mysql.password", SECRET);
            execute(
                    server,
                    "CREATE DATABASE held CHARACTER SET utf8mb4",
                    "CREATE USER reelsync_held@'%' IDENTIFIED BY '" + SECRET + "'",
                    "GRANT ALL ON held.* TO reelsync_held@'%'",
                    "SET GLOBAL read_only = 1");

            Report report = examine(settings);

            assertThat(failures(report)).contains("database", "read-only", "SET GLOBAL read_only");
            assertThat(report.worst().exitCode()).isEqualTo(2);
        }
    }

    @Test
    void namesTheRightsThatTheDatabaseUserLacks() throws Exception {
        Map<String, Object> settings = settings();
        String schema = String.valueOf(settings.get("reelsync.mysql.url")).replaceFirst(".*/([^?]*).*", "$1");
        String user = Installation.newSource();
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER " + user + "@'%' IDENTIFIED BY '" + SECRET + "'");
            statement.execute("GRANT SELECT, INSERT, UPDATE, CREATE ON " + schema + ".* TO " + user + "@'%'");
        }
        settings.put("reelsync.mysql.user", user);
        settings.put("reelsync.mysql.password", SECRET);

        Report report = examine(settings);

        assertThat(failures(report)).contains("lacks DELETE", "lacks ALTER, INDEX", "GRANT ALTER, INDEX");
    }

    @Test
    void tellsAQueueThatHasOtherArguments() throws Exception {
        Map<String, Object> settings = settings();
        String queue = settings.get("reelsync.limit.namespace") + ".dead";
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(TestServers.rabbitMqUrl());
        try (var connection = factory.newConnection();
                var channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, null);

            Report report = examine(settings);

            assertThat(failures(report)).contains("rabbitmq", "PRECONDITION_FAILED", queue, "delete " + queue);
            channel.queueDelete(queue);
        }
    }

    @Test
    void warnsOfARedisThatEvicts() throws Exception {
        redis("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");

        Report report = examine(settings());

        redis("CONFIG", "SET", "maxmemory-policy", "noeviction");
        assertThat(report.worst()).as("%s", report).isEqualTo(Level.WARN);
        assertThat(report.worst().exitCode()).isEqualTo(1);
        assertThat(lines(report)).contains("maxmemory-policy is allkeys-lru", "CONFIG SET maxmemory-policy noeviction");
    }

    @Test
    void tellsARedisUserWithoutScripts() throws Exception {
        redis("ACL", "SETUSER", "readers", "reset", "on", ">" + SECRET, "~*", "+@all", "-@scripting");
        Map<String, Object> settings = settings();
        settings.put("reelsync.redis.url", redis.url().replace("redis://", "redis://readers:" + SECRET + "@"));

        Report report = examine(settings);

        assertThat(failures(report)).contains("redis", "NOPERM", "eval");
        assertThat(lines(report)).doesNotContain(SECRET);
    }

    @Test
    void tellsARedisReplica() throws Exception {
        redis("REPLICAOF", "127.0.0.1", "1");

        Report report = examine(settings());

        redis("REPLICAOF", "NO", "ONE");
        assertThat(failures(report)).contains("redis", "READONLY", "name the primary");
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = Installation.settings(TestServers.database());
        settings.put("reelsync.redis.url", redis.url());
        return settings;
    }

    private static Report examine(Map<String, Object> settings) throws InterruptedException {
        return new Doctor()
                .examine(
                        "test",
                        settings.entrySet().stream()
                                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                                .toArray(String[]::new));
    }

    private static String lines(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        report.print(out);
        report.printJson(out);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String failures(Report report) {
        return lines(new Report(report.findings().stream()
                .filter(each -> each.level() == Level.FAIL)
                .toList()));
    }

    private static Connection connect(Map<String, Object> settings) throws Exception {
        return DriverManager.getConnection(
                String.valueOf(settings.get("reelsync.mysql.url")),
                String.valueOf(settings.get("reelsync.mysql.user")),
                String.valueOf(settings.get("reelsync.mysql.password")));
    }

    private static void execute(DatabaseServer server, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.url(""), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static void redis(String... command) {
        try (var socket = new Socket("127.0.0.1", redis.port())) {
            socket.getOutputStream().write((String.join(" ", command) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII))
                    .isEqualTo("+OK");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
