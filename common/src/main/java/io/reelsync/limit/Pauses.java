package io.reelsync.limit;

import io.reelsync.telemetry.Texts;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sources left alone until a time, by all workers, after they refused us. Kept in the database, so that a pause
 * outlives everything, and spread through Redis, where every permit looks. Each further refusal doubles the pause.
 */
@Component
public class Pauses {
    private static final Logger log = LoggerFactory.getLogger(Pauses.class);

    /** Sets the end of a pause unless a later one stands; both by the server's clock. */
    private static final String SPREAD = """
            local clock = redis.call('TIME')
            local ends = clock[1] * 1000000 + clock[2] + tonumber(ARGV[1])
            if tonumber(redis.call('GET', KEYS[1]) or '0') < ends then
              redis.call('SET', KEYS[1], string.format('%.0f', ends), 'PX', math.ceil(tonumber(ARGV[1]) / 1000) + 1000)
            end
            return 1""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RedissonClient redisson;
    private final LimitSettings settings;
    /** Sources that gave a good answer to this process, and have refused nobody since, as far as it knows. */
    private final Set<String> answering = ConcurrentHashMap.newKeySet();
    /** Sources of which this process is certain that Redis knows their pause, if there is one. */
    private final Set<String> known = new HashSet<>();

    Pauses(JdbcClient jdbc, TransactionTemplate transaction, RedissonClient redisson, LimitSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.redisson = redisson;
        this.settings = settings;
    }

    /** A pause that stands. */
    public record Pause(
            LocalDateTime until, String reason, @Nullable String detail) {}

    /**
     * Leaves a source alone after a refusal.
     *
     * @param reason a stable name: {@code THROTTLED} or {@code CHALLENGED}
     * @param detail what the source said
     * @param atLeast what the source asked for, null where it didn't
     * @return how long the source is left alone from now
     */
    public Duration pause(String source, String reason, String detail, @Nullable Duration atLeast) {
        Duration length = transaction.execute(status -> write(source, reason, detail, atLeast));
        noteRefusal(source);
        try {
            spread(source, length);
        } catch (RuntimeException noRedis) {
            log.warn("Redis does not answer; the pause of {} is told to it before the next permit", source, noRedis);
            doubt();
        }
        return length;
    }

    private Duration write(String source, String reason, String detail, @Nullable Duration atLeast) {
        record Standing(int refusals, long microsLeft) {}
        // A row of its own first, so that two workers that are refused at once meet at its lock. INSERT IGNORE would
        // take a shared lock on a row that is there, and the two would wait for each other's.
        jdbc.sql("""
                        INSERT INTO source_pauses (source, paused_until, reason, refusals, updated_at)
                        VALUES (?, UTC_TIMESTAMP(3), ?, 0, UTC_TIMESTAMP(3))
                        ON DUPLICATE KEY UPDATE refusals = refusals""").params(source, reason).update();
        Standing standing = jdbc.sql("""
                        SELECT refusals, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), paused_until) FROM source_pauses
                        WHERE source = ? FOR UPDATE""")
                .param(source)
                .query((row, n) -> new Standing(row.getInt(1), row.getLong(2)))
                .single();
        // Requests that were on the wire when the source began to refuse are refused too: that is one refusal.
        boolean sameRefusal = standing.refusals() > 0 && standing.microsLeft() > 0;
        int refusals = sameRefusal ? standing.refusals() : standing.refusals() + 1;
        Duration length = sameRefusal ? Duration.ofNanos(standing.microsLeft() * 1000) : ladder(refusals);
        if (atLeast != null && atLeast.compareTo(length) > 0) {
            length = atLeast;
        }
        jdbc.sql("""
                        UPDATE source_pauses
                        SET paused_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND, reason = ?, detail = ?,
                            refusals = ?, updated_at = UTC_TIMESTAMP(3)
                        WHERE source = ?""")
                .param(length.toNanos() / 1000)
                .param(reason)
                .param(Texts.cut(detail, 500))
                .param(refusals)
                .param(source)
                .update();
        if (!sameRefusal) {
            log.warn("{} refused us ({}: {}); it is left alone for {}", source, reason, detail, length);
        }
        return length;
    }

    private Duration ladder(int refusals) {
        Duration length = settings.firstPause().multipliedBy(1L << Math.min(refusals - 1, 20));
        return length.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : length;
    }

    /** Notes a good answer: the next refusal is a first one again. */
    public void answered(String source) {
        if (answering.add(source)) {
            jdbc.sql("DELETE FROM source_pauses WHERE source = ? AND paused_until <= UTC_TIMESTAMP(3)")
                    .param(source)
                    .update();
            // An answer that comes during a pause was on the wire before it, and says nothing of its end.
            if (remaining(source).isPresent()) {
                noteRefusal(source);
            }
        }
    }

    /** Notes that a source refused somebody, be it another process. */
    void noteRefusal(String source) {
        answering.remove(source);
    }

    /** The pause that stands for a source, from the database. */
    public Optional<Pause> find(String source) {
        return jdbc.sql("""
                        SELECT paused_until, reason, detail FROM source_pauses
                        WHERE source = ? AND paused_until > UTC_TIMESTAMP(3)""")
                .param(source)
                .query((row, n) -> new Pause(
                        row.getObject("paused_until", LocalDateTime.class),
                        row.getString("reason"),
                        row.getString("detail")))
                .optional();
    }

    /** How long a source is still left alone, by the database's clock; empty where it is open. */
    public Optional<Duration> remaining(String source) {
        return jdbc.sql("""
                        SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), paused_until) FROM source_pauses
                        WHERE source = ? AND paused_until > UTC_TIMESTAMP(3)""").param(source).query(Long.class).optional().map(micros -> Duration.ofNanos(micros * 1000));
    }

    /** Tells Redis what the database knows of a source's pause, unless it is certain that Redis knows. */
    synchronized void makeSureThatRedisKnows(String source) {
        if (!known.contains(source)) {
            remaining(source).ifPresent(left -> {
                spread(source, left);
                noteRefusal(source);
            });
            known.add(source);
        }
    }

    /** Redis didn't answer, or has lost its state: it may not know the pauses. */
    synchronized void doubt() {
        known.clear();
    }

    private void spread(String source, Duration length) {
        redisson.getScript(StringCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        SPREAD,
                        RScript.ReturnType.LONG,
                        List.of(key(settings, source)),
                        String.valueOf(length.toNanos() / 1000));
    }

    static String key(LimitSettings settings, String source) {
        return settings.namespace() + ":limit:{" + source + "}:paused-until";
    }
}
