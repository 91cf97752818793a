package io.reelsync.gateway.schedule;

import io.reelsync.database.DatabaseTime;
import io.reelsync.run.CronTimes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** When which feeds of a source are read. A row can be written by hand: what is wrong in one reads as nothing. */
@Entity
@Table(name = "schedules")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class StoredSchedule {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Id
    private String name;

    private String source;

    @Column(name = "feeds_json")
    private String feeds;

    private String cron;
    private String zone;
    private boolean enabled;

    @Column(name = "last_firing_at")
    private @Nullable LocalDateTime lastFiring;

    private LocalDateTime updatedAt;

    protected StoredSchedule() {}

    /** One that fires for the first time after now. */
    StoredSchedule(String name, ScheduleRequest wanted, LocalDateTime now) {
        this.name = name;
        take(wanted);
        lastFiring = now;
        updatedAt = now;
    }

    /** Changes it. If its times are others, or it is enabled again, it fires from now on and makes nothing up. */
    void change(ScheduleRequest wanted, LocalDateTime now) {
        boolean goesOn = enabled && cron.equals(wanted.cron()) && zone.equals(wanted.zone());
        take(wanted);
        lastFiring = goesOn ? lastFiring : now;
        updatedAt = now;
    }

    private void take(ScheduleRequest wanted) {
        source = wanted.source().name();
        feeds = JSON.writeValueAsString(wanted.feeds());
        cron = wanted.cron();
        zone = wanted.zone();
        enabled = wanted.enabled();
    }

    String name() {
        return name;
    }

    String source() {
        return source;
    }

    List<String> feeds() {
        try {
            return JSON.readValue(feeds, new TypeReference<List<String>>() {});
        } catch (JacksonException wrong) {
            return List.of();
        }
    }

    String cron() {
        return cron;
    }

    String zone() {
        return zone;
    }

    boolean enabled() {
        return enabled;
    }

    /** The firing that was dealt with last; when it was made or enabled if there was none yet. */
    @Nullable
    Instant lastFiring() {
        return DatabaseTime.instantOrNull(lastFiring);
    }

    /** The next firings; none while it is disabled. */
    List<Instant> firings(Instant now, int count) {
        if (!enabled) {
            return List.of();
        }
        try {
            return CronTimes.parse(cron, zone).next(now, count);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            return List.of();
        }
    }

    Instant updatedAt() {
        return DatabaseTime.instant(updatedAt);
    }
}
