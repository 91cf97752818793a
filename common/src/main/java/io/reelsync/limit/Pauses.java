package io.reelsync.limit;

import io.reelsync.limit.PauseRows.Refusal;
import io.reelsync.limit.PauseRows.Standing;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    private final JdbcClient jdbc;
    private final PauseRows rows;
    private final RedissonClient redisson;
    private final LimitSettings settings;
    /** Sources that gave a good answer to this process, and have refused nobody since, as far as it knows. */
    private final Set<String> answering = ConcurrentHashMap.newKeySet();
    /** Sources of which this process is certain that Redis knows their last pause, if there is one. */
    private final Set<String> known = new HashSet<>();
    /** Refusals that the database did not take; nothing is asked of their sources until it has. */
    private final Map<String, Refusal> unwritten = new HashMap<>();

    Pauses(JdbcClient jdbc, PauseRows rows, RedissonClient redisson, LimitSettings settings) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.redisson = redisson;
        this.settings = settings;
    }

    /** A pause that stands. */
    public record Pause(
            LocalDateTime until, String reason, @Nullable String detail) {}

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
        Standing standing =
                new Standing(1, 0, PauseRows.atLeast(settings.firstPause(), atLeast), PauseRows.FULL_PACE / 2, null);
        trySpread(source, standing);
        try {
            standing = rows.write(source, PauseRows.ALL_ROUTES, refusal);
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

    /** Notes a good answer: the source is open, and its pace climbs. */
    public void answered(String source) {
        if (!answering.add(source)) {
            return;
        }
        try {
            rows.answered(source, PauseRows.ALL_ROUTES);
            rows.standing(source, PauseRows.ALL_ROUTES).ifPresent(standing -> {
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
                        WHERE source = ? AND route = '' AND paused_until > UTC_TIMESTAMP(3)""")
                .param(source)
                .query((row, n) -> new Pause(
                        row.getObject("paused_until", LocalDateTime.class),
                        row.getString("reason"),
                        row.getString("detail")))
                .optional();
    }

    /** How long a source is still left alone, by the database's clock; empty where it is open. */
    public Optional<Duration> remaining(String source) {
        return rows.standing(source, PauseRows.ALL_ROUTES)
                .map(Standing::left)
                .filter(left -> left.compareTo(Duration.ZERO) > 0);
    }

    /** Tells Redis what the database knows of a source's last pause, unless it is certain that Redis knows. */
    synchronized void makeSureThatRedisKnows(String source) {
        if (known.contains(source)) {
            return;
        }
        Refusal owed = unwritten.get(source);
        if (owed != null) {
            rows.write(source, PauseRows.ALL_ROUTES, owed);
            unwritten.remove(source);
        }
        rows.standing(source, PauseRows.ALL_ROUTES)
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
