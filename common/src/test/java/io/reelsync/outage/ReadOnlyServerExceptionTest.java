package io.reelsync.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelsync.Installation;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ReadOnlyServerExceptionTest {
    private static final String WRITE = "UPDATE source_signals SET measured_at = UTC_TIMESTAMP(3)";

    @Test
    void databaseThatIsReadOnlyIsAwayWithItsOwnWordsUntilItTakesWrites() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase();
                Installation services = Installation.start(Installation.settings(plainUser(server)))) {
            ReportedOutages told = new ReportedOutages(services.bean(Servers.class), Server.MYSQL);
            JdbcClient administrator = administrator(server);
            services.sql().sql("SELECT 1").query(Integer.class).single();
            List<Long> connections = connections(administrator);

            administrator.sql("SET GLOBAL read_only = 1").update();
            told.awaitAwayFor("read-only");
            Future<Boolean> held = later(() -> {
                services.bean(DatabaseRetry.class)
                        .call(() -> services.sql().sql(WRITE).update());
                return true;
            });
            assertThat(services.sql().sql("SELECT 1").query(Integer.class).single())
                    .as("reading goes on")
                    .isEqualTo(1);
            assertThat(held).isNotDone();

            administrator.sql("SET GLOBAL read_only = 0").update();
            assertThat(held.get(30, TimeUnit.SECONDS)).isTrue();
            told.awaitThere();
            assertThat(told.lines()).hasSize(2);
            assertThat(told.lines().get(0))
                    .startsWith("The database takes no writes (")
                    .contains("read-only");
            assertThat(told.lines().get(1)).startsWith("The database takes writes again");
            assertThat(connections(administrator))
                    .as("connections, which might all lead to a server that is no longer the primary")
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(connections);
            assertThat(administrator
                            .sql("SELECT COUNT(*) FROM sync.instances WHERE service = 'health check'")
                            .query(Integer.class)
                            .single())
                    .as("rows that the health check leaves behind")
                    .isZero();
        }
    }

    /** A disk that is full, or a right that is missing for one table alone, is seen by those who write there. */
    @ParameterizedTest
    @ValueSource(ints = {3, 1021, 1114, 1142, 1290, 1792, 1836})
    void databaseThatRefusesSomebodysWriteIsAwayUntilItIsTaken(int number) throws Exception {
        Installation services = Installation.shared();
        ReportedOutages told = new ReportedOutages(services.bean(Servers.class), Server.MYSQL);
        AtomicBoolean refusing = new AtomicBoolean(true);
        long newest = services.sql()
                .sql("SELECT MAX(id) FROM information_schema.processlist")
                .query(Long.class)
                .single();

        Future<String> held = later(() -> services.bean(DatabaseRetry.class).call(() -> {
            if (refusing.get()) {
                throw new IllegalStateException(new SQLException("(conn=7) no room for it", "HY000", number));
            }
            return "stored";
        }));
        told.awaitAwayFor("no room for it");
        refusing.set(false);

        assertThat(held.get(30, TimeUnit.SECONDS)).isEqualTo("stored");
        assertThat(services.bean(Servers.class).answers(Server.MYSQL)).isTrue();
        assertThat(told.lines()).hasSize(2).allSatisfy(line -> assertThat(line).doesNotContain("conn="));
        assertThat(services.sql()
                        .sql("SELECT CONNECTION_ID()")
                        .query(Long.class)
                        .single())
                .as("a connection that was made after the refusal, since that may be the older ones' alone")
                .isGreaterThan(newest);
    }

    @ParameterizedTest
    @CsvSource({"1142, grant our user that right", "1665, set binlog_format to ROW or MIXED"})
    void saysWhatToDoWhereTheDatabaseDoesNot(int number, String cure) {
        assertThat(Outage.refusal(new SQLException("(conn=7) so it is", "42000", number)))
                .contains("so it is: " + cure);
    }

    @Test
    void refusalIsNotTakenForOneOfWhatWasToBeWritten() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase();
                Installation services = Installation.start(Installation.settings(plainUser(server)))) {
            administrator(server).sql("SET GLOBAL read_only = 1").update();

            assertThat(catchThrowable(() -> services.sql().sql(WRITE).update()))
                    .isNotInstanceOf(NonTransientDataAccessException.class)
                    .satisfies(failure -> assertThat(Outage.ofDatabase(failure)).isTrue());
        }
    }

    private static <T> Future<T> later(Callable<T> work) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<T> answer = thread.submit(work);
        thread.shutdown();
        return answer;
    }

    private static List<Long> connections(JdbcClient administrator) {
        return administrator
                .sql("SELECT id FROM information_schema.processlist WHERE user = 'plain'")
                .query(Long.class)
                .list();
    }

    /** The servers' own user may write while others may not. */
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
}
