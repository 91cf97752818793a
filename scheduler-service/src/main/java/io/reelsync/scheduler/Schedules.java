package io.reelsync.scheduler;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The schedules, as they stand in the database. */
@Component
class Schedules {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    Schedules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * When which feeds are read.
     *
     * @param lastFiring the firing time that was dealt with last
     */
    record Schedule(
            String name, String source, List<String> feeds, CronExpression cron, ZoneId zone, Instant lastFiring) {

        /** The latest firing time since the last one; one alone, however many were missed. */
        Optional<Instant> owedAt(Instant now) {
            Optional<Instant> owed = Optional.empty();
            for (ZonedDateTime next = cron.next(lastFiring.atZone(zone));
                    next != null && !next.toInstant().isAfter(now);
                    next = cron.next(next)) {
                owed = Optional.of(next.toInstant());
            }
            return owed;
        }
    }

    /** Makes a schedule unless one of that name stands. Its first firing is the next one from now. */
    void addIfMissing(String name, String source, List<String> feeds, String cron, String zone, Instant now) {
        CronExpression.parse(cron);
        ZoneId.of(zone);
        jdbc.sql("""
                        INSERT IGNORE INTO schedules
                            (name, source, feeds_json, cron, zone, enabled, last_firing_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, TRUE, ?, UTC_TIMESTAMP(3))""")
                .params(name, source, JSON.writeValueAsString(feeds), cron, zone, utc(now))
                .update();
    }

    List<Schedule> enabled() {
        return jdbc.sql("SELECT * FROM schedules WHERE enabled ORDER BY name")
                .query((row, n) -> new Schedule(
                        row.getString("name"),
                        row.getString("source"),
                        JSON.readValue(row.getString("feeds_json"), new TypeReference<List<String>>() {}),
                        CronExpression.parse(row.getString("cron")),
                        ZoneId.of(row.getString("zone")),
                        instant(row.getObject("last_firing_at", LocalDateTime.class))))
                .list();
    }

    /** Notes a firing as dealt with; false where another scheduler was first. */
    boolean advance(Schedule schedule, Instant firing) {
        return jdbc.sql("UPDATE schedules SET last_firing_at = ? WHERE name = ? AND last_firing_at = ?")
                        .params(utc(firing), schedule.name(), utc(schedule.lastFiring()))
                        .update()
                == 1;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant instant(@Nullable LocalDateTime time) {
        return Objects.requireNonNull(time, "last_firing_at").toInstant(ZoneOffset.UTC);
    }
}
