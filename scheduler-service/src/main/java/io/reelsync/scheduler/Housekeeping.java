package io.reelsync.scheduler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.catalog.CatalogSettings;
import io.reelsync.run.RunState;
import io.reelsync.telemetry.MetricNames;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what is old, by the database's clock: ended runs with all that belongs to them, changes of videos, refresh
 * tokens that have ended, answers in quarantine, raw pages beyond the archive's bounds, the audit log, and keys of
 * requests that nobody will send again. Each step takes a bounded number of rows along an index and is a transaction of its own, and
 * a turn has a bounded number of steps: what is left waits for the next one. A run goes last of what belongs to it, so
 * that a turn which was cut off is taken up again. Two at once do each other no harm.
 */
@Component
public class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    static final int ROWS_A_STEP = 1000;
    private static final int STEPS_A_TURN = 50;
    private static final int RUNS_A_TURN = 100;

    private static final String ENDED = Stream.of(RunState.values())
            .filter(state -> !state.active())
            .map(state -> "'" + state.name() + "'")
            .collect(Collectors.joining(", ", "state IN (", ")"));

    private final JdbcClient jdbc;
    private final HousekeepingSettings settings;
    private final CatalogSettings.Archive archive;
    private final Map<String, Counter> counters;

    Housekeeping(JdbcClient jdbc, HousekeepingSettings settings, CatalogSettings catalog, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.archive = catalog.archive();
        this.counters = Stream.of(
                        "sync_run_items",
                        "schedule_firings",
                        "sync_run_feeds",
                        "sync_runs",
                        "video_changes",
                        "user_tokens",
                        "quarantined_answers",
                        "raw_pages",
                        "audit_log",
                        "idempotency_keys",
                        "source_history")
                .collect(Collectors.toMap(table -> table, table -> Counter.builder(MetricNames.PRUNED)
                        .tag("table", table)
                        .description("Rows that were old enough to go")
                        .register(meters)));
    }

    @Scheduled(initialDelayString = "1m", fixedDelayString = "5m")
    @SchedulerLock(name = "housekeeping", lockAtMostFor = "5m")
    public void prune() {
        LockAssert.assertLocked();
        pruneOnce();
    }

    /** One turn. Answers how many rows went, by table. */
    Map<String, Integer> pruneOnce() {
        Map<String, Integer> pruned = new LinkedHashMap<>();
        pruneRuns(pruned);
        pruneOlderThan(settings.keepChanges(), pruned, "video_changes", "changed_at");
        pruneOlderThan(settings.keepQuarantined(), pruned, "quarantined_answers", "quarantined_at");
        pruneArchive(pruned);
        pruneOlderThan(settings.keepAudit(), pruned, "audit_log", "at");
        inSteps(
                pruned,
                "idempotency_keys",
                "created_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY ORDER BY created_at",
                Map.of());
        // Hours are added up from minutes of 26 hours at the most.
        pruneHistory(pruned, "MINUTE", Duration.ofHours(27));
        pruneHistory(pruned, "HOUR", Duration.ofDays(35));
        // The video service's own tokens have no family and are its own affair.
        inSteps(
                pruned,
                "user_tokens",
                "expires_at < UTC_TIMESTAMP(3) AND reelsync_family IS NOT NULL ORDER BY expires_at",
                Map.of());
        if (!pruned.isEmpty()) {
            log.info("removed old rows: {}; the rest will go in the next rounds", pruned);
        }
        return pruned;
    }

    private void pruneOlderThan(Duration age, Map<String, Integer> pruned, String table, String column) {
        inSteps(
                pruned,
                table,
                column + " < UTC_TIMESTAMP(3) - INTERVAL :seconds SECOND ORDER BY " + column,
                Map.of("seconds", age.toSeconds()));
    }

    private void pruneHistory(Map<String, Integer> pruned, String step, Duration age) {
        inSteps(
                pruned,
                "source_history",
                "step = :step AND begins_at < UTC_TIMESTAMP() - INTERVAL :seconds SECOND ORDER BY begins_at",
                Map.of("step", step, "seconds", age.toSeconds()));
    }

    /** By age, and then the oldest until the rest is small enough. */
    private void pruneArchive(Map<String, Integer> pruned) {
        inSteps(
                pruned,
                "raw_pages",
                "fetched_at < UTC_TIMESTAMP(3) - INTERVAL :seconds SECOND ORDER BY fetched_at",
                Map.of("seconds", archive.keepFor().toSeconds()));
        long tooMuch = jdbc.sql("SELECT COALESCE(SUM(size), 0) FROM raw_pages")
                        .query(Long.class)
                        .single()
                - archive.largest().toBytes();
        if (tooMuch <= 0) {
            return;
        }
        jdbc.sql("""
                        SELECT fetched_at FROM (
                            SELECT fetched_at, SUM(size) OVER (ORDER BY fetched_at, source_id, route) sizes FROM raw_pages
                        ) oldest WHERE sizes >= ? ORDER BY sizes LIMIT 1""")
                .param(tooMuch)
                .query(LocalDateTime.class)
                .optional()
                .ifPresent(until -> inSteps(
                        pruned, "raw_pages", "fetched_at <= :until ORDER BY fetched_at", Map.of("until", until)));
    }

    private void pruneRuns(Map<String, Integer> pruned) {
        List<Long> old = endedBefore(settings.keepRuns());
        if (old.isEmpty()) {
            return;
        }
        Map<String, Object> runs = Map.of("runs", old);
        boolean emptied =
                inSteps(pruned, "sync_run_items", "run_id IN (:runs) ORDER BY run_id, source, source_id", runs)
                        && inSteps(pruned, "schedule_firings", "run_id IN (:runs) ORDER BY run_id, firing_at", runs)
                        && inSteps(pruned, "sync_run_feeds", "run_id IN (:runs) ORDER BY run_id, source, feed", runs);
        if (emptied) {
            inSteps(pruned, "sync_runs", "id IN (:runs) AND " + ENDED + " ORDER BY id", runs);
        }
    }

    private List<Long> endedBefore(Duration age) {
        return jdbc.sql("SELECT id FROM sync_runs WHERE finished_at < UTC_TIMESTAMP(3) - INTERVAL :seconds SECOND AND "
                        + ENDED + " ORDER BY finished_at LIMIT :count")
                .param("seconds", age.toSeconds())
                .param("count", RUNS_A_TURN)
                .query(Long.class)
                .list();
    }

    /** Answers whether none of these are left. */
    private boolean inSteps(Map<String, Integer> pruned, String table, String which, Map<String, Object> parameters) {
        Counter counter = Objects.requireNonNull(counters.get(table), table);
        for (int step = 0; step < STEPS_A_TURN; step++) {
            int rows;
            try {
                rows = jdbc.sql("DELETE FROM " + table + " WHERE " + which + " LIMIT " + ROWS_A_STEP)
                        .params(parameters)
                        .update();
            } catch (PessimisticLockingFailureException inUse) {
                return false;
            }
            if (rows > 0) {
                counter.increment(rows);
                pruned.merge(table, rows, Integer::sum);
            }
            if (rows < ROWS_A_STEP) {
                return true;
            }
        }
        return false;
    }
}
