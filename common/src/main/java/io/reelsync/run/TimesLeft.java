package io.reelsync.run;

import io.reelsync.limit.Pauses;
import io.reelsync.limit.Rates;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.run.TimeLeft.Unknown;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells how long a run still takes at a source.
 *
 * <ol>
 *   <li>Nothing begins before the source's pause is over and a title is due.
 *   <li>All that the source's titles stand in line for, up to the last one of the run, comes first: what other runs asked
 *       for before, and what is in hand.
 *   <li>Each takes the {@linkplain Speed time that the last ones took}, never less than the source's interval at the pace
 *       that it is read at; the interval where too few were settled.
 *   <li>A title that waits for another attempt isn't done before that.
 * </ol>
 */
@Component
class TimesLeft {
    /** So many titles of a source are looked at to tell its speed. */
    private static final int LAST_TITLES = 300;
    /** What was settled within this time tells the speed by itself, where it is enough: a source may have become slower. */
    private static final Duration RECENT = Duration.ofSeconds(20);

    /** So far back: so long, and so many of the source's intervals. */
    private static final Duration BACK_AT_LEAST = Duration.ofMinutes(5);

    private static final int BACK_INTERVALS = 60;
    private static final int RECENT_INTERVALS = 20;
    /** With titles due and none settled for so long, nothing moves. */
    private static final Duration STILL_AT_LEAST = Duration.ofMinutes(2);

    private static final int STILL_INTERVALS = 20;
    /** More are not counted: nobody plans by the minute what takes so long. */
    private static final int MOST_AHEAD = 200_000;

    private final JdbcClient jdbc;
    private final Sources sources;
    private final Pauses pauses;
    private final StructureSuspects suspects;
    private final Rates rates;

