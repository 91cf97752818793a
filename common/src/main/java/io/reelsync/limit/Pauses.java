package io.reelsync.limit;

import io.reelsync.telemetry.Texts;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sources left alone until a time, by all workers, after they refused us. Kept in the database, so that a pause
 * outlives everything, and spread through Redis, where every permit looks.
 *
 * <ol>
 *   <li>Each further refusal doubles the pause and halves the pace that follows it.
 *   <li>When a pause is over, one request asks whether the source is open again.
 *   <li>After a good answer the pace climbs step by step; once it is the full one, the next refusal is a first one.
 * </ol>
 */
@Component
public class Pauses {
    private static final Logger log = LoggerFactory.getLogger(Pauses.class);
    private static final Script SPREAD = new Script("spread-pause.lua");
    /** Paces are counted in eighths of the source's rate: halving thrice leads to the slowest. */
    private static final int FULL_PACE = 8;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RedissonClient redisson;
    private final LimitSettings settings;
    /** Sources that gave a good answer to this process, and have refused nobody since, as far as it knows. */
    private final Set<String> answering = ConcurrentHashMap.newKeySet();
    /** Sources of which this process is certain that Redis knows their last pause, if there is one. */
    private final Set<String> known = new HashSet<>();
    /** Refusals that the database did not take; nothing is asked of their sources until it has. */
    private final Map<String, Refusal> unwritten = new HashMap<>();

    Pauses(JdbcClient jdbc, TransactionTemplate transaction, RedissonClient redisson, LimitSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.redisson = redisson;
        this.settings = settings;
    }

    /** A pause that stands. */
    public record Pause(
            LocalDateTime until, String reason, @Nullable String detail) {}

    private record Refusal(
            PauseReason reason, String detail, @Nullable Duration atLeast) {}

    /**
     * A source's last pause.
     *
     * @param number grows with each pause
     * @param left what is left of it; nothing, or less, where it is over
     * @param pace the pace after it
     * @param answered the time since the source gave a good answer after it; null where it hasn't
     */
    private record Standing(
            int refusals,
            long number,
            Duration left,
            int pace,
            @Nullable Duration answered) {

        boolean stands() {
            return refusals > 0 && left.compareTo(Duration.ZERO) > 0;
        }

        int paceNow(Duration recoverEvery) {
            return answered == null
                    ? pace
                    : (int) Math.min(FULL_PACE, pace + Math.max(0, answered.dividedBy(recoverEvery)));
        }

        boolean isRecoveredFrom(Duration recoverEvery) {
            return refusals == 0 || answered != null && paceNow(recoverEvery) == FULL_PACE;
        }
    }

    /**
     * Leaves a source alone after a refusal.
     *
     * @param detail what the source said
     * @param atLeast what the source asked for, null where it didn't
     * @return how long the source is left alone from now
     */
    public Duration pause(String source, PauseReason reason, String detail, @Nullable Duration atLeast) {
        Refusal refusal = new Refusal(reason, detail, atLeast);
        noteRefusal(source);
        // At once, since the database may take its time; what it knows of earlier refusals follows.
        Standing standing = new Standing(1, 0, atLeast(settings.firstPause(), atLeast), FULL_PACE / 2, null);
        trySpread(source, standing);
        try {
            standing = write(source, refusal);
            trySpread(source, standing);
        } catch (DataAccessException | TransactionException noDatabase) {
            remember(source, refusal);
            log.warn("The database does not answer; the pause of {} is written before the next permit", source);
        }
        return standing.left();
    }

    private void trySpread(String source, Standing standing) {
        try {
            spread(source, standing);
        } catch (RuntimeException noRedis) {
            log.warn("Redis does not answer; the pause of {} is told to it before the next permit", source, noRedis);
            doubt();
        }
    }

    private synchronized void remember(String source, Refusal refusal) {
        unwritten.put(source, refusal);
        known.remove(source);
    }

