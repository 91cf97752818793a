package io.reelsync.scheduler;

import io.reelsync.database.DatabaseTime;
import io.reelsync.run.CronTimes;
import io.reelsync.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The schedules, as they stand in the database, and its clock, by which they fire. */
@Component
public class Schedules {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final DatabaseTime time;
    private final Sources sources;

    Schedules(JdbcClient jdbc, DatabaseTime time, Sources sources) {
        this.jdbc = jdbc;
        this.time = time;
        this.sources = sources;
    }

    /** A row as somebody wrote it, who may have been wrong. */
    record Row(
            String name,
            String source,
            String feeds,
            String cron,
            String zone,
            @Nullable Instant lastFiring) {}

    /** The time by the database's clock: the schedulers' own may differ. */
    Instant now() {
        return DatabaseTime.instant(time.now());
    }

    /** Makes a schedule unless one of that name stands. Its first firing is the next one from now. */
    void addIfMissing(String name, String source, List<String> feeds, String cron, String zone) {
        jdbc.sql("""
                        INSERT IGNORE INTO schedules
                            (name, source, feeds_json, cron, zone, enabled, last_firing_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, TRUE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""")
                .params(name, source, JSON.writeValueAsString(feeds), cron, zone)
                .update();
    }

    List<Row> enabled() {
        return jdbc.sql("SELECT * FROM schedules WHERE enabled ORDER BY name")
                .query((row, n) -> new Row(
                        row.getString("name"),
                        row.getString("source"),
                        row.getString("feeds_json"),
                        row.getString("cron"),
                        row.getString("zone"),
                        DatabaseTime.instantOrNull(row, "last_firing_at")))
                .list();
    }

    /**
     * What a row means.
     *
     * @param now from when on a row fires that never did
     * @throws IllegalArgumentException where it names a source, feeds or a cron expression that can't be
     * @throws java.time.DateTimeException where there is no such zone
     * @throws tools.jackson.core.JacksonException where its feeds are no JSON
     */
    Schedule read(Row row, Instant now) {
        List<String> feeds = JSON.readValue(row.feeds(), new TypeReference<@Nullable List<@Nullable String>>() {});
        if (feeds == null || feeds.isEmpty() || feeds.contains(null)) {
            throw new IllegalArgumentException("feeds_json lists no feeds: " + row.feeds());
        }
        return new Schedule(
                row.name(),
                sources.get(row.source()).name(),
                feeds,
                CronTimes.parse(row.cron(), row.zone()),
                Objects.requireNonNullElse(row.lastFiring(), now));
    }

    /** Lets a schedule that never fired do so from now on. */
    void begin(Row row, Instant now) {
        jdbc.sql("UPDATE schedules SET last_firing_at = ? WHERE name = ? AND last_firing_at IS NULL")
                .params(utc(now), row.name())
                .update();
    }

    /** Notes a firing as dealt with; false where another scheduler was first. */
    boolean advance(Schedule schedule, Instant firing) {
        return jdbc.sql("UPDATE schedules SET last_firing_at = ? WHERE name = ? AND last_firing_at = ?")
                        .params(utc(firing), schedule.name(), utc(schedule.lastFiring()))
                        .update()
                == 1;
    }

    /**
     * How long ago a list was last read to its end; where it never was, how long ago it was last set to be. Empty where no
     * enabled schedule names it.
     */
    public Optional<Duration> feedAge(String source, String feed) {
        return jdbc.sql("""
                        SELECT TIMESTAMPDIFF(SECOND,
                            COALESCE((SELECT read_at FROM feed_readings WHERE source = :source AND feed = :feed),
                                MIN(s.updated_at)),
                            UTC_TIMESTAMP(3))
                        FROM schedules s
                        WHERE s.enabled AND s.source = :source AND JSON_CONTAINS(s.feeds_json, JSON_QUOTE(:feed))
                        HAVING COUNT(*) > 0""")
                .param("source", source)
                .param("feed", feed)
                .query(Long.class)
                .optional()
                .map(Duration::ofSeconds);
    }

    private static LocalDateTime utc(Instant instant) {
        return DatabaseTime.column(instant).truncatedTo(ChronoUnit.MILLIS);
    }
}
