package io.reelsync.scheduler.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.history.AnswerTimes;
import io.reelsync.history.SourceHistory;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Trip;
import io.reelsync.scheduler.SchedulerUnderTest;
import io.reelsync.telemetry.MetricNames;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.AopTestUtils;

class GaugesTest {
    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static SchedulerUnderTest scheduler;

    @BeforeAll
    static void start() {
        scheduler = new SchedulerUnderTest(Map.of("reelsync.douban.rate", "10/1s"));
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void clear() {
        for (String table : new String[] {"schedules", "feed_readings", "kept_lists", "subjects", "source_history"}) {
            scheduler.sql().sql("DELETE FROM " + table).update();
        }
    }

    @Test
    void showTheAgeOfAListSinceItWasLastReadToItsEnd() {
        schedule("a", "movies", "3 DAY");
        reading("movies", "1 DAY");

        await().untilAsserted(() -> assertThat(age("movies")).isCloseTo(DAY, within(60.0)));
    }

    @Test
    void showTheAgeOfAListThatWasNeverReadSinceItsScheduleWasSet() {
        schedule("a", "movies", "3 DAY");
        schedule("b", "movies", "2 DAY");

        await().untilAsserted(() -> assertThat(age("movies")).isCloseTo(3 * DAY, within(60.0)));
    }

    @Test
    void showNoAgeOfAListThatNoEnabledScheduleNames() {
        schedule("a", "movies", "3 DAY");
        schedule("b", "tv", "3 DAY");
        reading("tv", "1 DAY");
        reading("shows", "1 DAY");
        scheduler
                .sql()
                .sql("UPDATE schedules SET enabled = FALSE WHERE name = 'b'")
                .update();

        await().untilAsserted(() -> assertThat(age("tv")).isNaN());
        await().untilAsserted(() -> assertThat(age("shows")).isNaN());
        await().untilAsserted(() -> assertThat(age("movies")).isCloseTo(3 * DAY, within(60.0)));
    }

    @Test
    void showTheAgeOfAListThatSomebodyKeepsForAsLongAsItIsKept() {
        scheduler.sql().sql("""
                        INSERT INTO kept_lists (source, name, link, size, added_by, added_at)
                        VALUES ('douban', 'mine', 'https://www.douban.com/doulist/7/', 250, 'me', UTC_TIMESTAMP(3))""").update();
        schedule("a", "mine", "3 DAY");
        reading("mine", "1 DAY");

        await().untilAsserted(() -> assertThat(age("mine")).isCloseTo(DAY, within(60.0)));
        scheduler.sql().sql("DELETE FROM kept_lists").update();
        scheduler.bean(FeedGauges.class).read();
        assertThat(scheduler
                        .bean(MeterRegistry.class)
                        .find(MetricNames.FEED_AGE)
                        .tag("feed", "mine")
                        .gauges())
                .isEmpty();
    }

    @Test
    void countTheSubjectsThatWereGivenUp() {
        for (String state : new String[] {"DEAD", "DEAD", "WAITING", "GONE"}) {
            scheduler.sql().sql("""
                            INSERT INTO subjects (source, source_id, state, priority, first_seen_at)
                            SELECT 'douban', COUNT(*) + 1, ?, 3, UTC_TIMESTAMP(3) FROM subjects""").param(state).update();
        }

        await().untilAsserted(() -> {
            scheduler.bean(SourceGauges.class).read();
            assertThat(gauge(MetricNames.DEAD_SUBJECTS)).isEqualTo(2);
        });
    }

    @Test
    void showHowManyWorkersTheLimitCanUse() {
        scheduler
                .bean(SourceHistory.class)
                .add(
                        "douban",
                        new SourceHistory.Counts(new AnswerTimes(10, 200_000, AnswerTimes.NONE.within()), Map.of()));

        await().untilAsserted(() -> {
            scheduler.bean(UsefulWorkersGauge.class).read();
            // Two hundred on the wire and one that waits, twenty-four to a worker.
            assertThat(gauge(MetricNames.USEFUL_WORKERS)).isEqualTo(9);
        });
    }

    @Test
    void areKeptInTheHistoryOnceAMinute() {
        scheduler.bean(SourceGauges.class).read();
        scheduler
                .bean(CircuitBreaker.class)
                .trip(Key.source("douban"), new Trip("THROTTLED", "429", Duration.ofMinutes(5)));
        try {
            HistoryKeeper keeper = AopTestUtils.getTargetObject(scheduler.bean(HistoryKeeper.class));
            keeper.keepOnce();
            keeper.keepOnce();
        } finally {
            scheduler.sql().sql("DELETE FROM circuit_breakers").update();
        }

        // Two, where a minute has ended meanwhile.
        for (String step : new String[] {"MINUTE", "HOUR"}) {
            assertThat(scheduler
                            .sql()
                            .sql("SELECT permits, paused, freshness, queue_depth FROM source_history WHERE step = ?"
                                    + " AND source = 'douban'")
                            .param(step)
                            .query()
                            .listOfRows())
                    .as(step)
                    .hasSizeBetween(1, 2)
                    .first()
                    .satisfies(row -> {
                        assertThat(row.get("permits")).isEqualTo(step.equals("HOUR") ? 36_000.0 : 600.0);
                        assertThat(row.get("paused")).isEqualTo(1.0);
                        assertThat(row.get("freshness")).isNotNull();
                        assertThat(row.get("queue_depth")).isEqualTo(0.0);
                    });
        }
    }

    private static double age(String feed) {
        scheduler.bean(FeedGauges.class).read();
        return scheduler
                .bean(MeterRegistry.class)
                .get(MetricNames.FEED_AGE)
                .tags("source", "douban", "feed", feed)
                .gauge()
                .value();
    }

    private static double gauge(String name) {
        return scheduler
                .bean(MeterRegistry.class)
                .get(name)
                .tag("source", "douban")
                .gauge()
                .value();
    }

    private static void schedule(String name, String feed, String setBefore) {
        scheduler.addSchedule(name, feed, "0 0 0 1 1 *", "UTC", "UTC_TIMESTAMP(3)");
        scheduler
                .sql()
                .sql("UPDATE schedules SET updated_at = UTC_TIMESTAMP(3) - INTERVAL " + setBefore + " WHERE name = ?")
                .param(name)
                .update();
    }

    private static void reading(String feed, String before) {
        scheduler
                .sql()
                .sql("INSERT INTO feed_readings VALUES ('douban', ?, UTC_TIMESTAMP(3) - INTERVAL " + before + ")")
                .param(feed)
                .update();
    }
}