    private Standing write(String source, Refusal refusal) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // A row of its own first, so that two workers that are refused at once meet at its lock. INSERT IGNORE
            // would take a shared lock on a row that is there, and the two would wait for each other's.
            jdbc.sql("""
                            INSERT INTO source_pauses (source, paused_until, reason, refusals, updated_at)
                            VALUES (?, UTC_TIMESTAMP(3), ?, 0, UTC_TIMESTAMP(3))
                            ON DUPLICATE KEY UPDATE refusals = refusals""").params(source, refusal.reason().name()).update();
            Standing before = standing(source, " FOR UPDATE").orElseThrow();
            Standing after = after(before, refusal);
            jdbc.sql("""
                            UPDATE source_pauses
                            SET paused_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND, reason = ?, detail = ?,
                                refusals = ?, pace = ?, answered_at = NULL, updated_at = UTC_TIMESTAMP(3)
                            WHERE source = ?""")
                    .param(after.left().toNanos() / 1000)
                    .param(refusal.reason().name())
                    .param(Texts.cut(refusal.detail(), 500))
                    .param(after.refusals())
                    .param(after.pace())
                    .param(source)
                    .update();
            if (!before.stands()) {
                log.warn(
                        "{} refused us ({}: {}); it is left alone for {}",
                        source,
                        refusal.reason(),
                        refusal.detail(),
                        after.left());
            }
            long number = standing(source, "").orElseThrow().number();
            return new Standing(after.refusals(), number, after.left(), after.pace(), null);
        }));
    }

    private Standing after(Standing before, Refusal refusal) {
        if (before.stands()) {
            // Requests that were on the wire when the source began to refuse are refused too: that is one refusal.
            return new Standing(before.refusals(), 0, atLeast(before.left(), refusal.atLeast()), before.pace(), null);
        }
        boolean first = before.isRecoveredFrom(settings.recoverEvery());
        int refusals = first ? 1 : before.refusals() + 1;
        int pace = first ? FULL_PACE : before.paceNow(settings.recoverEvery());
        return new Standing(refusals, 0, atLeast(ladder(refusals), refusal.atLeast()), Math.max(1, pace / 2), null);
    }

    private static Duration atLeast(Duration length, @Nullable Duration asked) {
        return asked != null && asked.compareTo(length) > 0 ? asked : length;
    }

    private Duration ladder(int refusals) {
        Duration length = settings.firstPause().multipliedBy(1L << Math.min(refusals - 1, 20));
        return length.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : length;
    }

    /** Notes a good answer: the source is open, and its pace climbs. */
    public void answered(String source) {
        if (!answering.add(source)) {
            return;
        }
        try {
            jdbc.sql("""
                            UPDATE source_pauses SET answered_at = UTC_TIMESTAMP(3)
                            WHERE source = ? AND answered_at IS NULL AND paused_until <= UTC_TIMESTAMP(3)""").param(source).update();
            standing(source, "").ifPresent(standing -> {
                spread(source, standing);
                // An answer that comes during a pause was on the wire before it, and says nothing of its end.
                if (standing.stands()) {
                    noteRefusal(source);
                }
            });
        } catch (RuntimeException noAnswer) {
            log.warn("That {} answers could not be noted; its next answer will be", source, noAnswer);
            noteRefusal(source);
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
        return standing(source, "").map(Standing::left).filter(left -> left.compareTo(Duration.ZERO) > 0);
    }

    private Optional<Standing> standing(String source, String locking) {
        return jdbc.sql("""
                        SELECT refusals, pace, TIMESTAMPDIFF(MICROSECOND, '2020-01-01', paused_until) number,
                            TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), paused_until) micros_left,
                            TIMESTAMPDIFF(MICROSECOND, answered_at, UTC_TIMESTAMP(3)) micros_answered
                        FROM source_pauses WHERE source = ?""" + locking)
                .param(source)
                .query((row, n) -> new Standing(
                        row.getInt("refusals"),
                        row.getLong("number"),
                        micros(row.getLong("micros_left")),
                        row.getInt("pace"),
                        row.getObject("micros_answered") == null ? null : micros(row.getLong("micros_answered"))))
                .optional();
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    /** Tells Redis what the database knows of a source's last pause, unless it is certain that Redis knows. */
    synchronized void makeSureThatRedisKnows(String source) {
        if (known.contains(source)) {
            return;
        }
        Refusal owed = unwritten.get(source);
        if (owed != null) {
            write(source, owed);
            unwritten.remove(source);
        }
        standing(source, "")
                .filter(standing -> !standing.isRecoveredFrom(settings.recoverEvery()))
                .ifPresent(standing -> {
                    spread(source, standing);
                    noteRefusal(source);
                });
        known.add(source);
    }

    /** Redis didn't answer, or has lost its state: it may not know the pauses. */
    synchronized void doubt() {
        known.clear();
    }

    private void spread(String source, Standing standing) {
        LimitKeys keys = LimitKeys.of(settings, source);
        SPREAD.number(
                redisson,
                List.of(keys.pausedUntil(), keys.recovery()),
                standing.number(),
                Math.max(0, standing.left().toNanos() / 1000),
                standing.pace(),
                standing.answered() == null ? -1 : standing.answered().toNanos() / 1000);
    }
}
