package io.reelsync.run;

import io.reelsync.database.DatabaseTime;
import io.reelsync.source.SubjectId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The items of runs. What happens to a subject happens to its outstanding item in every run that owes it. */
@Component
public class RunItems {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    RunItems(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * How a subject stands after a task.
     *
     * @param state an outcome, or {@code OUTSTANDING} where it will be tried again
     */
    public record Standing(
            SubjectId subject,
            ItemState state,
            int attempts,
            @Nullable String reason,
            @Nullable String detail) {}

    /** A subject's part in a run at the time of listing: {@code OUTSTANDING} or {@code FRESH}. */
    public record Listed(SubjectId subject, ItemState state) {}

    /** Adds items to a run; those that it has already stay as they are. */
    public void add(long runId, Collection<Listed> items) {
        batches.batchUpdate("""
                INSERT IGNORE INTO sync_run_items (run_id, source, source_id, state, updated_at)
                VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))""", items, 500, (row, item) -> {
            row.setLong(1, runId);
            row.setString(2, item.subject().source());
            row.setString(3, item.subject().id());
            row.setString(4, item.state().name());
        });
    }

    private record Alike(
            String source,
            ItemState state,
            int attempts,
            @Nullable String reason,
            @Nullable String detail) {}

    /** Writes how subjects stand into their outstanding items: one statement for all that stand alike. */
    public void settle(Collection<Standing> standings) {
        standings.stream()
                .collect(Collectors.groupingBy(
                        one -> new Alike(
                                one.subject().source(), one.state(), one.attempts(), one.reason(), one.detail()),
                        LinkedHashMap::new,
                        Collectors.mapping(one -> one.subject().id(), Collectors.toList())))
                .forEach((alike, ids) -> jdbc.sql("""
                                UPDATE sync_run_items SET state = :state, attempts = :attempts, reason = :reason,
                                    detail = :detail, updated_at = UTC_TIMESTAMP(3)
                                WHERE source = :source AND source_id IN (:ids) AND state = 'OUTSTANDING'""")
                        .param("state", alike.state().name())
                        .param("attempts", alike.attempts())
                        .param("reason", alike.reason())
                        .param("detail", alike.detail())
                        .param("source", alike.source())
                        .param("ids", ids)
                        .update());
    }

    /** Whether a task of what a run owes at a source is handed out. */
    public boolean isInHand(long runId, String source) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM sync_run_items i
                            JOIN subjects s ON s.source = i.source AND s.source_id = i.source_id
                            WHERE i.run_id = ? AND i.source = ? AND i.state = 'OUTSTANDING' AND s.state = 'LEASED'
                                AND s.lease_until > UTC_TIMESTAMP(3))""").params(runId, source).query(Boolean.class).single();
    }

    /** When the first of what a run owes at a source is due, which may be past; empty where it owes nothing there. */
    public Optional<Instant> firstDue(long runId, String source) {
        return jdbc.sql("""
                        SELECT MIN(s.due_at) FROM sync_run_items i
                        JOIN subjects s ON s.source = i.source AND s.source_id = i.source_id
                        WHERE i.run_id = ? AND i.source = ? AND i.state = 'OUTSTANDING'""")
                .params(runId, source)
                .query(LocalDateTime.class)
                .optional()
                .map(DatabaseTime::instant);
    }

    /** The subjects that a run still owes, in the order of their keys. */
    public List<SubjectId> outstanding(long runId) {
        return outstanding(runId, Integer.MAX_VALUE);
    }

    /** The first few of them. */
    public List<SubjectId> outstanding(long runId, int count) {
        return jdbc.sql("""
                        SELECT source, source_id FROM sync_run_items WHERE run_id = ? AND state = 'OUTSTANDING'
                        ORDER BY source, source_id LIMIT ?""")
                .params(runId, count)
                .query((row, n) -> new SubjectId(row.getString("source"), row.getString("source_id")))
                .list();
    }

    /** Gives up the items that a run still owes. */
    public void cancel(long runId) {
        jdbc.sql("""
                        UPDATE sync_run_items
                        SET state = 'CANCELLED', reason = NULL, detail = NULL, updated_at = UTC_TIMESTAMP(3)
                        WHERE run_id = ? AND state = 'OUTSTANDING'""").param(runId).update();
    }

    /** A run's items by source and id, shorter ids first, as numbers go. Without a state: all that were planned. */
    public List<RunItem> page(long runId, @Nullable ItemState state, int page, int size) {
        return jdbc.sql("""
                        SELECT i.source, i.source_id, v.id video_id, COALESCE(v.title_full, v.title, s.title) title, i.state,
                            i.attempts, i.reason, i.detail
                        FROM sync_run_items i
                        LEFT JOIN statements t ON t.source = i.source AND t.source_id = i.source_id
                        LEFT JOIN videos v ON v.id = t.video_id
                        LEFT JOIN subjects s ON s.source = i.source AND s.source_id = i.source_id
                        WHERE i.run_id = :run""" + condition(state)
                        + " ORDER BY i.source, LENGTH(i.source_id), i.source_id LIMIT :size OFFSET :offset")
                .param("run", runId)
                .param("state", state == null ? ItemState.FRESH.name() : state.name())
                .param("size", size)
                .param("offset", (long) page * size)
                .query((row, n) -> new RunItem(
                        row.getString("source"),
                        row.getString("source_id"),
                        row.getObject("video_id", Long.class),
                        row.getString("title"),
                        ItemState.valueOf(row.getString("state")),
                        row.getInt("attempts"),
                        row.getString("reason"),
                        row.getString("detail")))
                .list();
    }

    public long count(long runId, @Nullable ItemState state) {
        return jdbc.sql("SELECT COUNT(*) FROM sync_run_items i WHERE i.run_id = :run" + condition(state))
                .param("run", runId)
                .param("state", state == null ? ItemState.FRESH.name() : state.name())
                .query(Long.class)
                .single();
    }

    private static String condition(@Nullable ItemState state) {
        return state == null ? " AND i.state <> :state" : " AND i.state = :state";
    }
}
