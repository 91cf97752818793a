package io.reelsync.worker.settle;

import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunItems;
import io.reelsync.run.RunItems.Standing;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.settle.NextStates.Next;
import io.reelsync.worker.settle.NextStates.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what came of tasks, all in one transaction: facts with their change history, the subject's next due time, and
 * its item in every run that owes it.
 *
 * <ol>
 *   <li>Lock the subjects, in the order of their keys. A result whose lease has ended is dropped: somebody else has the
 *       subject, or has had it.
 *   <li>Merge the facts that were found.
 *   <li>Set each subject's state, attempts and due time; note the titles into which some were merged.
 *   <li>Set the items.
 * </ol>
 */
@Component
class TaskSettler {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final FactsWriter facts;
    private final RunItems items;
    private final NextStates nextStates;
    private final Evidence evidence;

    TaskSettler(
            JdbcClient jdbc,
            JdbcTemplate batches,
            FactsWriter facts,
            RunItems items,
            NextStates nextStates,
            Evidence evidence) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.facts = facts;
        this.items = items;
        this.nextStates = nextStates;
        this.evidence = evidence;
    }

    /** A task's result. */
    record Settlement(SubjectId subject, long lease, TaskResult result) {}

    /** Settles each; the answers are in the order of the settlements. */
    @Transactional
    public List<Settled> settle(List<Settlement> settlements) {
        Map<Settlement, Subject> held = lock(settlements);
        Map<SubjectId, FactsWriter.Merged> merged = facts.merge(held.entrySet().stream()
                .filter(one -> one.getKey().result() instanceof TaskResult.Found)
                .map(one -> new FactsWriter.Write(
                        ((TaskResult.Found) one.getKey().result()).facts(),
                        one.getValue().runId(),
                        one.getValue().occasion()))
                .toList());
        List<Next> all = new ArrayList<>();
        List<Settled> answers = new ArrayList<>();
        for (Settlement settlement : settlements) {
            Subject subject = held.get(settlement);
            if (subject == null) {
                answers.add(Settled.DROPPED);
                continue;
            }
            Next next = nextStates.after(settlement, subject, merged.get(settlement.subject()));
            all.add(next);
            answers.add(next.settled());
        }
        updateSubjects(all);
        recordMerged(all);
        keepEvidence(all, held);
        items.settle(all.stream()
                .map(next -> standing(next, Objects.requireNonNull(held.get(next.settlement()))))
                .toList());
        return answers;
    }

    private Map<Settlement, Subject> lock(List<Settlement> settlements) {
        // By identity, one per subject: a task that was delivered twice is settled once.
        Map<Settlement, Subject> held = new IdentityHashMap<>();
        settlements.stream()
                .map(Settlement::subject)
                .sorted()
                .distinct()
                .collect(Collectors.groupingBy(
                        SubjectId::source, TreeMap::new, Collectors.mapping(SubjectId::id, Collectors.toList())))
                .forEach((source, ids) -> {
                    Map<SubjectId, Locked> locked = lock(source, ids);
                    for (Settlement settlement : settlements) {
                        Locked row = locked.get(settlement.subject());
                        if (row != null && row.lease() == settlement.lease()) {
                            held.put(settlement, row.subject());
                            locked.remove(settlement.subject());
                        }
                    }
                });
        return held;
    }

    /** @param lease 0 if nobody holds one */
    private record Locked(Subject subject, long lease) {}

    private Map<SubjectId, Locked> lock(String source, List<String> ids) {
        Map<SubjectId, Locked> locked = new HashMap<>();
        // By their key: of a small table another index may be read, whose order moves, and two would wait for each
        // other.
        jdbc.sql("""
                        SELECT source_id, lease, attempts, priority, detailed_at, run_id, killed_workers,
                            accepted_until > UTC_TIMESTAMP(3) accepted FROM subjects FORCE INDEX (PRIMARY)
                        WHERE source = :source AND source_id IN (:ids) ORDER BY source_id FOR UPDATE""").param("source", source).param("ids", ids).query(row -> {
            Subject subject = new Subject(
                    row.getInt("attempts"),
                    row.getInt("priority"),
                    row.getObject("detailed_at") != null,
                    row.getObject("run_id", Long.class),
                    row.getInt("killed_workers"),
                    row.getBoolean("accepted"));
            locked.put(new SubjectId(source, row.getString("source_id")), new Locked(subject, row.getLong("lease")));
        });
        return locked;
    }

    /** The rows are there, and locked: all are updated in one statement. */
    private void updateSubjects(List<Next> all) {
        batches.batchUpdate("""
                INSERT INTO subjects (source, source_id, state, priority, attempts, reason, detail, due_at, detailed_at,
                    fully_detailed_at, detailed_count, changed_at, changed_count, route, kind, merged_into, killed_workers,
                    first_seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND, IF(?, UTC_TIMESTAMP(3), NULL),
                    IF(?, UTC_TIMESTAMP(3), NULL), ?, IF(?, UTC_TIMESTAMP(3), NULL), ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))
                ON DUPLICATE KEY UPDATE
                    state = VALUES(state), priority = VALUES(priority), attempts = VALUES(attempts),
                    reason = VALUES(reason), detail = VALUES(detail), lease = NULL, lease_until = NULL,
                    killed_workers = VALUES(killed_workers), due_at = VALUES(due_at),
                    accepted_until = IF(VALUES(detailed_at) IS NULL, accepted_until, NULL),
                    merged_into = IF(VALUES(detailed_at) IS NULL, COALESCE(VALUES(merged_into), merged_into), NULL),
                    detailed_at = COALESCE(VALUES(detailed_at), detailed_at),
                    fully_detailed_at = COALESCE(VALUES(fully_detailed_at), fully_detailed_at),
                    detailed_count = detailed_count + VALUES(detailed_count),
                    changed_at = COALESCE(VALUES(changed_at), changed_at),
                    changed_count = changed_count + VALUES(changed_count),
                    route = COALESCE(VALUES(route), route),
                    kind = IF(VALUES(kind) = 'tv' AND kind IN ('anime', 'doc', 'tvshow'), kind,
                        COALESCE(VALUES(kind), kind))""", all, 500, (row, next) -> {
            VideoFacts facts = next.believed();
            boolean found = facts != null;
            boolean changed = next.settled() == Settled.CHANGED;
            row.setString(1, next.settlement().subject().source());
            row.setString(2, next.settlement().subject().id());
            row.setString(3, next.state().name());
            row.setInt(4, next.priority());
            row.setInt(5, next.attempts());
            row.setString(6, next.reasonName());
            row.setString(7, next.detail());
            // No due time at all for the dead: an interval of NULL gives NULL.
            row.setObject(8, next.dueAfter() == null ? null : next.dueAfter().toNanos() / 1000);
            row.setBoolean(9, found);
            row.setBoolean(10, facts != null && !facts.provenance().partial());
            row.setInt(11, found ? 1 : 0);
            row.setBoolean(12, changed);
            row.setInt(13, changed ? 1 : 0);
            String route = facts == null ? "" : facts.provenance().route();
            row.setString(14, route.isEmpty() ? null : route);
            row.setString(
                    15,
                    facts == null || facts.kind() == null ? null : facts.kind().value());
            row.setString(
                    16,
                    next.settlement().result() instanceof TaskResult.Merged merged
                            ? merged.into().id()
                            : null);
            row.setInt(17, next.killedWorkers());
        });
    }

    /** Notes the titles into which others were merged: what isn't known yet is owed at once. */
    private void recordMerged(List<Next> all) {
        List<Settlement> merged = all.stream()
                .map(Next::settlement)
                .filter(settlement -> settlement.result() instanceof TaskResult.Merged)
                .toList();
        batches.batchUpdate("""
                INSERT INTO subjects (source, source_id, kind, state, priority, due_at, run_id, first_seen_at)
                SELECT source, merged_into, kind, 'WAITING', ?, UTC_TIMESTAMP(3), run_id, UTC_TIMESTAMP(3)
                FROM subjects s WHERE s.source = ? AND s.source_id = ?
                ON DUPLICATE KEY UPDATE source = VALUES(source)""", merged, 500, (row, settlement) -> {
            row.setInt(1, Subjects.NEVER_DETAILED);
            row.setString(2, settlement.subject().source());
            row.setString(3, settlement.subject().id());
        });
    }

    private void keepEvidence(List<Next> all, Map<Settlement, Subject> held) {
        evidence.keep(all.stream()
                .filter(next -> next.believed() != null)
                .map(next -> (TaskResult.Found) next.settlement().result())
                .toList());
        evidence.quarantine(all.stream()
                .flatMap(next -> doubt(
                        next,
                        Objects.requireNonNull(held.get(next.settlement())).runId())
                        .stream())
                .toList());
    }

    private static Optional<Evidence.Quarantined> doubt(Next next, @Nullable Long runId) {
        Received received = null;
        VideoFacts facts = null;
        if (next.settlement().result() instanceof TaskResult.Found found) {
            received = found.received();
            facts = found.facts();
        } else if (next.settlement().result() instanceof TaskResult.Failed failed) {
            received = failed.received();
            facts = failed.facts();
        }
        return next.reason() == null || !next.reason().isQuarantine() || received == null
                ? Optional.empty()
                : Optional.of(new Evidence.Quarantined(
                        next.settlement().subject(),
                        next.reason(),
                        Objects.requireNonNullElse(next.detail(), ""),
                        received,
                        facts,
                        runId));
    }

    private static Standing standing(Next next, Subject before) {
        boolean tried = next.settled() != Settled.PUT_BACK;
        int attempts = before.attempts() + (tried ? 1 : 0);
        return new Standing(
                next.settlement().subject(), next.settled().itemState(), attempts, next.reasonName(), next.detail());
    }
}
