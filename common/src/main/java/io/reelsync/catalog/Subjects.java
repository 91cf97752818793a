package io.reelsync.catalog;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.telemetry.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The frontier: every subject that was ever seen, and when its details are owed. All times are the database's own, so
 * that the clocks of schedulers and workers don't matter.
 */
@Component
public class Subjects {
    /** The order of value: a few asked for by number, many asked for, never detailed, due for another look. */
    public static final int URGENT = 0;

    public static final int ASKED_FOR = 1;
    public static final int NEVER_DETAILED = 2;
    public static final int REFRESH = 3;

    /** How many subjects a run may ask for and be urgent. */
    static final int A_FEW = 20;

    /**
     * How often a subject must be suspected of a worker's death to be at fault: twice while its page was read, and once
     * more, since the broker's word that it came back again and again may be the first.
     */
    public static final int SUSPECTED_OFTEN = 3;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Subjects(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** A subject handed out for work. */
    public record Leased(
            SubjectId subject, long lease, @Nullable Long runId, String traceId, boolean urgent) {}

    /**
     * Makes the outstanding items of a run that names single subjects due at once. Dead and gone ones get a new start.
     * Where they are a few they are urgent: those that are in hand among many others are handed out anew.
     */
    public void oweItemsOf(long runId) {
        boolean urgent = jdbc.sql("SELECT COUNT(*) FROM sync_run_items WHERE run_id = ? AND state = 'OUTSTANDING'")
                        .param(runId)
                        .query(Long.class)
                        .single()
                <= A_FEW;
        jdbc.sql("""
                        INSERT INTO subjects (source, source_id, state, priority, due_at, run_id, first_seen_at)
                        SELECT i.source, i.source_id, 'WAITING', :priority, UTC_TIMESTAMP(3), i.run_id, UTC_TIMESTAMP(3)
                        FROM sync_run_items i WHERE i.run_id = :run AND i.state = 'OUTSTANDING' ORDER BY i.source_id
                        ON DUPLICATE KEY UPDATE
                            attempts = IF(subjects.state = 'LEASED', subjects.attempts, 0),
                            due_at = IF(subjects.state = 'LEASED', subjects.due_at, VALUES(due_at)),
                            lease = IF(:urgent AND subjects.priority <> :priority, NULL, subjects.lease),
                            state = IF(subjects.lease IS NULL, 'WAITING', 'LEASED'),
                            lease_until = IF(subjects.lease IS NULL, NULL, subjects.lease_until),
                            priority = LEAST(subjects.priority, :priority),
                            run_id = VALUES(run_id)""")
                .param("priority", urgent ? URGENT : ASKED_FOR)
                .param("urgent", urgent)
                .param("run", runId)
                .update();
    }

    /**
     * Makes dead subjects due at once, with a new count of attempts.
     *
     * @param sourceIds which; empty for all of the source
     * @param reason only those that were given up for it; null for any
     * @return how many were dead
     */
    public int replayDead(String source, Collection<String> sourceIds, @Nullable Reason reason) {
        return jdbc.sql("""
                        UPDATE subjects SET state = 'WAITING', attempts = 0, due_at = UTC_TIMESTAMP(3),
                            priority = LEAST(priority, :priority)
                        WHERE source = :source AND state = 'DEAD' AND (:all OR source_id IN (:ids))
                            AND (:reason IS NULL OR reason = :reason)""")
                .param("reason", reason == null ? null : reason.name())
                .param("priority", ASKED_FOR)
                .param("source", source)
                .param("all", sourceIds.isEmpty())
                .param("ids", sourceIds.isEmpty() ? List.of("") : sourceIds)
                .update();
    }

    /**
     * Lets the next answer for a subject pass that would be put in quarantine, and makes it due at once. After a day
     * without one it is as before.
     */
    public void acceptNextAnswer(SubjectId subject) {
        jdbc.sql("""
                        UPDATE subjects SET accepted_until = UTC_TIMESTAMP(3) + INTERVAL 1 DAY,
                            attempts = IF(state = 'LEASED', attempts, 0),
                            due_at = IF(state = 'LEASED', due_at, UTC_TIMESTAMP(3)),
                            priority = LEAST(priority, ?), state = IF(state = 'LEASED', state, 'WAITING')
                        WHERE source = ? AND source_id = ?""").params(ASKED_FOR, subject.source(), subject.id()).update();
    }

    /** Leases urgent subjects that are due, of kinds that are not held back. */
    @Transactional
    public List<Leased> leaseUrgent(String source, int count, Duration leaseAtMostFor, Set<String> heldBack) {
        return lease(source, URGENT, URGENT, count, leaseAtMostFor, heldBack);
    }

    /**
     * Leases subjects that are due, the most valuable first. Two callers at once get different ones.
     *
     * @param heldBack kinds of which none is leased
     */
    @Transactional
    public List<Leased> leaseDue(String source, int count, Duration leaseAtMostFor, Set<String> heldBack) {
        return lease(source, URGENT, REFRESH, count, leaseAtMostFor, heldBack);
    }

    private List<Leased> lease(
            String source, int from, int to, int count, Duration leaseAtMostFor, Set<String> heldBack) {
        long lease = TsidCreator.getTsid().toLong();
        List<Leased> leased = new ArrayList<>();
        // One query a priority: each is a range of the index, and stops at what isn't due yet.
        for (int priority = from; priority <= to && leased.size() < count; priority++) {
            boolean urgent = priority == URGENT;
            leased.addAll(jdbc.sql("""
                            SELECT s.source_id, s.run_id,
                                (SELECT r.trace_id FROM sync_runs r WHERE r.id = s.run_id) trace_id
                            FROM subjects s
                            WHERE s.source = :source AND s.state = 'WAITING' AND s.priority = :priority
                                AND s.due_at <= UTC_TIMESTAMP(3) AND (s.kind IS NULL OR s.kind NOT IN (:heldBack))
                            ORDER BY s.due_at LIMIT :count FOR UPDATE SKIP LOCKED""")
                    .param("source", source)
                    .param("priority", priority)
                    .param("heldBack", heldBack.isEmpty() ? Set.of("") : heldBack)
                    .param("count", count - leased.size())
                    .query((row, n) -> new Leased(
                            new SubjectId(source, row.getString("source_id")),
                            lease,
                            row.getObject("run_id", Long.class),
                            TraceId.validOrNew(row.getString("trace_id")),
                            urgent))
                    .list());
        }
        if (!leased.isEmpty()) {
            jdbc.sql("""
                            UPDATE subjects SET state = 'LEASED', lease = :lease,
                                lease_until = UTC_TIMESTAMP(3) + INTERVAL :seconds SECOND
                            WHERE source = :source AND source_id IN (:ids)""")
                    .param("lease", lease)
                    .param("seconds", leaseAtMostFor.toSeconds())
                    .param("source", source)
                    .param("ids", leased.stream().map(one -> one.subject().id()).toList())
                    .update();
        }
        return leased;
    }

    /** Takes leases back for tasks that never reached the broker: the subjects are due at once. */
    public void takeBack(Collection<SubjectId> subjects, long lease) {
        batches.batchUpdate("""
                UPDATE subjects SET state = 'WAITING', lease = NULL, lease_until = NULL
                WHERE source = ? AND source_id = ? AND lease = ?""", subjects, 500, (row, subject) -> {
            row.setString(1, subject.source());
            row.setString(2, subject.id());
            row.setLong(3, lease);
        });
    }

    /**
     * Makes subjects due whose lease has ended without a word: the message or its worker was lost.
     *
     * @return how many
     */
    @Transactional
    public int endOldLeases() {
        // In the order of the keys, and past what is being settled just now: an update by the leases' own index would
        // meet its writers the other way round, and deadlock.
        List<SubjectId> ended = jdbc.sql("""
                        SELECT source, source_id FROM subjects
                        WHERE state = 'LEASED' AND lease_until < UTC_TIMESTAMP(3)
                        ORDER BY source, source_id LIMIT 1000 FOR UPDATE SKIP LOCKED""")
                .query((row, n) -> new SubjectId(row.getString(1), row.getString(2)))
                .list();
        batches.batchUpdate("""
                UPDATE subjects SET state = 'WAITING', due_at = UTC_TIMESTAMP(3), lease = NULL, lease_until = NULL
                WHERE source = ? AND source_id = ?""", ended, 500, (row, subject) -> {
            row.setString(1, subject.source());
            row.setString(2, subject.id());
        });
        return ended.size();
    }

    /** How long a lease still runs; empty where it has ended, or its run was cancelled. */
    public Optional<Duration> leaseLeft(SubjectId subject, long lease) {
        return jdbc.sql("""
                        SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), lease_until) FROM subjects
                        WHERE source = ? AND source_id = ? AND lease = ? AND state = 'LEASED'
                            AND lease_until > UTC_TIMESTAMP(3)""")
                .params(subject.source(), subject.id(), lease)
                .query(Long.class)
                .optional()
                .map(micros -> Duration.ofNanos(micros * 1000));
    }

    /**
     * Suspects a subject whose task was delivered before: written before its page is read, and forgotten when it is
     * settled. Of all tasks that were in hand when a worker died, this tells the one that it died of.
     */
    public void suspect(SubjectId subject, long lease) {
        jdbc.sql("""
                        UPDATE subjects SET killed_workers = LEAST(killed_workers + 1, 100)
                        WHERE source = ? AND source_id = ? AND lease = ?""").params(subject.source(), subject.id(), lease).update();
    }

    /** Tasks in hand: leased and not settled. */
    public long inHand(String source) {
        return count(source, "state = 'LEASED'");
    }

    /** Subjects whose details are owed now, in hand or not. */
    public long due(String source) {
        return count(source, "state IN ('WAITING', 'LEASED') AND due_at <= UTC_TIMESTAMP(3)");
    }

    /** Subjects that were given up, and not replayed. */
    public long dead(String source) {
        return count(source, "state = 'DEAD'");
    }

    /** The share of the subjects that are neither gone nor dead whose details are not owed; 1 where there are none. */
    public double freshness(String source) {
        long alive = count(source, "state IN ('WAITING', 'LEASED')");
        return alive == 0 ? 1 : 1 - due(source) / (double) alive;
    }

    private long count(String source, String condition) {
        return jdbc.sql("SELECT COUNT(*) FROM subjects WHERE source = ? AND " + condition)
                .param(source)
                .query(Long.class)
                .single();
    }
}
