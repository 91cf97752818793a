package io.reelsync.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelsync.Installation;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LostConnectionsTest {

    @Test
    void theDatabaseEndsThemAfterTwoMinutesOfSilence() {
        assertThat(Installation.shared()
                        .sql()
                        .sql("SELECT @@session.wait_timeout")
                        .query(Integer.class)
                        .single())
                .isEqualTo(120);
    }

    @Test
    void eachSessionSpeaksUtcWhateverStatementAnotherBeginsWith() {
        try (Installation services = Installation.start(
                Map.of("spring.datasource.hikari.connection-init-sql", "SET SESSION wait_timeout = 60"))) {
            assertThat(zone(services.sql())).isEqualTo("60 +00:00");
            assertThat(zone(JdbcClient.create(UnpooledDatabase.of(
                            services.bean(JdbcConnectionDetails.class), Duration.ofSeconds(10), Duration.ZERO))))
                    .endsWith(" +00:00");
        }
    }

    private static String zone(JdbcClient sql) {
        return sql.sql("SELECT CONCAT(@@session.wait_timeout, ' ', @@session.time_zone)")
                .query(String.class)
                .single();
    }

    @Test
    void givesUpAStatementThatIsNeverAnswered() {
        try (Installation services =
                Installation.start(Map.of("spring.datasource.hikari.data-source-properties.socketTimeout", 1000))) {
            Throwable failure = catchThrowable(() ->
                    services.sql().sql("SELECT SLEEP(600)").query(Integer.class).single());

            assertThat(failure).isNotNull();
            assertThat(Outage.ofDatabase(failure)).as("told as an outage").isTrue();
            assertThat(services.sql().sql("SELECT 1").query(Integer.class).single())
                    .isEqualTo(1);
        }
    }

    @Test
    void tellsNothingOfFailuresThatComeLate() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase();
                Installation services = Installation.start(settings(server))) {
            Servers servers = services.bean(Servers.class);
            ScheduledTaskErrorHandler ticks = services.bean(ScheduledTaskErrorHandler.class);
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            ((Logger) LoggerFactory.getLogger(ScheduledTaskErrorHandler.class)).addAppender(log);

            ticks.handleError(new DataAccessResourceFailureException("before any outage"));
            assertThat(log.list).hasSize(1);

            server.kill();
            await(() -> !servers.answers(Server.MYSQL));
            server.start();
            await(() -> servers.answers(Server.MYSQL));
            ticks.handleError(new DataAccessResourceFailureException("begun before the outage"));
            assertThat(log.list).hasSize(1);
            ticks.handleError(new IllegalStateException("something else"));
            assertThat(log.list).hasSize(2);
        }
    }

    @Test
    void nothingIsTriedAtAStopWhileTheDatabaseIsAway() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase();
                Installation services = Installation.start(settings(server))) {
            Servers servers = services.bean(Servers.class);
            DatabaseRetry retry = services.bean(DatabaseRetry.class);
            AtomicInteger tries = new AtomicInteger();

            servers.stopWaiting();
            assertThat(retry.call(tries::incrementAndGet))
                    .as("while it is there")
                    .isEqualTo(1);
            server.kill();
            await(() -> !servers.answers(Server.MYSQL));

            assertThatThrownBy(() -> retry.call(tries::incrementAndGet)).isInstanceOf(InterruptedException.class);
            assertThat(tries).hasValue(1);
        }
    }

    private static Map<String, Object> settings(DatabaseServer server) {
        JdbcClient.create(new DriverManagerDataSource(server.url(""), server.user(), server.password()))
                .sql("CREATE DATABASE sync CHARACTER SET utf8mb4")
                .update();
        return Installation.settings(new Database(server.url("sync"), server.user(), server.password()));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}
