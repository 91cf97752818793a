package io.reelsync.cluster;

import io.reelsync.database.DatabaseTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the schedulers measure of each source every few seconds, kept for those who can't measure it themselves. */
@Component
public class SourceSignals {
    private final JdbcClient jdbc;

    SourceSignals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was measured of a source.
     *
     * @param queueDepth tasks waiting in the broker's queues; null where the broker didn't answer
     * @param dueSubjects subjects whose details are owed
     * @param freshness share of the known subjects that owe no details, from 0 to 1
     */
    public record Signals(@Nullable Long queueDepth, long dueSubjects, double freshness) {}

    /** The same, with its time. */
    public record Measured(Signals signals, Instant at) {}

    public void write(String source, Signals signals) {
        jdbc.sql("""
                        INSERT INTO source_signals (source, queue_depth, due_subjects, freshness, measured_at)
                        VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))
                        ON DUPLICATE KEY UPDATE queue_depth = VALUES(queue_depth), due_subjects = VALUES(due_subjects),
                            freshness = VALUES(freshness), measured_at = VALUES(measured_at)""")
                .param(source)
                .param(signals.queueDepth())
                .param(signals.dueSubjects())
                .param(signals.freshness())
                .update();
    }

    /** What was measured last; empty where nobody has yet. */
    public Optional<Measured> find(String source) {
        return jdbc.sql("SELECT * FROM source_signals WHERE source = ?")
                .param(source)
                .query((row, n) -> new Measured(
                        new Signals(
                                row.getObject("queue_depth", Long.class),
                                row.getLong("due_subjects"),
                                row.getDouble("freshness")),
                        DatabaseTime.instant(row, "measured_at")))
                .optional();
    }
}
