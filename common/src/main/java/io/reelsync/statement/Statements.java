package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.database.DatabaseTime;
import io.reelsync.source.SubjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each source said of each subject, as it was said: one row for each. Works within the caller's transaction. */
@Component
public class Statements {
    private static final String COLUMNS = Stream.of(VideoField.values())
            .flatMap(field -> field.columns().stream())
            .collect(Collectors.joining(", "));

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    public Statements(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * A statement that is to be stored.
     *
     * @param route by which its details came last; null where only lists have told of it
     */
    public record Told(
            Statement statement,
            @Nullable String route,
            @Nullable Long runId) {}

    /** Locks the statements of subjects, in the order of their keys; those that nobody has told of are missing. */
    public Map<SubjectId, Statement> lock(Collection<SubjectId> subjects) {
        Map<SubjectId, Statement> statements = new HashMap<>();
        subjects.stream()
                .collect(Collectors.groupingBy(
                        SubjectId::source, TreeMap::new, Collectors.mapping(SubjectId::id, Collectors.toList())))
                .forEach((source, ids) -> {
                    jdbc.sql("""
                                    SELECT source_id, video_id, facts_json FROM statements
                                    WHERE source = :source AND source_id IN (:ids) ORDER BY source_id FOR UPDATE""").param("source", source).param("ids", ids).query(row -> {
                        SubjectId subject = new SubjectId(source, row.getString("source_id"));
                        FieldValues values = FieldValues.of(row.getString("facts_json"));
                        statements.put(subject, new Statement(subject, row.getLong("video_id"), values));
                    });
                    adopt(source, ids, statements);
                });
        return statements;
    }

    /** Videos of a version that kept no statements, or that the video service has made: they say what their source said. */
    private void adopt(String source, List<String> ids, Map<SubjectId, Statement> statements) {
        List<String> missing = ids.stream()
                .filter(id -> !statements.containsKey(new SubjectId(source, id)))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        jdbc.sql("SELECT id, source_key, " + COLUMNS
                        + " FROM videos WHERE source = :source AND source_key IN (:ids) ORDER BY source_key FOR UPDATE")
                .param("source", source)
                .param("ids", missing)
                .query(row -> {
                    SubjectId subject = new SubjectId(source, row.getString("source_key"));
                    statements.put(subject, new Statement(subject, row.getLong("id"), FieldValues.read(row)));
                });
    }

    /** Stores what was told, whether there was a statement before or not. */
    public void store(List<Told> told) {
        batches.batchUpdate("""
                INSERT INTO statements (source, source_id, video_id, facts_json, route, run_id, told_at)
                VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))
                ON DUPLICATE KEY UPDATE video_id = VALUES(video_id), facts_json = VALUES(facts_json),
                    route = COALESCE(VALUES(route), route), run_id = COALESCE(VALUES(run_id), run_id),
                    told_at = VALUES(told_at)""", told, 500, (row, one) -> {
            row.setString(1, one.statement().subject().source());
            row.setString(2, one.statement().subject().id());
            row.setLong(3, one.statement().videoId());
            row.setString(4, one.statement().values().json());
            row.setString(5, one.route());
            row.setObject(6, one.runId());
        });
    }

    /** The statements of which videos follow, by the video. */
    Map<Long, List<Statement>> of(Collection<Long> videos) {
        return jdbc
                .sql("SELECT source, source_id, video_id, facts_json FROM statements WHERE video_id IN (:videos)")
                .param("videos", videos)
                .query((row, n) -> new Statement(
                        new SubjectId(row.getString("source"), row.getString("source_id")),
                        row.getLong("video_id"),
                        FieldValues.of(row.getString("facts_json"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Statement::videoId));
    }

    /** What sources said of a video, by source and id. */
    List<Videos.Told> told(long video) {
        return jdbc.sql("""
                        SELECT source, source_id, facts_json, route, run_id, told_at FROM statements
                        WHERE video_id = ? ORDER BY source, source_id""")
                .param(video)
                .query((row, n) -> new Videos.Told(
                        new Statement(
                                new SubjectId(row.getString("source"), row.getString("source_id")),
                                video,
                                FieldValues.of(row.getString("facts_json"))),
                        row.getString("route"),
                        row.getObject("run_id", Long.class),
                        DatabaseTime.instant(row, "told_at")))
                .list();
    }
}
