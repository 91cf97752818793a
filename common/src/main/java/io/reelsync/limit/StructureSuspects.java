package io.reelsync.limit;

import io.reelsync.telemetry.Texts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Kinds of video whose pages are suspected to have a changed structure: of the last titles that any worker read by
 * one route, each counted once with its last page, most failed a quality gate. Nothing of theirs is asked for but one
 * trial now and then, ever more rarely; a trial that passes the gates ends the suspicion. So does an operator. A
 * changed layout stops the line, and leaves what is stored alone.
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
    public enum Leave {
        GIVEN,
        /** It may, and tells whether the suspicion still holds. */
        TRIAL,
        /** It may not: its turn comes when the suspicion has ended. */
        HELD_BACK
    }

    private record Suspicion(String kind, boolean trialIsDue) {}

    /** Asks for leave, just before a request; claims the trial where one is due. */
    public Leave leaveFor(String source, @Nullable String kind) {
        List<Suspicion> against = standing(source).stream()
                .filter(one -> names(kind).contains(one.kind()))
                .toList();
        if (against.isEmpty()) {
            return Leave.GIVEN;
        }
        // All in the same order, and none is claimed where another isn't due: half a trial would be lost.
        boolean claimed = against.stream().allMatch(Suspicion::trialIsDue)
                && against.stream().allMatch(one -> claimTrial(source, one.kind()));
        return claimed ? Leave.TRIAL : Leave.HELD_BACK;
    }

    /** The kinds of which nothing is to be handed out now, by name; {@link #ALL_KINDS} where it is all of them. */
    public Set<String> heldBack(String source) {
        return standing(source).stream()
                .filter(one -> !one.trialIsDue())
                .map(Suspicion::kind)
                .collect(Collectors.toSet());
    }

    /** The kinds that are suspected, by name. */
    public Set<String> of(String source) {
        return standing(source).stream().map(Suspicion::kind).collect(Collectors.toSet());
    }

    /**
     * A page that was read.
     *
     * @param kind what is known of the title's kind, by name
     * @param route by which it was asked for: each route has a structure of its own
     */
    public record Page(String source, @Nullable String kind, String route, String title) {}

    /** Notes a page that passed the gates. */
    public void passed(Page page, boolean trial) {
        String source = page.source();
        String kind = page.kind();
        names(kind).forEach(name -> note(page, name, 0));
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
    public void failed(Page page, String reason, String detail) {
        for (String name : names(page.kind())) {
            if (note(page, name, 1) == 1) {
                suspect(page.source(), name, reason, detail);
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
                    .param(settings.suspectFirstTrial().toNanos() / 1000)
                    .param(reason)
                    .param(Texts.cut(detail, 500))
                    .update();
            log.error(
                    "Most of the last titles of {} (kind {}) failed a quality gate, the last with {}: {}. Its layout may"
                            + " have changed: none is asked for but a trial in {}, and then ever more rarely; what is stored stays",
                    source,
                    kind,
                    reason,
                    detail,
                    settings.suspectFirstTrial());
        } catch (DuplicateKeyException alreadySuspected) {
            log.debug("{} (kind {}) is suspected already", source, kind);
        }
    }

    /** The trial was not sent, or its answer says nothing of a structure: another may follow. */
    public void releaseTrial(String source, @Nullable String kind) {
        jdbc.sql("UPDATE structure_suspects SET next_trial_at = UTC_TIMESTAMP(3), trials = trials - 1"
                        + " WHERE source = :source AND kind IN (:kinds) AND trials > 0")
                .param("source", source)
                .param("kinds", names(kind))
                .update();
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

    private List<Suspicion> standing(String source) {
        return jdbc.sql("""
                        SELECT kind, next_trial_at <= UTC_TIMESTAMP(3) due FROM structure_suspects
                        WHERE source = ? ORDER BY kind""")
                .param(source)
                .query((row, n) -> new Suspicion(row.getString("kind"), row.getBoolean("due")))
                .list();
    }

    private boolean claimTrial(String source, String kind) {
        return jdbc.sql("""
                        UPDATE structure_suspects SET
                            next_trial_at = UTC_TIMESTAMP(3)
                                + INTERVAL LEAST(:longest, :first * POW(2, LEAST(trials, 30))) MICROSECOND,
                            trials = trials + 1
                        WHERE source = :source AND kind = :kind AND next_trial_at <= UTC_TIMESTAMP(3)""")
                        .param("first", settings.suspectFirstTrial().toNanos() / 1000)
                        .param("longest", settings.suspectLongestTrial().toNanos() / 1000)
                        .param("source", source)
                        .param("kind", kind)
                        .update()
                == 1;
    }

    private long note(Page page, String kind, int failed) {
        try {
            return NOTE.number(
                    redisson,
                    List.of(LimitKeys.of(settings, page.source()).pages(kind, page.route())),
                    page.title(),
                    failed,
                    settings.suspectAfter(),
                    settings.suspectAfter(),
                    settings.suspectAfter() / 2);
        } catch (RuntimeException noRedis) {
            // Without Redis there are no permits either: few pages go uncounted.
            log.debug("Redis does not answer; a page of {} is not counted", page.source(), noRedis);
            return 0;
        }
    }
}
