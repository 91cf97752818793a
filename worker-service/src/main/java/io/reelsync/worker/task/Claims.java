package io.reelsync.worker.task;

import io.reelsync.catalog.Subjects;
import io.reelsync.source.Kind;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.SubjectTask;
import java.time.Duration;
import java.util.Optional;
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

    /** Empty where its lease has ended: the task is to be dropped before it costs a permit. */
    Optional<Claim> claim(SubjectTask task) {
        Source source = sources.get(task.source());
        return jdbc.sql("""
                        SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), lease_until) micros_left, title, kind,
                            accepted_until > UTC_TIMESTAMP(3) accepted, attempts
                        FROM subjects WHERE source = ? AND source_id = ? AND lease = ? AND state = 'LEASED'
                            AND lease_until > UTC_TIMESTAMP(3)""")
                .params(task.source(), task.sourceId(), task.lease())
                .query((row, n) -> new Claim(
                        source,
                        task,
                        Duration.ofNanos(row.getLong("micros_left") * 1000),
                        row.getString("title"),
                        Optional.ofNullable(row.getString("kind")).map(Kind::of).orElse(null),
                        row.getBoolean("accepted"),
                        row.getInt("attempts")))
                .optional();
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
