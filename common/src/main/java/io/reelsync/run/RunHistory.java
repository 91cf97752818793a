package io.reelsync.run;

import io.reelsync.database.DatabaseTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When the titles of a run were settled, and how: read from its items. All times are the database's own. */
@Component
public class RunHistory {
    private static final int MOST_POINTS = 120;
    /** Steps that people count in. */
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    RunHistory(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * A step in which titles were settled.
     *
     * @param at when it begins
     * @param settled titles by how they stand since then
     */
    public record Point(Instant at, Map<ItemState, Long> settled) {}

    /**
     * A run over time.
     *
     * @param from when the first step begins; the run began within it
     * @param until when the last one ends: after the run's end, or after now
     * @param points in their order, without those in which nothing was settled
     */
    public record History(Duration step, Instant from, Instant until, List<Point> points) {}

    /** A run from its beginning to its end, or to now: {@value #MOST_POINTS} steps of a round length, or days. */
    public History read(SyncRun run) {
        Instant begin = run.startedAt() == null ? run.requestedAt() : run.startedAt();
        Instant end = run.finishedAt() == null ? DatabaseTime.instant(time.now()) : run.finishedAt();
        Duration step = step(Duration.between(begin, end));
        long seconds = step.toSeconds();
        Instant from = Instant.ofEpochSecond(Math.floorDiv(begin.getEpochSecond(), seconds) * seconds);
        Instant until = from.plusSeconds((1 + ChronoUnit.SECONDS.between(from, end) / seconds) * seconds);
        Map<Long, Map<ItemState, Long>> settled = new TreeMap<>();
        jdbc.sql("""
                        SELECT FLOOR(TIMESTAMPDIFF(SECOND, :zero, updated_at) / :seconds) step_of, state, COUNT(*) settled
                        FROM sync_run_items
                        WHERE run_id = :run AND state NOT IN ('FRESH', 'OUTSTANDING') AND updated_at >= :zero
                        GROUP BY step_of, state""")
                .param("zero", DatabaseTime.column(from))
                .param("seconds", seconds)
                .param("run", run.id())
                .query(row -> {
                    settled.computeIfAbsent(row.getLong("step_of"), n -> new EnumMap<>(ItemState.class))
                            .put(ItemState.valueOf(row.getString("state")), row.getLong("settled"));
                });
        List<Point> points = settled.entrySet().stream()
                .map(each -> new Point(from.plusSeconds(each.getKey() * seconds), each.getValue()))
                .toList();
        return new History(step, from, until, points);
    }

    static Duration step(Duration length) {
        return STEPS.stream()
                .filter(step -> length.compareTo(step.multipliedBy(MOST_POINTS)) <= 0)
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
    }
}
