package io.reelsync.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelsync.Installation;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        + " for example 1/6s (one request every six seconds)",
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
    void saysThatTheDatabaseRefusesTheUser() {
        assertThat(explain(Map.of("reelsync.mysql.user", "nobody", "reelsync.mysql.password", "wrong")))
                .startsWith("the database (REELSYNC_MYSQL_URL) does not take us: ")
                .contains("nobody")
                .doesNotContain("wrong\"", "\n");
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
