package io.reelsync.gateway.schedule;

import io.reelsync.run.CronTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * When which feeds of a source are read. A row can be written by hand: what is wrong in one reads as nothing.
 *
 * @param lastFiring the firing that was dealt with last; when it was made or enabled if there was none yet
 */
record StoredSchedule(
        String name,
        String source,
        String feedsJson,
        String cron,
        String zone,
        boolean enabled,
        @Nullable Instant lastFiring,
        Instant updatedAt) {
    private static final JsonMapper JSON = JsonMapper.shared();

    List<String> feeds() {
        try {
            return JSON.readValue(feedsJson, new TypeReference<List<String>>() {});
        } catch (JacksonException wrong) {
            return List.of();
        }
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

    /** Whether it fires at the same times as before when it becomes what is wanted. */
    boolean goesOnAs(ScheduleRequest wanted) {
        return enabled && cron.equals(wanted.cron()) && zone.equals(wanted.zone());
    }
}
