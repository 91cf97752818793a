package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.scheduler.ScheduleTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.javacrumbs.shedlock.core.LockAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import tools.jackson.databind.JsonNode;

/** Each firing of a schedule makes one run, whatever number of schedulers there is. */
class SchedulesTest {
    private static final List<String> FEEDS = List.of("movies", "tv", "anime", "documentaries", "shows");
    private static final String YEARLY = "0 0 0 1 1 *";
    /** In one statement: the next firing may come between two. */
    private static final String DOUBLED = "SELECT COUNT(*) - COUNT(DISTINCT schedule, firing_at) FROM sync_runs";

    private static final String MISS_FIRINGS = """
            UPDATE schedules SET enabled = TRUE, last_firing_at = UTC_TIMESTAMP() - INTERVAL 3 YEAR
            WHERE name LIKE 'yearly-%'""";

    @Test
    void makesOneRunOfTheSameCronSecondAtTwoSchedulers() throws Exception {
        try (Cluster cluster = new Cluster()) {
            cluster.with("reelsync.scheduler.scheduled", "true")
                    .with("reelsync.scheduler.cron", "* * * * * *")
                    .with("reelsync.douban.list-size", "2");
            cluster.worker();
            cluster.scheduler();
            cluster.scheduler();
            JdbcClient sql = cluster.sql();

            Awaitility.await()
                    .until(() -> number(sql, "SELECT COUNT(*) FROM sync_runs WHERE state = 'COMPLETED'") >= 3);

            assertThat(number(sql, DOUBLED)).isZero();
            assertThat(number(sql, "SELECT COUNT(*) FROM sync_runs WHERE trigger_kind <> 'SCHEDULED'"))
                    .isZero();
            assertThat(number(sql, "SELECT COUNT(*) FROM sync_runs WHERE MICROSECOND(firing_at) <> 0"))
                    .isZero();
        }
    }

    @Test
    void followsAScheduleThatIsChangedAtAGatewayWhileTwoSchedulersRun() throws Exception {
        try (Cluster cluster = new Cluster()) {
            cluster.with("reelsync.scheduler.scheduled", "true")
                    .with("reelsync.scheduler.cron", YEARLY)
                    .with("reelsync.douban.list-size", "2");
            cluster.worker();
            cluster.scheduler();
            cluster.scheduler();
            Api administrator = cluster.administrator();
            JdbcClient sql = cluster.sql();
            String ended = "SELECT COUNT(*) FROM sync_runs WHERE schedule = 'douban-movies' AND state = 'COMPLETED'";

            put(administrator, "* * * * * *", true);
            Awaitility.await().until(() -> number(sql, ended) >= 2);

            put(administrator, "* * * * * *", false);
            Awaitility.await()
                    .until(() -> number(sql, "SELECT COUNT(*) FROM sync_runs WHERE active_key IS NOT NULL") == 0);
            long runs = number(sql, "SELECT COUNT(*) FROM sync_runs");
            Awaitility.await()
                    .during(Duration.ofSeconds(3))
                    .until(() -> number(sql, "SELECT COUNT(*) FROM sync_runs") == runs);
            assertThat(number(sql, DOUBLED)).isZero();
        }
    }

    private static void put(Api administrator, String cron, boolean enabled) {
        JsonNode schedule = administrator.put(
                "/api/schedules/douban-movies",
                Map.of("cron", cron, "zone", "Asia/Shanghai", "enabled", enabled, "feeds", List.of("movies")));
        assertThat(schedule.get("next_firings")).hasSize(enabled ? 3 : 0);
    }

    @Test
    void makesUpMissedFiringsOnceEvenWithoutTheLock() throws Exception {
        try (Cluster cluster = new Cluster()) {
            cluster.with("reelsync.scheduler.scheduled", "true").with("reelsync.scheduler.cron", YEARLY);
            ScheduleTrigger one = withoutLock(cluster.scheduler());
            ScheduleTrigger other = withoutLock(cluster.scheduler());
            JdbcClient sql = cluster.sql();
            int schedules = addYearlySchedules(sql);
            sql.sql(MISS_FIRINGS).update();

            atOnce(one, other);

            assertThat(number(sql, "SELECT COUNT(*) FROM sync_runs")).isEqualTo(schedules);
            assertThat(number(sql, "SELECT COUNT(DISTINCT schedule) FROM sync_runs"))
                    .isEqualTo(schedules);
            assertThat(number(
                            sql,
                            "SELECT COUNT(*) FROM sync_runs"
                                    + " WHERE firing_at <> MAKEDATE(YEAR(UTC_TIMESTAMP()), 1)"))
                    .as("firings older than the latest that was missed")
                    .isZero();

            // One that slept since before these firings, and wakes when their runs are over.
            sql.sql("UPDATE sync_runs SET state = 'COMPLETED', active_key = NULL, finished_at = UTC_TIMESTAMP()")
                    .update();
            sql.sql(MISS_FIRINGS).update();
            atOnce(other);

            assertThat(number(sql, "SELECT COUNT(*) FROM sync_runs")).isEqualTo(schedules);
        }
    }

    /** One schedule for every set of feeds, so that each may have a run of its own. */
    private static int addYearlySchedules(JdbcClient sql) {
        int sets = 1 << FEEDS.size();
        for (int set = 1; set < sets; set++) {
            int chosen = set;
            String feeds = String.join(
                    "\",\"",
                    Stream.of(0, 1, 2, 3, 4)
                            .filter(bit -> (chosen & 1 << bit) != 0)
                            .map(FEEDS::get)
                            .toList());
            sql.sql("""
                            INSERT INTO schedules
                                (name, source, feeds_json, cron, zone, enabled, last_firing_at, updated_at)
                            VALUES (?, 'douban', ?, ?, 'UTC', FALSE, UTC_TIMESTAMP(), UTC_TIMESTAMP())""").params("yearly-" + set, "[\"" + feeds + "\"]", YEARLY).update();
        }
        return sets - 1;
    }

    /** The lock saves work; that there is one run must not rest on it. */
    private static ScheduleTrigger withoutLock(ConfigurableApplicationContext scheduler) {
        ScheduleTrigger locked = scheduler.getBean(ScheduleTrigger.class);
        assertThat(AopUtils.isAopProxy(locked)).isTrue();
        return AopTestUtils.getTargetObject(locked);
    }

    private static void atOnce(ScheduleTrigger... schedulers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(schedulers.length);
        try {
            CyclicBarrier together = new CyclicBarrier(schedulers.length);
            List<Future<?>> all = new ArrayList<>();
            for (ScheduleTrigger scheduler : schedulers) {
                all.add(threads.submit(() -> {
                    LockAssert.TestHelper.makeAllAssertsPass(true);
                    together.await();
                    scheduler.fireOwed();
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long number(JdbcClient sql, String query) {
        return sql.sql(query).query(Long.class).single();
    }
}
