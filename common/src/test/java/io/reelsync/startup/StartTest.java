package io.reelsync.startup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelsync.Installation;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class StartTest {

    @Test
    void namesEveryAddressThatIsMissing() {
        assertThat(explain(Map.of("reelsync.mysql.url", "", "reelsync.rabbitmq.url", " ", "reelsync.redis.url", "")))
                .isEqualTo("set REELSYNC_MYSQL_URL (jdbc:mysql:// or jdbc:mariadb://)"
                        + " and REELSYNC_RABBITMQ_URL (amqp://user:password@host:port/vhost)"
                        + " and REELSYNC_REDIS_URL (redis://:password@host:port/db)");
        assertThat(explain(Map.of("reelsync.redis.url", "")))
                .isEqualTo("set REELSYNC_REDIS_URL (redis://:password@host:port/db)");
    }

    @Test
    void refusesAnotherKindOfDatabase() {
        assertThat(explain(Map.of("reelsync.mysql.url", "jdbc:postgresql://127.0.0.1/reelsync")))
                .isEqualTo("REELSYNC_MYSQL_URL starts with jdbc:mysql:// or jdbc:mariadb://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "http", "123456"})
    void refusesWhatIsNoPort(String port) {
        assertThat(explain(Map.of("reelsync.port", port)))
                .isEqualTo("REELSYNC_PORT is a port from 0 to 65535, not '" + port + "'");
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(explain(Map.of("reelsync.port", taken.getLocalPort())))
                    .isEqualTo("port " + taken.getLocalPort()
                            + " is taken: set REELSYNC_PORT (--port for up) to a free one");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reelsync.douban.rate | fast | reelsync.douban.rate can't be read: 'fast' is no rate: write PERMITS/TIME,"
                        + " for example 1/6s (one request every six seconds), or unlimited",
                "reelsync.douban.rate | 0/1s | reelsync.douban.rate can't be read: a rate has 1 to 1000 permits, not 0",
                "reelsync.limit.namespace | Two Words | reelsync.limit.namespace must match \"[a-z0-9-]{1,40}\""
                        + " (see docs/configuration.md)",
                "reelsync.catalog.retry.attempts | 0 | reelsync.catalog.retry.attempts must be greater than or equal to 1"
                        + " (see docs/configuration.md)"
            })
    void saysWhichSettingIsWrongAndWhy(String key, String value, String line) {
        assertThat(explain(Map.of(key, value))).isEqualTo(line);
    }

    @Test
    void refusesTwoPlacesForPostersAndHalfOfAKey() {
        assertThat(explain(Map.of("reelsync.covers.dir", "covers", "reelsync.covers.s3.bucket", "posters")))
                .isEqualTo("REELSYNC_COVERS_DIR and REELSYNC_COVERS_S3_BUCKET are both set: posters are kept in one"
                        + " place, unset the other");
        assertThat(explain(Map.of("reelsync.covers.s3.bucket", "posters", "reelsync.covers.s3.access-key", "ours")))
                .isEqualTo(
                        "REELSYNC_COVERS_S3_ACCESS_KEY and REELSYNC_COVERS_S3_SECRET_KEY are set together, or neither"
                                + " is");
    }

    @Test
    void saysThatTheDatabaseRefusesTheUser() {
        assertThat(explain(Map.of("reelsync.mysql.user", "nobody", "reelsync.mysql.password", "wrong")))
                .startsWith("the database (REELSYNC_MYSQL_URL) does not take us: ")
                .contains("nobody")
                .doesNotContain("wrong\"", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql.url", "mysql.user", "mysql.password", "rabbitmq.url", "redis.url", "jwt.keys"})
    void namesTheSecretThatALineBreakWasLeftAt(String key) {
        String name = "REELSYNC_" + key.toUpperCase(Locale.ROOT).replace('.', '_');

        assertThat(explain(Map.of("reelsync." + key, "redis://:hunter2@127.0.0.1\n")))
                .isEqualTo(name + " ends with a line break: take it away (echo writes one, printf %s doesn't)");
    }

    @Test
    void namesTheSecretThatBeginsOrEndsWithWhatIsNotSeen() {
        assertThat(explain(Map.of("reelsync.admin.password", " hunter2")))
                .isEqualTo("REELSYNC_ADMIN_PASSWORD begins with a space: take it away");
        assertThat(explain(Map.of("reelsync.admin.password", "\uFEFFhunter2")))
                .isEqualTo("REELSYNC_ADMIN_PASSWORD begins with a sign that isn't seen: take it away");
    }

    @Test
    void saysWhyRedisRefuses() throws Exception {
        assertThat(explain(Map.of("reelsync.redis.url", redis("", "99"))))
                .isEqualTo("Redis (REELSYNC_REDIS_URL) does not take us: ERR DB index is out of range");
        assertThat(explain(Map.of("reelsync.redis.url", redis("nobody:hunter2@", "0"))))
                .startsWith("Redis (REELSYNC_REDIS_URL) does not take us: WRONGPASS ")
                .doesNotContain("hunter2", "channel");
        URI server = URI.create(TestServers.redisUrl());
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write("ACL SETUSER noscript on >app ~* &* +@all -@scripting\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(5), US_ASCII))
                    .isEqualTo("+OK\r\n");
        }
        assertThat(explain(Map.of("reelsync.redis.url", redis("noscript:app@", "0"))))
                .startsWith("the user in REELSYNC_REDIS_URL may run no scripts");
    }

    private static String redis(String account, String database) {
        URI server = URI.create(TestServers.redisUrl());
        return "redis://" + account + server.getHost() + ":" + server.getPort() + "/" + database;
    }

    @Test
    void tellsNoSecretInWhatNobodyForesaw() {
        assertThat(StartFailures.explain(new IllegalStateException(
                        "bad address jdbc:mysql://u:hunter2@db/films?user=u&password=hunter2&x=y")))
                .isEqualTo("bad address jdbc:mysql://…@db/films?user=u&password=…&x=y");
        assertThat(StartFailures.explain(
                        catchThrowable(() -> new StandardEnvironment().resolveRequiredPlaceholders("hunter2${b}"))))
                .isEqualTo("a setting's value names ${b}, which isn't set: write \\${ for the signs themselves");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Public Key Retrieval is not allowed",
                "RSA public key is not available client side (option serverRsaPublicKeyFile not set)"
            })
    void saysWhichWordsTheDatabasesAddressLacks(String words) {
        assertThat(StartFailures.explain(new IllegalStateException(new SQLException(words))))
                .isEqualTo("the database (REELSYNC_MYSQL_URL) does not take us: " + words
                        + " (append sslMode=VERIFY_IDENTITY to REELSYNC_MYSQL_URL, or allowPublicKeyRetrieval=true"
                        + " where nobody else is on the network)");
    }

    @Test
    void saysThatTheDatabaseHoldsAnotherSchema() throws Exception {
        Database database = TestServers.database();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        }

        assertThat(explain(Map.of("reelsync.mysql.url", database.url())))
                .isEqualTo("the database holds another schema (table orders is unknown): give us an empty database or"
                        + " the video service's, in REELSYNC_MYSQL_URL");
    }

    @Test
    void saysWhichRightIsMissingToPrepareTheDatabase() {
        Database database = TestServers.database();
        JdbcClient administrator =
                JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
        String schema =
                administrator.sql("SELECT DATABASE()").query(String.class).single();
        administrator
                .sql("CREATE USER IF NOT EXISTS 'looker'@'%' IDENTIFIED BY 'looker'")
                .update();
        administrator.sql("GRANT SELECT ON " + schema + ".* TO 'looker'@'%'").update();

        assertThat(explain(Map.of(
                        "reelsync.mysql.url", database.url(),
                        "reelsync.mysql.user", "looker",
                        "reelsync.mysql.password", "looker")))
                .startsWith("the database does not let us prepare its schema: CREATE command denied to user 'looker'@")
                .contains("reelsync_schema_history")
                .endsWith(": grant our user that right");
    }

    @Test
    void saysWhatIsWrongWithASchemaThatAnotherVersionHasMade() {
        Database database = TestServers.database();
        Map<String, Object> there = Map.of("reelsync.mysql.url", database.url());
        try (Installation services = Installation.start(there)) {
            services.sql()
                    .sql("UPDATE reelsync_schema_history SET checksum = 1 WHERE version = '2'")
                    .update();
        }

        assertThat(explain(there))
                .startsWith("the database's schema is not one that this version knows: Migration checksum mismatch for"
                        + " migration version 2");
    }

    @Test
    void explainsFailuresThatNobodyForesaw() {
        assertThat(StartFailures.explain(new IllegalStateException("a", new ConnectException("Connection refused"))))
                .isEqualTo("a server can't be reached: Connection refused");
        assertThat(StartFailures.explain(new IllegalStateException("outer", new IllegalStateException("two\nlines"))))
                .isEqualTo("two lines");
        assertThat(StartFailures.explain(new NullPointerException())).isEqualTo("NullPointerException");
        assertThat(StartFailures.explain(new IllegalStateException("x".repeat(1000))))
                .hasSize(600);
    }

    /** The line that a start with these settings ends in. */
    private static String explain(Map<String, Object> changes) {
        Throwable failure = catchThrowable(() -> Installation.start(changes).close());
        assertThat(failure).as("the start").isNotNull();
        return StartFailures.explain(failure);
    }
}
