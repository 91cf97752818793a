package io.reelsync.limit;

import io.reelsync.telemetry.Texts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The last pause of each source, and of each of its routes, as the database keeps them: how long each lasts, and what
 * pace follows it. All times are the database's own.
 */
@Component
class PauseRows {
    /** The route of a pause of a whole source. */
    static final String ALL_ROUTES = "";

    /** Paces are counted in eighths of the source's rate: halving thrice leads to the slowest. */
    static final int FULL_PACE = 8;

    private static final Logger log = LoggerFactory.getLogger(PauseRows.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LimitSettings settings;

    PauseRows(JdbcClient jdbc, TransactionTemplate transaction, LimitSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
    }

    /**
     * What was said instead of a page.
     *
     * @param atLeast what the source asked for, null where it didn't
     */
    record Refusal(
            PauseReason reason, String detail, @Nullable Duration atLeast) {}

    /**
     * A last pause.
     *
     * @param number grows with each pause
     * @param left what is left of it; nothing, or less, where it is over
     * @param pace the pace after it
     * @param answered the time since the source gave a good answer after it; null where it hasn't
     */
    record Standing(
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

    /** Writes a refusal down: a new pause, or what it adds to the one that stands. */
    Standing write(String source, String route, Refusal refusal) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // A row of its own first, so that two workers that are refused at once meet at its lock. INSERT IGNORE
            // would take a shared lock on a row that is there, and the two would wait for each other's.
            jdbc.sql("""
                            INSERT INTO source_pauses (source, route, paused_until, reason, refusals, updated_at)
                            VALUES (?, ?, UTC_TIMESTAMP(3), ?, 0, UTC_TIMESTAMP(3))
                            ON DUPLICATE KEY UPDATE refusals = refusals""").params(source, route, refusal.reason().name()).update();
            Standing before = standing(source, route, " FOR UPDATE").orElseThrow();
            Standing after = after(before, refusal);
            jdbc.sql("""
                            UPDATE source_pauses
                            SET paused_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND, reason = ?, detail = ?,
                                refusals = ?, pace = ?, answered_at = NULL, probe_until = NULL,
                                updated_at = UTC_TIMESTAMP(3)
                            WHERE source = ? AND route = ?""")
                    .param(after.left().toNanos() / 1000)
                    .param(refusal.reason().name())
                    .param(Texts.cut(refusal.detail(), 500))
                    .param(after.refusals())
                    .param(after.pace())
                    .param(source)
                    .param(route)
                    .update();
            if (!before.stands()) {
                log.warn(
                        "{} refused us ({}: {}); it is left alone for {}",
                        route.isEmpty() ? source : "the route " + route + " of " + source,
                        refusal.reason(),
                        refusal.detail(),
                        after.left());
            }
            long number = standing(source, route, "").orElseThrow().number();
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

    static Duration atLeast(Duration length, @Nullable Duration asked) {
        return asked != null && asked.compareTo(length) > 0 ? asked : length;
    }

    private Duration ladder(int refusals) {
        Duration length = settings.firstPause().multipliedBy(1L << Math.min(refusals - 1, 20));
        return length.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : length;
    }

    /** Notes the first good answer after a pause that is over. */
    void answered(String source, String route) {
        jdbc.sql("""
                        UPDATE source_pauses SET answered_at = UTC_TIMESTAMP(3), probe_until = NULL
                        WHERE source = ? AND route = ? AND answered_at IS NULL
                            AND paused_until <= UTC_TIMESTAMP(3)""").params(source, route).update();
    }

    Optional<Standing> standing(String source, String route) {
        return standing(source, route, "");
    }

    private Optional<Standing> standing(String source, String route, String locking) {
        return jdbc.sql("""
                        SELECT refusals, pace, TIMESTAMPDIFF(MICROSECOND, '2020-01-01', paused_until) number,
                            TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), paused_until) micros_left,
                            TIMESTAMPDIFF(MICROSECOND, answered_at, UTC_TIMESTAMP(3)) micros_answered
                        FROM source_pauses WHERE source = ? AND route = ?""" + locking)
                .params(source, route)
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
}
