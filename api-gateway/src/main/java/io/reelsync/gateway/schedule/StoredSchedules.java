package io.reelsync.gateway.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The rows of schedules. Every scheduler reads them anew each second, so that a change acts on all of them. */
@Component
class StoredSchedules {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    StoredSchedules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A row, as somebody wrote it.
     *
     * @param feeds a JSON array
     */
    record Row(
            String name,
            String source,
            String feeds,
            String cron,
            String zone,
            boolean enabled,
            @Nullable Instant lastFiring,
            Instant updatedAt) {}

    List<Row> all() {
        return jdbc.sql("SELECT * FROM schedules ORDER BY name")
                .query(StoredSchedules::read)
                .list();
    }

    Optional<Row> find(String name) {
        return jdbc.sql("SELECT * FROM schedules WHERE name = ?")
                .param(name)
                .query(StoredSchedules::read)
                .optional();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM schedules").query(Long.class).single();
    }

    /** The time by the database's clock, by which schedules fire. */
    Instant now() {
        return jdbc.sql("SELECT UTC_TIMESTAMP(3)")
                .query(LocalDateTime.class)
                .single()
                .toInstant(ZoneOffset.UTC);
    }

    /** Makes or replaces a schedule. One whose times have changed, or that is enabled again, fires from now on and makes nothing up. */
    @Transactional
    void put(String name, ScheduleRequest wanted) {
        boolean goesOn = find(name)
                .filter(row -> row.enabled() && row.cron().equals(wanted.cron()))
                .filter(row -> row.zone().equals(wanted.zone()))
                .isPresent();
        jdbc.sql("""
                        INSERT INTO schedules (name, source, feeds_json, cron, zone, enabled, last_firing_at, updated_at)
                        VALUES (:name, :source, :feeds, :cron, :zone, :enabled, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
                        ON DUPLICATE KEY UPDATE source = VALUES(source), feeds_json = VALUES(feeds_json),
                            cron = VALUES(cron), zone = VALUES(zone), enabled = VALUES(enabled),
                            last_firing_at = IF(:goesOn, last_firing_at, VALUES(last_firing_at)),
                            updated_at = VALUES(updated_at)""")
                .param("name", name)
                .param("source", wanted.source().name())
                .param("feeds", JSON.writeValueAsString(wanted.feeds()))
                .param("cron", wanted.cron())
                .param("zone", wanted.zone())
                .param("enabled", wanted.enabled())
                .param("goesOn", goesOn)
                .update();
    }

    /** Removes a schedule; false where there was none. */
    boolean remove(String name) {
        return jdbc.sql("DELETE FROM schedules WHERE name = ?").param(name).update() == 1;
    }

    private static Row read(ResultSet row, int n) throws SQLException {
        LocalDateTime last = row.getObject("last_firing_at", LocalDateTime.class);
        return new Row(
                row.getString("name"),
                row.getString("source"),
                row.getString("feeds_json"),
                row.getString("cron"),
                row.getString("zone"),
                row.getBoolean("enabled"),
                last == null ? null : last.toInstant(ZoneOffset.UTC),
                Objects.requireNonNull(row.getObject("updated_at", LocalDateTime.class))
                        .toInstant(ZoneOffset.UTC));
    }
}