    TimesLeft(JdbcClient jdbc, Sources sources, Pauses pauses, StructureSuspects suspects, Rates rates) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.pauses = pauses;
        this.suspects = suspects;
        this.rates = rates;
    }

    /**
     * @param owesLists whether a list of the source is still to be read
     * @param outstanding how many titles of the source the run owes
     */
    TimeLeft of(SyncRun run, String name, boolean owesLists, long outstanding) {
        if (!run.state().active()) {
            return TimeLeft.OVER;
        }
        if (!owesLists && outstanding == 0) {
            return TimeLeft.NONE;
        }
        if (run.state() == RunState.PAUSED) {
            return TimeLeft.unknown(Unknown.PAUSED);
        }
        if (owesLists) {
            return TimeLeft.unknown(Unknown.READING_LISTS);
        }
        return sources.find(name).map(source -> of(run, source, outstanding)).orElse(TimeLeft.OVER);
    }

    private TimeLeft of(SyncRun run, Source source, long outstanding) {
        if (isSuspected(run, source.name())) {
            return TimeLeft.unknown(Unknown.STRUCTURE_SUSPECTED);
        }
        Duration begins = longer(pauses.remaining(source.name()).orElse(Duration.ZERO), untilFirstIsDue(source.name()));
        List<Duration> settled = lastSettled(source);
        if (begins.isZero() && isStill(run, source, settled)) {
            return TimeLeft.unknown(Unknown.NOTHING_MOVES);
        }
        Duration interval = rates.of(source).interval();
        Optional<Duration> measured = Speed.timeForOne(settled, longer(RECENT, intervals(source, RECENT_INTERVALS)));
        if (measured.isEmpty() && rates.of(source).isUnlimited()) {
            return TimeLeft.unknown(Unknown.TOO_EARLY);
        }
        Duration each = longer(measured.orElse(interval), pauses.timeFor(source.name(), 1, interval));
        // A run that was just asked for has no place in line yet.
        Optional<Place> last = run.state() == RunState.REQUESTED ? Optional.empty() : lastOf(run, source.name());
        long ahead = last.map(place -> ahead(source.name(), place)).orElse(outstanding);
        Duration all =
                longer(measured.orElse(interval).multipliedBy(ahead), pauses.timeFor(source.name(), ahead, interval));
        return TimeLeft.in(longer(
                begins.plus(all), last.map(Place::dueIn).orElse(Duration.ZERO).plus(each)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private boolean isSuspected(SyncRun run, String source) {
        Set<String> kinds = suspects.of(source);
        return !kinds.isEmpty()
                && jdbc.sql("""
                                SELECT EXISTS (SELECT 1 FROM sync_run_items i
                                    JOIN subjects s ON s.source = i.source AND s.source_id = i.source_id
                                    WHERE i.run_id = :run AND i.source = :source AND i.state = 'OUTSTANDING'
                                        AND (:all OR s.kind IN (:kinds)))""")
                        .param("run", run.id())
                        .param("source", source)
                        .param("all", kinds.contains(StructureSuspects.ALL_KINDS))
                        .param("kinds", kinds)
                        .query(Boolean.class)
                        .single();
    }

    /** How long nothing of what active runs owe at a source is tried: all of it may have failed before. */
    private Duration untilFirstIsDue(String source) {
        return jdbc.sql("""
                        SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3),
                            MIN(IF(s.state = 'LEASED', UTC_TIMESTAMP(3), s.due_at))))
                        FROM sync_run_items i
                        JOIN sync_runs r ON r.id = i.run_id
                        JOIN subjects s ON s.source = i.source AND s.source_id = i.source_id
                        WHERE r.state IN ('REQUESTED', 'RUNNING') AND i.source = ? AND i.state = 'OUTSTANDING'""")
                .param(source)
                .query(Long.class)
                .optional()
                .map(TimesLeft::micros)
                .orElse(Duration.ZERO);
    }

    /** How long ago the last titles of active runs were settled, the newest first. */
    private List<Duration> lastSettled(Source source) {
        return jdbc.sql("""
                        SELECT TIMESTAMPDIFF(MICROSECOND, MAX(i.updated_at), UTC_TIMESTAMP(3)) age
                        FROM sync_run_items i JOIN sync_runs r ON r.id = i.run_id
                        WHERE r.state IN ('REQUESTED', 'RUNNING') AND i.source = :source
                            AND i.state IN ('CREATED', 'CHANGED', 'UNCHANGED', 'GONE', 'FAILED')
                            AND i.updated_at > UTC_TIMESTAMP(3) - INTERVAL :seconds SECOND
                        GROUP BY i.source_id ORDER BY age LIMIT :count""")
                .param("source", source.name())
                .param(
                        "seconds",
                        longer(BACK_AT_LEAST, intervals(source, BACK_INTERVALS)).toSeconds())
                .param("count", LAST_TITLES)
                .query((row, n) -> micros(row.getLong(1)))
                .list();
    }

    private Duration intervals(Source source, int number) {
        return rates.of(source).interval().multipliedBy(number);
    }

    private boolean isStill(SyncRun run, Source source, List<Duration> settled) {
        Duration still = longer(STILL_AT_LEAST, intervals(source, STILL_INTERVALS));
        return settled.isEmpty()
                ? runningFor(run).compareTo(still) > 0
                : settled.get(0).compareTo(still) > 0;
    }

    private Duration runningFor(SyncRun run) {
        return jdbc.sql("""
                        SELECT TIMESTAMPDIFF(MICROSECOND, COALESCE(started_at, requested_at), UTC_TIMESTAMP(3))
                        FROM sync_runs WHERE id = ?""")
                .param(run.id())
                .query((row, n) -> micros(row.getLong(1)))
                .single();
    }

    /**
     * Where a run's last title stands in line.
     *
     * @param due null where all of its titles are handed out
     * @param leasedUntil when the lease of the one that was handed out last ends; null where none is handed out
     */
    private record Place(
            int priority,
            @Nullable LocalDateTime due,
            Duration dueIn,
            @Nullable LocalDateTime leasedUntil) {}

    private Optional<Place> lastOf(SyncRun run, String source) {
        return jdbc.sql("""
                        SELECT priority, due, GREATEST(0, COALESCE(TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), due), 0))
                            due_in, leased_until
                        FROM (SELECT s.priority, MAX(IF(s.state = 'WAITING', s.due_at, NULL)) due,
                                MAX(IF(s.state = 'LEASED', s.lease_until, NULL)) leased_until
                            FROM sync_run_items i JOIN subjects s ON s.source = i.source AND s.source_id = i.source_id
                            WHERE i.run_id = ? AND i.source = ? AND i.state = 'OUTSTANDING'
                            GROUP BY s.priority ORDER BY s.priority DESC LIMIT 1) last_one""")
                .params(run.id(), source)
                .query((row, n) -> new Place(
                        row.getInt("priority"),
                        row.getObject("due", LocalDateTime.class),
                        micros(row.getLong("due_in")),
                        row.getObject("leased_until", LocalDateTime.class)))
                .optional();
    }

    /**
     * How many titles of a source are done before and with the one at a place. Those that were handed out later stand
     * behind it in the queue, and their leases end later.
     */
    private long ahead(String source, Place last) {
        return jdbc.sql("""
                        SELECT (SELECT COUNT(*) FROM subjects WHERE source = :source AND state = 'LEASED'
                                AND (:due IS NOT NULL OR lease_until <= :leased))
                            + (SELECT COUNT(*) FROM (SELECT 1 FROM subjects
                                WHERE source = :source AND state = 'WAITING' AND priority < :priority
                                    AND :due IS NOT NULL AND due_at <= GREATEST(:due, UTC_TIMESTAMP(3)) LIMIT :most) before_them)
                            + (SELECT COUNT(*) FROM (SELECT 1 FROM subjects
                                WHERE source = :source AND state = 'WAITING' AND priority = :priority
                                    AND due_at <= :due LIMIT :most) among_them)""")
                .param("source", source)
                .param("priority", last.priority())
                .param("due", last.due())
                .param("leased", last.leasedUntil())
                .param("most", MOST_AHEAD)
                .query(Long.class)
                .single();
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
