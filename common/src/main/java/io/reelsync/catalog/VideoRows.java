package io.reelsync.catalog;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Merges facts into the table of videos, with their change history. Works within the caller's transaction, on rows that
 * it locks in the order of their keys.
 */
@Component
class VideoRows {
    private static final List<String> COLUMNS = Arrays.stream(VideoField.values())
            .flatMap(field -> field.columns().stream())
            .toList();
    private static final String INSERT = "INSERT INTO videos (id, source, source_id, created_at, updated_at, "
            + String.join(", ", COLUMNS) + ") VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), "
            + String.join(", ", Collections.nCopies(COLUMNS.size(), "?")) + ")";
    private static final String UPDATE = "UPDATE videos SET updated_at = UTC_TIMESTAMP(3), "
            + COLUMNS.stream().map(column -> column + " = ?").collect(Collectors.joining(", ")) + " WHERE id = ?";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    VideoRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * Facts to merge.
     *
     * @param first whether these are the first details of a title: then what they add is no change
     */
    record Write(VideoFacts facts, @Nullable Long runId, boolean first) {}

    /** What merging did to a row. */
    enum Fate {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    private record Row(long id, Map<VideoField, @Nullable Object> values) {}

    private record Change(
            long videoId,
            @Nullable Long runId,
            VideoField field,
            @Nullable Object from,
            Object to) {}

    /** Merges facts of one source's subjects, each subject once. */
    Map<SubjectId, Fate> merge(List<Write> writes) {
        Map<SubjectId, Row> stored = lock(writes);
        Map<SubjectId, Fate> fates = new HashMap<>();
        List<Object[]> inserts = new ArrayList<>();
        List<Object[]> updates = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Write write : writes) {
            SubjectId subject = write.facts().subject();
            Row row = stored.get(subject);
            if (row == null) {
                inserts.add(insert(write.facts()));
                fates.put(subject, Fate.CREATED);
                continue;
            }
            List<Change> found = changes(row, write);
            fates.put(subject, found.isEmpty() ? Fate.UNCHANGED : Fate.CHANGED);
            if (!found.isEmpty()) {
                found.forEach(change -> row.values().put(change.field(), change.to()));
                updates.add(update(row));
                if (!write.first()) {
                    changes.addAll(found);
                }
            }
        }
        batches.batchUpdate(INSERT, inserts);
        batches.batchUpdate(UPDATE, updates);
        record(changes);
        return fates;
    }

    private Map<SubjectId, Row> lock(List<Write> writes) {
        if (writes.isEmpty()) {
            return Map.of();
        }
        Map<SubjectId, Row> rows = new HashMap<>();
        Map<String, List<Long>> bySource = writes.stream()
                .map(write -> write.facts().subject())
                .sorted()
                .collect(Collectors.groupingBy(
                        SubjectId::source, Collectors.mapping(SubjectId::id, Collectors.toList())));
        bySource.forEach((source, ids) -> jdbc.sql("SELECT id, source_id, " + String.join(", ", COLUMNS)
                        + " FROM videos WHERE source = :source AND source_id IN (:ids) ORDER BY source_id FOR UPDATE")
                .param("source", source)
                .param("ids", ids)
                .query(row -> {
                    rows.put(new SubjectId(source, row.getLong("source_id")), read(row));
                }));
        return rows;
    }

    private static Row read(ResultSet row) throws SQLException {
        Map<VideoField, @Nullable Object> values = new EnumMap<>(VideoField.class);
        for (VideoField field : VideoField.values()) {
            values.put(field, field.read(row));
        }
        return new Row(row.getLong("id"), values);
    }

    private static List<Change> changes(Row row, Write write) {
        List<Change> changes = new ArrayList<>();
        for (VideoField field : VideoField.values()) {
            Object before = row.values().get(field);
            Object after = field.merge(before, field.of(write.facts()));
            if (after != null && !Objects.equals(before, after)) {
                changes.add(new Change(row.id(), write.runId(), field, before, after));
            }
        }
        return changes;
    }

    private static Object[] insert(VideoFacts facts) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(TsidCreator.getTsid().toLong());
        values.add(facts.subject().source());
        values.add(facts.subject().id());
        for (VideoField field : VideoField.values()) {
            values.addAll(field.stored(field.of(facts)));
        }
        return values.toArray();
    }

    private static Object[] update(Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (VideoField field : VideoField.values()) {
            values.addAll(field.stored(row.values().get(field)));
        }
        values.add(row.id());
        return values.toArray();
    }

    private void record(List<Change> changes) {
        batches.batchUpdate("""
                INSERT INTO video_changes (video_id, run_id, field, old_value, new_value, changed_at)
                VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))""", changes, 500, (statement, change) -> {
            statement.setLong(1, change.videoId());
            statement.setObject(2, change.runId());
            statement.setString(3, change.field().fieldName());
            statement.setString(4, change.from() == null ? null : change.from().toString());
            statement.setString(5, change.to().toString());
        });
    }
}
