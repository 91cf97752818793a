package io.reelsync.gateway.schedule;

import io.reelsync.database.DatabaseTime;
import io.reelsync.gateway.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of schedules. Every scheduler reads them anew each second, so that a change acts on all of them. */
@Component
class StoredSchedules {
    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    StoredSchedules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By their names. */
    List<StoredSchedule> page(Paging paging) {
        return jdbc.sql("SELECT * FROM schedules ORDER BY name LIMIT ? OFFSET ?")
                .params(paging.size(), paging.offset())
                .query((row, n) -> read(row))
                .list();
    }

    List<StoredSchedule> enabled() {
        return jdbc.sql("SELECT * FROM schedules WHERE enabled")
                .query((row, n) -> read(row))
                .list();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM schedules").query(Long.class).single();
    }

    Optional<StoredSchedule> find(String name) {
        return jdbc.sql("SELECT * FROM schedules WHERE name = ?")
                .param(name)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Locked until the transaction ends: a scheduler that notes a firing waits. */
    Optional<StoredSchedule> findLocked(String name) {
        return jdbc.sql("SELECT * FROM schedules WHERE name = ? FOR UPDATE")
                .param(name)
                .query((row, n) -> read(row))
                .optional();
    }

    /**
     * Adds one that fires for the first time after now.
     *
     * @throws org.springframework.dao.DuplicateKeyException where there is one of that name
     */
    void add(String name, ScheduleRequest wanted, LocalDateTime now) {
        jdbc.sql("""
                        INSERT INTO schedules
                            (name, source, feeds_json, cron, zone, enabled, last_firing_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        name,
                        wanted.source().name(),
                        json.writeValueAsString(wanted.feeds()),
                        wanted.cron(),
                        wanted.zone(),
                        wanted.enabled(),
                        now,
                        now)
                .update();
    }

    /** @param firesAfter from when on it makes nothing up; null where its last firing stays what it is */
    void change(String name, ScheduleRequest wanted, @Nullable LocalDateTime firesAfter, LocalDateTime now) {
        jdbc.sql("""
                        UPDATE schedules SET source = :source, feeds_json = :feeds, cron = :cron, zone = :zone,
                            enabled = :enabled, last_firing_at = COALESCE(:firesAfter, last_firing_at),
                            updated_at = :now
                        WHERE name = :name""")
                .param("source", wanted.source().name())
                .param("feeds", json.writeValueAsString(wanted.feeds()))
                .param("cron", wanted.cron())
                .param("zone", wanted.zone())
                .param("enabled", wanted.enabled())
                .param("firesAfter", firesAfter)
                .param("now", now)
                .param("name", name)
                .update();
    }

    /** When each of these fired last, of which a run is kept; those that never did are missing. */
    Map<String, Instant> lastFirings(Collection<String> names) {
        Map<String, Instant> firings = new HashMap<>();
        if (!names.isEmpty()) {
            jdbc.sql("""
                            SELECT schedule, MAX(firing_at) fired_at FROM sync_runs WHERE schedule IN (:names)
                            GROUP BY schedule""").param("names", names).query(row -> {
                firings.put(row.getString("schedule"), DatabaseTime.instant(row, "fired_at"));
            });
        }
        return firings;
    }

    /** Removes a schedule; false where there was none. */
    boolean remove(String name) {
        return jdbc.sql("DELETE FROM schedules WHERE name = ?").param(name).update() > 0;
    }

    private static StoredSchedule read(ResultSet row) throws SQLException {
        return new StoredSchedule(
                row.getString("name"),
                row.getString("source"),
                row.getString("feeds_json"),
                row.getString("cron"),
                row.getString("zone"),
                row.getBoolean("enabled"),
                DatabaseTime.instantOrNull(row, "last_firing_at"),
                DatabaseTime.instant(row, "updated_at"));
    }
}
