package io.reelsync.limit;

import io.reelsync.telemetry.Texts;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Kinds of video whose pages are suspected to have a changed structure: most of the last pages, of all workers together,
 * failed a quality gate. Nothing of theirs is asked for but one trial now and then; a trial that passes the gates ends
 * the suspicion. So does an operator. A changed layout stops the line, and leaves what is stored alone.
 *
 * <p>Kept in the database, and counted in Redis.
 */
@Component
public class StructureSuspects {
    /** The kind that stands for all kinds: pages failed whatever they were of. */
    public static final String ALL_KINDS = "*";

    private static final Logger log = LoggerFactory.getLogger(StructureSuspects.class);
    private static final Script NOTE = new Script("note-answer.lua");

    private final JdbcClient jdbc;
    private final RedissonClient redisson;
    private final LimitSettings settings;

    StructureSuspects(JdbcClient jdbc, RedissonClient redisson, LimitSettings settings) {
        this.jdbc = jdbc;
        this.redisson = redisson;
        this.settings = settings;
    }

    /** Whether a page may be asked for now. */
    public sealed interface Leave {

        /**
         * It may.
         *
         * @param trial whether it is to tell if the suspicion still holds
         */
        record Given(boolean trial) implements Leave {}

        /** It may not, until that time is over. */
        record HeldBack(Duration delay) implements Leave {}
    }

    private record Suspicion(boolean trialIsDue, Duration untilTrial) {}

    /** Asks for leave, just before a request; claims the trial where one is due. */
    public Leave leaveFor(String source, @Nullable String kind) {
        Map<String, Suspicion> standing = standing(source);
        standing.keySet().retainAll(names(kind));
        if (standing.isEmpty()) {
            return new Leave.Given(false);
        }
        for (Map.Entry<String, Suspicion> one : standing.entrySet()) {
            if (!one.getValue().trialIsDue() || !claimTrial(source, one.getKey())) {
                Duration delay = one.getValue().trialIsDue()
                        ? settings.suspectTrialEvery()
                        : one.getValue().untilTrial();
                return new Leave.HeldBack(delay);
            }
        }
        return new Leave.Given(true);
    }

    /** The kinds of which nothing is to be handed out now, by name; {@link #ALL_KINDS} where it is all of them. */
    public Set<String> heldBack(String source) {
        Set<String> kinds = new HashSet<>();
        standing(source).forEach((kind, suspicion) -> {
            if (!suspicion.trialIsDue()) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    /** The kinds that are suspected, by name. */
    public Set<String> of(String source) {
        return standing(source).keySet();
    }

    /** Notes a page that passed the gates. */
    public void passed(String source, @Nullable String kind, boolean trial) {
        names(kind).forEach(name -> note(source, name, 0));
        if (!trial) {
            return;
        }
        int ended = jdbc.sql("DELETE FROM structure_suspects WHERE source = :source AND kind IN (:kinds)")
                .param("source", source)
                .param("kinds", names(kind))
                .update();
        if (ended > 0) {
            log.info("A page of {} passed the gates again; {} is handed out again", source, names(kind));
        }
    }

    /** Notes a page that failed a gate. */
    public void failed(String source, @Nullable String kind, String reason, String detail) {
        for (String name : names(kind)) {
            if (note(source, name, 1) == 1) {
                suspect(source, name, reason, detail);
            }
        }
    }

    private void suspect(String source, String kind, String reason, String detail) {
        try {
            jdbc.sql("""
                            INSERT INTO structure_suspects (source, kind, since, next_trial_at, reason, detail)
                            VALUES (?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND, ?, ?)""")
                    .param(source)
                    .param(kind)
                    .param(settings.suspectTrialEvery().toNanos() / 1000)
                    .param(reason)
                    .param(Texts.cut(detail, 500))
                    .update();
            log.error(
                    "Most of the last pages of {} (kind {}) failed a quality gate, the last with {}: {}. Its layout may"
                            + " have changed: none is asked for but a trial every {}; what is stored stays as it is",
                    source,
                    kind,
                    reason,
                    detail,
                    settings.suspectTrialEvery());
        } catch (DuplicateKeyException alreadySuspected) {
            log.debug("{} (kind {}) is suspected already", source, kind);
        }
    }

    /** An operator trusts a kind again. */
    public boolean trust(String source, String kind) {
        return jdbc.sql("DELETE FROM structure_suspects WHERE source = ? AND kind = ?")
                        .params(source, kind)
                        .update()
                == 1;
    }

    private static List<String> names(@Nullable String kind) {
        return kind == null ? List.of(ALL_KINDS) : List.of(ALL_KINDS, kind);
    }

    private Map<String, Suspicion> standing(String source) {
        Map<String, Suspicion> standing = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT kind, next_trial_at <= UTC_TIMESTAMP(3) due,
                            TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), next_trial_at) micros
                        FROM structure_suspects WHERE source = ? ORDER BY kind""").param(source).query(row -> {
            standing.put(
                    row.getString("kind"),
                    new Suspicion(row.getBoolean("due"), Duration.ofNanos(Math.max(0, row.getLong("micros")) * 1000)));
        });
        return standing;
    }

    private boolean claimTrial(String source, String kind) {
        return jdbc.sql("""
                        UPDATE structure_suspects SET next_trial_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
                        WHERE source = ? AND kind = ? AND next_trial_at <= UTC_TIMESTAMP(3)""")
                        .params(settings.suspectTrialEvery().toNanos() / 1000, source, kind)
                        .update()
                == 1;
    }

    private long note(String source, String kind, int failed) {
        try {
            return NOTE.number(
                    redisson,
                    List.of(LimitKeys.of(settings, source).pages(kind)),
                    failed,
                    settings.suspectAfter(),
                    settings.suspectAfter() / 2);
        } catch (RuntimeException noRedis) {
            // Without Redis there are no permits either: few pages go uncounted.
            log.debug("Redis does not answer; a page of {} is not counted", source, noRedis);
            return 0;
        }
    }
}
