package io.reelsync.catalog;

import io.reelsync.run.RunItems;
import io.reelsync.run.SyncRuns.Locked;
import io.reelsync.source.SubjectId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The subjects that a run still owes: let go while it is paused or once it is cancelled, owed anew when it goes on. They
 * are locked in the order of their keys, as by all who write them.
 */
@Component
class RunSubjects {
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final RunItems items;
    private final RefreshPolicy refresh;

    RunSubjects(JdbcClient jdbc, JdbcTemplate batches, RunItems items, RefreshPolicy refresh) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.items = items;
        this.refresh = refresh;
    }

    /** @param dueAfter null where nothing is owed until a list or a person names the subject again */
    private record Freed(SubjectId subject, @Nullable Duration dueAfter) {}

    /**
     * Takes a run's subjects back, save those that another run at work owes too: a task in hand has lost its lease and
     * is dropped. What was never detailed is due no more; the rest is due at its next ordinary look.
     *
     * @param forGood whether they lose the place among what is due that the run has given them
     */
    void letGo(Locked run, boolean forGood) {
        for (Chunk chunk : chunks(items.outstanding(run.id()))) {
            lock(chunk);
            // Looked at again after the locks: who settled or listed one has committed, who is about to waits for us.
            batches.batchUpdate("""
                    UPDATE subjects SET state = 'WAITING', lease = NULL, lease_until = NULL,
                        due_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND,
                        priority = IF(?, IF(detailed_at IS NULL, ?, ?), priority)
                    WHERE source = ? AND source_id = ?""", owedByThisRunAlone(run, chunk), AT_ONCE, (row, freed) -> {
                row.setObject(
                        1, freed.dueAfter() == null ? null : freed.dueAfter().toNanos() / 1000);
                row.setBoolean(2, forGood);
                row.setInt(3, Subjects.NEVER_DETAILED);
                row.setInt(4, Subjects.REFRESH);
                row.setString(5, freed.subject().source());
                row.setString(6, freed.subject().id());
            });
        }
    }

    /** Makes a run's subjects due at once, in the place that they had; those in hand for another run are left to it. */
    void oweAnew(Locked run) {
        for (Chunk chunk : chunks(items.outstanding(run.id()))) {
            lock(chunk);
            batches.batchUpdate("""
                    UPDATE subjects SET due_at = UTC_TIMESTAMP(3), run_id = ?
                    WHERE source = ? AND source_id = ? AND state = 'WAITING'
                        AND EXISTS (SELECT 1 FROM sync_run_items i
                            WHERE i.run_id = ? AND i.source = ? AND i.source_id = ? AND i.state = 'OUTSTANDING')""", chunk.ids(), AT_ONCE, (row, id) -> {
                row.setLong(1, run.id());
                row.setString(2, chunk.source());
                row.setString(3, id);
                row.setLong(4, run.id());
                row.setString(5, chunk.source());
                row.setString(6, id);
            });
        }
    }

    /** A few subjects of one source. */
    private record Chunk(String source, List<String> ids) {}

    private static List<Chunk> chunks(List<SubjectId> subjects) {
        Map<String, List<String>> bySource = subjects.stream()
                .collect(Collectors.groupingBy(
                        SubjectId::source, TreeMap::new, Collectors.mapping(SubjectId::id, Collectors.toList())));
        return bySource.entrySet().stream()
                .flatMap(one -> chunks(one.getKey(), one.getValue()))
                .toList();
    }

    private static Stream<Chunk> chunks(String source, List<String> ids) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + AT_ONCE)
                .mapToObj(from -> new Chunk(source, ids.subList(from, Math.min(ids.size(), from + AT_ONCE))));
    }

    private void lock(Chunk chunk) {
        jdbc.sql("""
                        SELECT source_id FROM subjects FORCE INDEX (PRIMARY)
                        WHERE source = :source AND source_id IN (:ids) ORDER BY source_id FOR UPDATE""")
                .param("source", chunk.source())
                .param("ids", chunk.ids())
                .query(String.class)
                .list();
    }

    private List<Freed> owedByThisRunAlone(Locked run, Chunk chunk) {
        return jdbc.sql("""
                        SELECT s.source_id, TIMESTAMPDIFF(SECOND, s.detailed_at, UTC_TIMESTAMP(3)) age,
                            v.release_date, v.year
                        FROM sync_run_items own
                        JOIN subjects s ON s.source = own.source AND s.source_id = own.source_id
                        LEFT JOIN statements t ON t.source = s.source AND t.source_id = s.source_id
                        LEFT JOIN videos v ON v.id = t.video_id
                        WHERE own.run_id = :run AND own.source = :source AND own.source_id IN (:ids)
                            AND own.state = 'OUTSTANDING'
                            AND NOT EXISTS (SELECT 1 FROM sync_run_items i JOIN sync_runs r ON r.id = i.run_id
                                WHERE i.source = s.source AND i.source_id = s.source_id AND i.state = 'OUTSTANDING'
                                    AND r.state IN ('REQUESTED', 'RUNNING') AND r.id <> :run)""")
                .param("source", chunk.source())
                .param("ids", chunk.ids())
                .param("run", run.id())
                .query((row, n) -> new Freed(
                        new SubjectId(chunk.source(), row.getString("source_id")),
                        nextLookAfter(
                                row.getObject("age", Long.class),
                                row.getObject("release_date", LocalDate.class),
                                row.getObject("year", Integer.class))))
                .list();
    }

    /** Counted from when the details were stored; from now where that look is overdue. */
    private @Nullable Duration nextLookAfter(
            @Nullable Long ageSeconds, @Nullable LocalDate release, @Nullable Integer year) {
        if (ageSeconds == null) {
            return null;
        }
        Duration interval = refresh.nextLookAfter(release, year);
        Duration left = interval.minusSeconds(ageSeconds);
        return left.compareTo(Duration.ZERO) > 0 ? left : interval;
    }
}
