package io.reelsync.worker.imports;

import io.reelsync.telemetry.Texts;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What came of the last look at each place where datasets are got, and when it is looked at again. */
@Repository
class DatasetLocations {
    private final JdbcClient jdbc;

    DatasetLocations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How a look at a place ended. */
    enum Outcome {
        IMPORTED,
        UNCHANGED,
        FAILED
    }

    /**
     * Takes a place that is due for this worker alone.
     *
     * @param leaseAtMostFor after that time others may take it, unless a look was noted meanwhile
     * @return whether it was due, and nobody else has taken it
     */
    boolean lease(String location, String source, Duration leaseAtMostFor) {
        jdbc.sql("INSERT IGNORE INTO dataset_locations (location, source, due_at) VALUES (?, ?, UTC_TIMESTAMP(3))")
                .params(location, source)
                .update();
        return jdbc.sql("UPDATE dataset_locations SET due_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND"
                                + " WHERE location = ? AND due_at <= UTC_TIMESTAMP(3)")
                        .params(leaseAtMostFor.toSeconds(), location)
                        .update()
                == 1;
    }

    /** The version of the file that was imported last; empty where none was. */
    Optional<String> version(String location) {
        return jdbc.sql("SELECT version FROM dataset_locations WHERE location = ? AND version IS NOT NULL")
                .param(location)
                .query(String.class)
                .optional();
    }

    /**
     * Notes a look at a place that is leased.
     *
     * @param version null to keep the one that is there
     * @param detail why it failed, null where it didn't
     * @param again after what time it is looked at again
     */
    void note(String location, @Nullable String version, Outcome outcome, @Nullable String detail, Duration again) {
        jdbc.sql("""
                        UPDATE dataset_locations SET version = COALESCE(?, version), outcome = ?, detail = ?,
                            looked_at = UTC_TIMESTAMP(3), due_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
                        WHERE location = ?""")
                .param(version)
                .param(outcome.name())
                .param(detail == null ? null : Texts.cut(detail, 500))
                .param(again.toSeconds())
                .param(location)
                .update();
    }
}
