package io.reelsync.limit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The circuit breakers of sources, of their routes and of their kinds of title, one row each in the database, so that
 * what one worker was told holds for all and outlives everything.
 *
 * <ol>
 *   <li>Closed: every request passes, until a {@link #trip}.
 *   <li>Open: nothing passes for a time, which each further trip doubles.
 *   <li>Half-open: that time is over, and one request of all workers passes, as a probe. Its good answer {@link #reset
 *       resets} the breaker, a bad one trips it again. A probe that told nothing is released; one that nobody hears of
 *       again lapses.
 * </ol>
 *
 * <p>A trip halves the pace that follows, and as long as the pace isn't the full one again, a further trip is no first
 * one. A kind has no pace of its own: after a reset its next trip is a first one.
 *
 * <p>That no breaker of a source has tripped is remembered for a tenth of a second: so much later may one process hear of
 * what another was told. What has tripped is looked up each time.
 *
 * <p>All times are the database's own. Thread-safe.
 */
@Component
public class CircuitBreaker {
    /** Paces are counted in eighths of the source's rate: halving thrice leads to the slowest. */
    static final int FULL_PACE = 8;

    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);
    private static final String SELECT = "SELECT b.*, UTC_TIMESTAMP(3) read_at FROM circuit_breakers b WHERE ";
    private static final String KEY = "source = :source AND scope = :scope AND name = :name";
    private static final long CLOSED_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LimitSettings settings;
    /** When the database was last seen to have no tripped breaker of a source. */
    private final Map<String, Long> closedAt = new ConcurrentHashMap<>();

    CircuitBreaker(JdbcClient jdbc, TransactionTemplate transaction, LimitSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** What a breaker is for. The names are stored. */
    public enum Scope {
        /** All of a source. Its probe is the permit itself, claimed where permits are given out: {@link Pauses}. */
        SOURCE,
        /** One way to a source's details; another may serve meanwhile. */
        ROUTE,
        /** One kind of title, or all, whose pages may have a changed structure: {@link StructureSuspects}. */
        KIND
    }

    /**
     * Which breaker.
     *
     * @param name the route, or the kind; empty for a whole source
     */
    public record Key(String source, Scope scope, String name) {
        public static Key source(String source) {
            return new Key(source, Scope.SOURCE, "");
        }

        public static Key route(String source, String route) {
            return new Key(source, Scope.ROUTE, route);
        }

        public static Key kind(String source, String kind) {
            return new Key(source, Scope.KIND, kind);
        }
    }

    /**
     * Why a breaker trips.
     *
     * @param detail what the source said
     * @param atLeast how long the source asked to be left alone, null where it didn't
     */
    public record Trip(
            String reason, String detail, @Nullable Duration atLeast) {

        Duration orLonger(Duration length) {
            return atLeast != null && atLeast.compareTo(length) > 0 ? atLeast : length;
        }
    }

    /** Whether a request may pass. */
    public enum Leave {
        GIVEN,
        /** It may, and tells whether the breaker is to be reset. */
        PROBE,
        HELD_BACK
    }

    /** Opens a breaker, or adds to the time for which it is open. */
    public TrippedBreaker trip(Key key, Trip trip) {
        try {
            return store(key, trip);
        } finally {
            closedAt.remove(key.source());
        }
    }

    private TrippedBreaker store(Key key, Trip trip) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // A row of its own first, so that two workers that are refused at once meet at its lock. INSERT IGNORE
            // would take a shared lock on a row that is there, and the two would wait for each other's.
            by(key, """
                    INSERT INTO circuit_breakers (source, scope, name, tripped_at, blocked_until, reset_at, reason, trips)
                    VALUES (:source, :scope, :name, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), '', 0)
                    ON DUPLICATE KEY UPDATE trips = trips""").update();
            TrippedBreaker before = find(key, " FOR UPDATE").orElseThrow();
            TrippedBreaker after = after(before, trip);
            update(key, """
                    tripped_at = :tripped, blocked_until = :blocked, probe_until = NULL, reset_at = NULL,
                    reason = :reason, detail = :detail, trips = :trips, pace = :pace""", "")
                    .param("tripped", after.trippedAt())
                    .param("blocked", after.blockedUntil())
                    .param("reason", after.reason())
                    .param("detail", after.detail())
                    .param("trips", after.trips())
                    .param("pace", after.pace())
                    .update();
            if (!before.isBlocked() && key.scope() != Scope.KIND) {
                log.warn(
                        "{} refused us ({}: {}); it is left alone for {}",
                        key.scope() == Scope.SOURCE ? key.source() : "the route " + key.name() + " of " + key.source(),
                        trip.reason(),
                        trip.detail(),
                        after.blockedFor());
            }
            return after;
        }));
    }

    private TrippedBreaker after(TrippedBreaker before, Trip trip) {
        Scope scope = before.key().scope();
        if (before.isBlocked()) {
            // Requests that were on the wire when the source began to refuse are refused too: that is one trip.
            return before.with(trip, before.trips(), before.pace(), before.blockedFor());
        }
        if (before.isRecovered(settings.recoverEvery())) {
            return before.with(trip, 1, scope == Scope.KIND ? FULL_PACE : FULL_PACE / 2, length(scope, 1));
        }
        int trips = before.trips() + 1;
        int pace = scope == Scope.KIND ? FULL_PACE : Math.max(1, before.paceNow(settings.recoverEvery()) / 2);
        return before.with(trip, trips, pace, length(scope, trips));
    }

    /** Without jitter: what follows is one probe, not a herd. */
    private Duration length(Scope scope, int trips) {
        boolean kind = scope == Scope.KIND;
        ExponentialBackOff ladder =
                new ExponentialBackOff((kind ? settings.suspectFirstTrial() : settings.firstPause()).toMillis(), 2);
        ladder.setMaxInterval((kind ? settings.suspectLongestTrial() : settings.longestPause()).toMillis());
        LongStream steps = LongStream.generate(ladder.start()::nextBackOff).limit(trips);
        return Duration.ofMillis(steps.max().orElseThrow());
    }

    /** Closes a half-open breaker after a good answer; false where it is open, or closed already. */
    public boolean reset(Key key) {
        return reset(key, "AND blocked_until <= UTC_TIMESTAMP(3)");
    }

    /** Closes a breaker since a person says so; false where it is closed already. */
    public boolean resetByHand(Key key) {
        return reset(key, "");
    }

    private boolean reset(Key key, String condition) {
        return update(key, """
                                reset_at = UTC_TIMESTAMP(3), probe_until = NULL,
                                blocked_until = LEAST(blocked_until, UTC_TIMESTAMP(3))""", "AND reset_at IS NULL " + condition).update() == 1;
    }

    /** Asks, just before a request, whether all of these let it pass; claims the probe of those that are half-open. */
    public Leave ask(List<Key> keys) {
        List<TrippedBreaker> against = tripped(keys);
        if (against.isEmpty()) {
            return Leave.GIVEN;
        }
        // All in the same order, and none is claimed where another isn't due: half a probe would be lost.
        boolean claimed = against.stream().allMatch(TrippedBreaker::isProbeDue)
                && against.stream().allMatch(one -> claimProbe(one.key()));
        return claimed ? Leave.PROBE : Leave.HELD_BACK;
    }

    private boolean claimProbe(Key key) {
        return update(key, "probe_until = UTC_TIMESTAMP(3) + INTERVAL :within MICROSECOND", """
                        AND reset_at IS NULL AND blocked_until <= UTC_TIMESTAMP(3)
                        AND (probe_until IS NULL OR probe_until <= UTC_TIMESTAMP(3))""")
                        .param("within", settings.probeWithin().toNanos() / 1000)
                        .update()
                == 1;
    }

    /** The probe was not sent, or told nothing: another may follow at once. */
    public void releaseProbe(Key key) {
        update(key, "probe_until = NULL", "").update();
    }

    /** How long until the first of these lets a request or a probe pass; nothing where one does now. */
    public Duration blockedFor(List<Key> keys) {
        List<TrippedBreaker> tripped = tripped(keys);
        return tripped.size() < keys.size()
                ? Duration.ZERO
                : tripped.stream()
                        .map(TrippedBreaker::nextProbeIn)
                        .min(Duration::compareTo)
                        .orElse(Duration.ZERO);
    }

    /** The breakers of a source that are open or half-open, by name. */
    public List<TrippedBreaker> tripped(String source, Scope scope) {
        return tripped(source).stream()
                .filter(one -> one.key().scope() == scope)
                .toList();
    }

    private List<TrippedBreaker> tripped(List<Key> keys) {
        return keys.stream()
                .map(Key::source)
                .distinct()
                .flatMap(source -> tripped(source).stream())
                .filter(one -> keys.contains(one.key()))
                .toList();
    }

    private List<TrippedBreaker> tripped(String source) {
        long now = System.nanoTime();
        Long closed = closedAt.get(source);
        if (closed != null && now - closed < CLOSED_FOR_NANOS) {
            return List.of();
        }
        List<TrippedBreaker> tripped = jdbc.sql(SELECT + "source = ? AND reset_at IS NULL ORDER BY source, scope, name")
                .param(source)
                .query(CircuitBreaker::standing)
                .list();
        if (tripped.isEmpty()) {
            closedAt.put(source, now);
        }
        return tripped;
    }

    Optional<TrippedBreaker> find(Key key) {
        return find(key, "");
    }

    private Optional<TrippedBreaker> find(Key key, String locking) {
        return by(key, SELECT + KEY + locking).query(CircuitBreaker::standing).optional();
    }

    private JdbcClient.StatementSpec update(Key key, String assignments, String condition) {
        return by(key, "UPDATE circuit_breakers SET " + assignments + " WHERE " + KEY + " " + condition);
    }

    private JdbcClient.StatementSpec by(Key key, String sql) {
        return jdbc.sql(sql)
                .param("source", key.source())
                .param("scope", key.scope().name())
                .param("name", key.name());
    }

    private static TrippedBreaker standing(ResultSet row, int n) throws SQLException {
        return new TrippedBreaker(
                new Key(row.getString("source"), Scope.valueOf(row.getString("scope")), row.getString("name")),
                row.getString("reason"),
                row.getString("detail"),
                row.getInt("trips"),
                row.getInt("pace"),
                new TrippedBreaker.Times(
                        row.getObject("tripped_at", LocalDateTime.class),
                        row.getObject("blocked_until", LocalDateTime.class),
                        row.getObject("probe_until", LocalDateTime.class),
                        row.getObject("reset_at", LocalDateTime.class),
                        row.getObject("read_at", LocalDateTime.class)));
    }
}
