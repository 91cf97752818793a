package io.reelsync.worker.task;

import io.reelsync.catalog.Subjects;
import io.reelsync.source.Kind;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.task.SubjectTask;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the tasks that may be worked on from those whose lease has ended or whose run was cancelled. */
@Component
class Claims {
    private final JdbcClient jdbc;
    private final Subjects subjects;
    private final Sources sources;

    Claims(JdbcClient jdbc, Subjects subjects, Sources sources) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.sources = sources;
    }

    /**
     * Claims the tasks whose lease stands, in one query a source. The others are to be dropped before they cost a permit:
     * they have no claim, and of a task that was delivered twice one has none.
     */
    Map<SubjectTask, Claim> claim(Collection<SubjectTask> tasks) {
        // By identity: what was delivered twice is equal.
        Map<SubjectTask, Claim> claims = new IdentityHashMap<>();
        tasks.stream().collect(Collectors.groupingBy(SubjectTask::source)).forEach((source, ofOne) -> claim(
                        sources.get(source), ofOne)
                .forEach(claim -> claims.put(claim.task(), claim)));
        return claims;
    }

    private List<Claim> claim(Source source, List<SubjectTask> tasks) {
        Map<SubjectId, List<SubjectTask>> bySubject =
                tasks.stream().collect(Collectors.groupingBy(SubjectTask::subject));
        List<Claim> claims = new ArrayList<>();
        jdbc.sql("""
                        SELECT source_id, lease, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), lease_until) micros_left,
                            title, kind, accepted_until > UTC_TIMESTAMP(3) accepted, attempts,
                            killed_workers
                        FROM subjects WHERE source = :source AND source_id IN (:ids) AND state = 'LEASED'
                            AND lease_until > UTC_TIMESTAMP(3)""")
                .param("source", source.name())
                .param("ids", bySubject.keySet().stream().map(SubjectId::id).toList())
                .query(row -> {
                    long lease = row.getLong("lease");
                    for (SubjectTask task : bySubject.getOrDefault(
                            new SubjectId(source.name(), row.getString("source_id")), List.of())) {
                        if (task.lease() == lease) {
                            claims.add(claim(source, task, row));
                            break;
                        }
                    }
                });
        return claims;
    }

    private static Claim claim(Source source, SubjectTask task, ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new Claim(
                source,
                task,
                System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(row.getLong("micros_left")),
                row.getString("title"),
                kind == null ? null : Kind.of(kind),
                row.getBoolean("accepted"),
                row.getInt("attempts"),
                row.getInt("killed_workers"));
    }

    /** Whether a claim stands still, as far as can be told. */
    boolean stands(SubjectTask task) {
        try {
            return subjects.leaseLeft(task.subject(), task.lease()).isPresent();
        } catch (DataAccessException noDatabase) {
            return true;
        }
    }
}
