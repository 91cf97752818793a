package io.reelsync.limit;

import io.reelsync.database.DatabaseTime;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rates that hold: those that an administrator has set, else those of the settings.
 *
 * <ol>
 *   <li>The database keeps them. Each change of a source's rate has a number.
 *   <li>Every process reads them once a second where they are asked for, and at once when Redis tells of a change.
 *   <li>Whoever asks Redis for a slot tells the number that it knows. The first with a newer one makes its rate hold; who
 *       knows an older one gets no slot, reads anew, and asks again. So no two processes ever keep different rates.
 * </ol>
 *
 * <p>Safe for use by many threads.
 */
@Component
public class Rates {
    private static final Logger log = LoggerFactory.getLogger(Rates.class);
    static final long NONE = -1;
    private static final long GOOD_FOR_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JdbcClient jdbc;
    private final RedissonClient redisson;
    private final LimitSettings settings;
    private final AtomicBoolean listening = new AtomicBoolean();
    /** Numbers that Redis told of, of which the database has not been asked since. */
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    private volatile @Nullable Known known;

    Rates(JdbcClient jdbc, RedissonClient redisson, LimitSettings settings) {
        this.jdbc = jdbc;
        this.redisson = redisson;
        this.settings = settings;
    }

    /**
     * A change of a source's rate.
     *
     * @param rate null: that of the settings holds again
     * @param number grows with each change of this source
     * @param by who made it
     */
    public record Change(String source, @Nullable Rate rate, long number, String by, Instant at) {}

    /**
     * A rate that holds.
     *
     * @param number of the last change, 0 before the first
     * @param insteadOf the number that Redis knows though the database doesn't: it was set back; {@link #NONE} otherwise
     */
    record Standing(Rate rate, long number, long insteadOf) {
        Standing(Rate rate, long number) {
            this(rate, number, NONE);
        }
    }

    private record Known(Map<String, Change> changes, long readAt) {}

    private record Heard(long number, long at) {}

    /** The rate that holds for a source now. */
    public Rate of(Source source) {
        return standing(source.name(), source.rate()).rate();
    }

    /** The last change of a source's rate, if there was any and it isn't taken back. */
    public Optional<Change> change(String source) {
        return Optional.ofNullable(changes().get(source)).filter(change -> change.rate() != null);
    }

    /**
     * Makes a rate hold for all workers from now on.
     *
     * @param rate null for that of the settings
     * @param by who wants it
     */
    public void set(String source, @Nullable Rate rate, String by) {
        jdbc.sql("""
                        INSERT INTO source_rates (source, rate, number, changed_at, changed_by)
                        VALUES (?, ?, 1, UTC_TIMESTAMP(3), ?)
                        ON DUPLICATE KEY UPDATE rate = VALUES(rate), number = number + 1,
                            changed_at = VALUES(changed_at), changed_by = VALUES(changed_by)""")
                .param(source)
                .param(rate == null ? null : rate.toString())
                .param(by)
                .update();
        read(System.nanoTime());
        try {
            redisson.getTopic(topic(), StringCodec.INSTANCE).publish(source + " " + number(source));
        } catch (RuntimeException noAnswer) {
            log.debug("the new rate of {} is known to all within a second", source, noAnswer);
        }
    }

    /** @param setting what holds where nobody has set another */
    Standing standing(String source, Rate setting) {
        return standing(changes(), source, setting);
    }

    private static Standing standing(Map<String, Change> changes, String source, Rate setting) {
        Change change = changes.get(source);
        if (change == null) {
            return new Standing(setting, 0);
        }
        return new Standing(change.rate() == null ? setting : change.rate(), change.number());
    }

    /**
     * What the database says now: somebody is known to know of a newer change.
     *
     * @throws DataAccessException where it doesn't answer: what was known before will not do
     */
    Standing standingAnew(String source, Rate setting) {
        return standing(read(System.nanoTime()), source, setting);
    }

    /** As they were a second ago at the most; where the database doesn't answer, as they were last. */
    private Map<String, Change> changes() {
        Known now = known;
        long oldest = System.nanoTime() - GOOD_FOR_NANOS;
        if (now != null && now.readAt() - oldest > 0 && heard.isEmpty()) {
            return now.changes();
        }
        try {
            return read(heard.isEmpty() ? oldest : System.nanoTime());
        } catch (DataAccessException away) {
            if (now == null) {
                throw away;
            }
            log.debug("rates can't be read now", away);
            return now.changes();
        }
    }

    /** The number of the last change that this process has heard of, without asking anybody. */
    long number(String source) {
        Known now = known;
        Change change = now == null ? null : now.changes().get(source);
        Heard told = heard.get(source);
        return Math.max(change == null ? 0 : change.number(), told == null ? 0 : told.number());
    }

    private void hear(String told) {
        int space = told.indexOf(' ');
        long number = Long.parseLong(told.substring(space + 1));
        String source = told.substring(0, space);
        if (number > number(source)) {
            heard.put(source, new Heard(number, System.nanoTime()));
        }
    }

    /** @param oldest what was read after that will do: {@link System#nanoTime} */
    private synchronized Map<String, Change> read(long oldest) {
        Known before = known;
        if (before != null && before.readAt() - oldest > 0) {
            return before.changes();
        }
        listen();
        long readAt = System.nanoTime();
        Map<String, Change> changes = jdbc.sql("SELECT * FROM source_rates").query(Rates::change).list().stream()
                .collect(Collectors.toMap(Change::source, Function.identity()));
        known = new Known(changes, readAt);
        heard.values().removeIf(told -> told.at() - readAt < 0);
        return changes;
    }

    private static Change change(ResultSet row, int n) throws SQLException {
        String rate = row.getString("rate");
        return new Change(
                row.getString("source"),
                rate == null ? null : Rate.of(rate),
                row.getLong("number"),
                row.getString("changed_by"),
                DatabaseTime.instant(row, "changed_at"));
    }

    private String topic() {
        return settings.namespace() + ":limit:rates";
    }

    /** Who may not listen hears of a change within a second. */
    private void listen() {
        if (listening.getAndSet(true)) {
            return;
        }
        try {
            redisson.getTopic(topic(), StringCodec.INSTANCE)
                    .addListenerAsync(String.class, (channel, told) -> hear(told))
                    .whenComplete((listener, failure) -> {
                        if (failure != null) {
                            listening.set(false);
                            log.debug("changes of rates are not heard of at once", failure);
                        }
                    });
        } catch (RuntimeException noAnswer) {
            listening.set(false);
            log.debug("changes of rates are not heard of at once", noAnswer);
        }
    }
}
