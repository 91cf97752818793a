package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.database.DatabaseTime;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.match.Title;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final StatementNames names;

    public Statements(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.names = new StatementNames(jdbc, batches);
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
        statements.putAll(read(subjects, " FOR UPDATE"));
        bySource(subjects).forEach((source, ids) -> adopt(source, ids, statements));
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

    /**
     * Stores what was told, whether there was a statement before or not. Where something changes by which it is told from
     * other titles, its names are written with it, and the linker looks at it again.
     */
    public void store(List<Told> told) {
        Map<SubjectId, Long> fingerprints = fingerprints(told);
        Map<SubjectId, Title> titles = new TreeMap<>();
        told.forEach(
                one -> titles.put(one.statement().subject(), one.statement().title()));
        batches.batchUpdate("""
                INSERT INTO statements (source, source_id, video_id, facts_json, route, run_id, told_at, fingerprint)
                VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), ?)
                ON DUPLICATE KEY UPDATE video_id = VALUES(video_id), facts_json = VALUES(facts_json),
                    route = COALESCE(VALUES(route), route), run_id = COALESCE(VALUES(run_id), run_id),
                    told_at = VALUES(told_at), link_due = IF(fingerprint <=> VALUES(fingerprint), link_due, 1),
                    fingerprint = VALUES(fingerprint)""", told, 500, (row, one) -> {
            Statement statement = one.statement();
            row.setString(1, statement.subject().source());
            row.setString(2, statement.subject().id());
            row.setLong(3, statement.videoId());
            row.setString(4, statement.values().json());
            row.setString(5, one.route());
            row.setObject(6, one.runId());
            row.setLong(
                    7, Objects.requireNonNull(titles.get(statement.subject())).fingerprint());
        });
        titles.entrySet()
                .removeIf(one -> Objects.equals(
                        fingerprints.get(one.getKey()), one.getValue().fingerprint()));
        names.write(titles, fingerprints.keySet());
    }

    /** Of those that are there; null where their names are not written yet. */
    private Map<SubjectId, @Nullable Long> fingerprints(List<Told> told) {
        Map<SubjectId, @Nullable Long> fingerprints = new HashMap<>();
        bySource(told.stream().map(one -> one.statement().subject()).toList()).forEach((source, ids) -> jdbc.sql("""
                                SELECT source_id, fingerprint FROM statements
                                WHERE source = :source AND source_id IN (:ids)""")
                .param("source", source)
                .param("ids", ids)
                .query(row -> {
                    fingerprints.put(
                            new SubjectId(source, row.getString("source_id")),
                            row.getObject("fingerprint", Long.class));
                }));
        return fingerprints;
    }

    /** Writes the names of statements that have none yet. Their fingerprints. */
    public Map<SubjectId, Long> name(Collection<SubjectId> subjects) {
        Map<SubjectId, Title> titles = new TreeMap<>();
        Map<SubjectId, Long> fingerprints = new TreeMap<>();
        read(subjects, " FOR UPDATE").forEach((subject, statement) -> {
            Title title = statement.title();
            titles.put(subject, title);
            fingerprints.put(subject, title.fingerprint());
        });
        names.write(titles, subjects);
        batches.batchUpdate(
                "UPDATE statements SET fingerprint = ? WHERE source = ? AND source_id = ?",
                fingerprints.entrySet().stream()
                        .map(one -> new Object[] {
                            one.getValue(), one.getKey().source(), one.getKey().id()
                        })
                        .toList());
        return fingerprints;
    }

    /** What sources said of subjects; those that nobody has told of are missing. */
    public Map<SubjectId, Statement> find(Collection<SubjectId> subjects) {
        return read(subjects, "");
    }

    /**
     * Locks all statements of videos, in the order of their keys, before anything of the videos is locked. Those that
     * move meanwhile are found where they are then.
     */
    public List<Statement> lockOf(Collection<Long> videos) {
        Set<SubjectId> there = subjectsOf(videos);
        List<Statement> locked = List.copyOf(read(there, " FOR UPDATE").values());
        // Some may have come in while we waited.
        return there.containsAll(subjectsOf(videos)) ? locked : lockOf(videos);
    }

    private Set<SubjectId> subjectsOf(Collection<Long> videos) {
        return jdbc.sql("SELECT source, source_id FROM statements WHERE video_id IN (:videos)")
                .param("videos", videos)
                .query((row, n) -> new SubjectId(row.getString("source"), row.getString("source_id")))
                .set();
    }

    /** Makes statements, which are locked, belong to another video. The videos have to follow. */
    public void move(Collection<SubjectId> subjects, long video) {
        bySource(subjects).forEach((source, ids) -> jdbc.sql(
                        "UPDATE statements SET video_id = :video WHERE source = :source AND source_id IN (:ids)")
                .param("video", video)
                .param("source", source)
                .param("ids", ids)
                .update());
    }

    private Map<SubjectId, Statement> read(Collection<SubjectId> subjects, String lock) {
        Map<SubjectId, Statement> statements = new TreeMap<>();
        bySource(subjects).forEach((source, ids) -> jdbc.sql("""
                                SELECT source_id, video_id, facts_json FROM statements FORCE INDEX (PRIMARY)
                                WHERE source = :source AND source_id IN (:ids) ORDER BY source_id""" + lock)
                .param("source", source)
                .param("ids", ids)
                .query(row -> {
                    SubjectId subject = new SubjectId(source, row.getString("source_id"));
                    FieldValues values = FieldValues.of(row.getString("facts_json"));
                    statements.put(subject, new Statement(subject, row.getLong("video_id"), values));
                }));
        return statements;
    }

    private static Map<String, List<String>> bySource(Collection<SubjectId> subjects) {
        return subjects.stream()
                .collect(Collectors.groupingBy(
                        SubjectId::source, TreeMap::new, Collectors.mapping(SubjectId::id, Collectors.toList())));
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
