package io.reelsync.worker.imports;

import io.reelsync.telemetry.Texts;
import java.sql.ResultSet;
import java.sql.SQLException;
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
     * @param version of the file that was imported last; null where none was
     * @param due whether it is to be looked at now
     */
    record Location(@Nullable String version, boolean due) {}

    /** Empty where it was never looked at. */
    Optional<Location> find(String location) {
        return jdbc.sql("SELECT version, due_at <= UTC_TIMESTAMP(3) due FROM dataset_locations WHERE location = ?")
                .param(location)
                .query(DatasetLocations::read)
                .optional();
    }

    private static Location read(ResultSet row, int number) throws SQLException {
        return new Location(row.getString("version"), row.getBoolean("due"));
    }

    /**
     * Notes a look.
     *
     * @param version null to keep the one that is there
     * @param detail why it failed, null where it didn't
     * @param again after what time it is looked at again
     */
    void note(
            String location,
            String source,
            @Nullable String version,
            Outcome outcome,
            @Nullable String detail,
            Duration again) {
        jdbc.sql("""
                        INSERT INTO dataset_locations (location, source, version, outcome, detail, looked_at, due_at)
                        VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL ? SECOND)
                        ON DUPLICATE KEY UPDATE version = COALESCE(VALUES(version), version),
                            outcome = VALUES(outcome), detail = VALUES(detail), looked_at = VALUES(looked_at),
                            due_at = VALUES(due_at)""")
                .param(location)
                .param(source)
                .param(version)
                .param(outcome.name())
                .param(detail == null ? null : Texts.cut(detail, 500))
                .param(again.toSeconds())
                .update();
    }
}
