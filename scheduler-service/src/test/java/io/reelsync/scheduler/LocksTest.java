package io.reelsync.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LocksTest {
    /** From this second on the clocks of the zone are an hour ahead of UTC; before it they show UTC. */
    private static final long CHANGE = 1_800_000_000;

    @Test
    void takesALockAtATimeThatASessionsZoneLeavesOut() {
        String halfAnHourLater = "timestamp = " + (CHANGE + 1800);
        try (Zone zone = new Zone();
                SchedulerUnderTest scheduler = new SchedulerUnderTest(Map.of(
                        "spring.datasource.hikari.connection-init-sql",
                        "SET SESSION time_zone = '" + zone.name + "', " + halfAnHourLater))) {
            assertThat(scheduler
                            .sql()
                            .sql("SELECT @@time_zone")
                            .query(String.class)
                            .single())
                    .isEqualTo(zone.name);

            assertThat(lock(scheduler)).isPresent();
        }
    }

    @Test
    void tellsOnceForAllThatTheDatabaseRefusesThem() {
        try (SchedulerUnderTest scheduler = new SchedulerUnderTest(Map.of())) {
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            ((Logger) LoggerFactory.getLogger(Locks.class)).addAppender(log);
            ((Logger) LoggerFactory.getLogger("net.javacrumbs.shedlock")).addAppender(log);
            scheduler.sql().sql("DROP TABLE shedlock").update();

            for (int i = 0; i < 10; i++) {
                assertThat(lock(scheduler)).isEmpty();
            }

            assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                    .startsWith("The database refuses the locks of scheduled methods"));
        }
    }

    private static Optional<SimpleLock> lock(SchedulerUnderTest scheduler) {
        return scheduler
                .bean(LockProvider.class)
                .lock(new LockConfiguration(Instant.now(), "of-the-test", Duration.ofSeconds(10), Duration.ZERO));
    }

    /** A zone that the server knows for as long as it is open. */
    private static final class Zone implements AutoCloseable {
        private final JdbcClient sql;
        private final long id;
        final String name;

        Zone() {
            Database database = TestServers.database();
            sql = JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
            sql.sql("INSERT INTO mysql.time_zone (Use_leap_seconds) VALUES ('N')")
                    .update();
            id = sql.sql("SELECT MAX(Time_zone_id) FROM mysql.time_zone")
                    .query(Long.class)
                    .single();
            name = "Reelsync/Test" + id;
            sql.sql("INSERT INTO mysql.time_zone_name VALUES (?, ?)")
                    .params(name, id)
                    .update();
            sql.sql(
                            "INSERT INTO mysql.time_zone_transition_type VALUES (?, 0, 0, 0, 'BEFORE'), (?, 1, 3600, 1, 'AFTER')")
                    .params(id, id)
                    .update();
            sql.sql("INSERT INTO mysql.time_zone_transition VALUES (?, 0, 0), (?, ?, 1)")
                    .params(id, id, CHANGE)
                    .update();
        }

        @Override
        public void close() {
            for (String table : new String[] {"", "_name", "_transition", "_transition_type"}) {
                sql.sql("DELETE FROM mysql.time_zone" + table + " WHERE Time_zone_id = ?")
                        .param(id)
                        .update();
            }
        }
    }
}
