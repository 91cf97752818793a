package io.reelsync.worker.settle;

import io.reelsync.catalog.SubjectState;
import io.reelsync.catalog.Subjects;
import io.reelsync.run.ItemState;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunFeeds.Reading;
import io.reelsync.run.RunItems;
import io.reelsync.source.ListPage;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes one page of a feed, all in one transaction.
 *
 * <ol>
 *   <li>Lock the feed: a page whose reader has lost its lease, or was overtaken, is dropped.
 *   <li>Note every subject. New ones get a video with what the list says; known ones get its score, votes and cover: a
 *       hundred titles refreshed for one request.
 *   <li>Add the items: outstanding where details are owed, fresh otherwise.
 *   <li>Move the feed on.
 * </ol>
 */
@Component
public class ListPageWriter {
    /** How many pages without a title are borne: a source may give pages of none without end. */
    private static final int SPARE_PAGES = 20;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final RunFeeds feeds;
    private final RunItems items;
    private final FactsWriter facts;
    private final TransactionTemplate transaction;

    ListPageWriter(
            JdbcClient jdbc,
            JdbcTemplate batches,
            RunFeeds feeds,
            RunItems items,
            FactsWriter facts,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.feeds = feeds;
        this.items = items;
        this.facts = facts;
        this.transaction = transaction;
    }

    /** A page that was asked for under a lease, with a cursor. */
    public record Page(
            String source,
            long runId,
            String feed,
            long lease,
            @Nullable String cursor,
            ListPage content) {
        Page with(ListPage other) {
            return new Page(source, runId, feed, lease, cursor, other);
        }
    }

    private record Subject(SubjectState state, boolean detailed, boolean due) {
        boolean owed() {
            return state == SubjectState.LEASED || state != SubjectState.DEAD && (!detailed || due);
        }
    }

    /**
     * Stores a page.
     *
     * @return where the reader goes on, complete where the list or the wanted size has ended; empty where the page was
     *     dropped
     */
    @Transactional
    public Optional<Reading> store(Page page, Duration leaseAtMostFor) {
        Reading standing = lock(page).orElse(null);
        if (standing == null) {
            return Optional.empty();
        }
        Map<SubjectId, VideoFacts> listed = listed(page, standing);
        Map<SubjectId, Subject> known = note(page, listed);
        refreshVideos(page.runId(), listed, known);
        owe(page.runId(), known, Subject::owed);
        return Optional.of(advance(page, standing, listed.size(), page.content().rows() == 0, leaseAtMostFor));
    }

    /**
     * The same for a page of what has changed: subjects that are known become due, given up ones and others are passed
     * over. A page on which nothing has changed says nothing of those that follow.
     */
    @Transactional
    public Optional<Reading> storeChanges(Page page, Duration leaseAtMostFor) {
        Reading standing = lock(page).orElse(null);
        if (standing == null) {
            return Optional.empty();
        }
        Map<SubjectId, VideoFacts> changed = listed(page, standing);
        owe(page.runId(), known(page.source(), changed.keySet()), one -> one.state() != SubjectState.DEAD);
        return Optional.of(advance(page, standing, changed.size(), false, leaseAtMostFor));
    }

    private Optional<Reading> lock(Page page) {
        return feeds.lock(page.runId(), page.feed(), page.lease())
                .filter(standing -> Objects.equals(standing.cursor(), page.cursor()));
    }

    private static Map<SubjectId, VideoFacts> listed(Page page, Reading standing) {
        Map<SubjectId, VideoFacts> listed = new TreeMap<>();
        page.content().subjects().stream()
                .limit(standing.wanted() - standing.listed())
                .forEach(facts -> listed.putIfAbsent(facts.subject(), facts));
        return listed;
    }

    private Reading advance(Page page, Reading standing, int listed, boolean over, Duration leaseAtMostFor) {
        int count = standing.listed() + listed;
        String next = over || count >= standing.wanted() ? null : next(standing, page.content());
        feeds.advance(page.runId(), page.feed(), page.lease(), count, next, leaseAtMostFor);
        return new Reading(next, count, next == null ? count : standing.wanted(), standing.pages() + 1, 0, 0);
    }

    /** The cursor of the next page; null where the list is over, or does not get on. */
    private static @Nullable String next(Reading standing, ListPage page) {
        boolean repeats = Objects.equals(page.next(), standing.cursor());
        boolean barren = standing.pages() + 1 >= standing.wanted() + SPARE_PAGES;
        return repeats || barren ? null : page.next();
    }

    /** The same page without the titles that the database refuses: each is tried alone, and nothing of it stays. */
    public Page withoutRefused(Page page) {
        List<VideoFacts> taken = page.content().subjects().stream()
                .filter(facts -> isTaken(page, facts))
                .toList();
        ListPage content = page.content();
        int refused = content.subjects().size() - taken.size();
        return page.with(new ListPage(taken, content.rows(), content.leftOut() + refused, content.next()));
    }

    private boolean isTaken(Page page, VideoFacts facts) {
        Map<SubjectId, VideoFacts> alone = Map.of(facts.subject(), facts);
        try {
            transaction.executeWithoutResult(status -> {
                status.setRollbackOnly();
                refreshVideos(page.runId(), alone, note(page, alone));
            });
            return true;
        } catch (NonTransientDataAccessException refused) {
            return false;
        }
    }

    private Map<SubjectId, Subject> note(Page page, Map<SubjectId, VideoFacts> listed) {
        batches.batchUpdate("""
                INSERT INTO subjects
                    (source, source_id, title, state, priority, run_id, kind, first_seen_at, listed_at)
                VALUES (?, ?, ?, 'WAITING', ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
                ON DUPLICATE KEY UPDATE title = VALUES(title), listed_at = VALUES(listed_at),
                    kind = COALESCE(kind, VALUES(kind))""", listed.values(), 500, (row, facts) -> {
            row.setString(1, facts.subject().source());
            row.setString(2, facts.subject().id());
            row.setString(3, facts.naming().title());
            row.setInt(4, Subjects.NEVER_DETAILED);
            row.setLong(5, page.runId());
            row.setString(6, facts.kind() == null ? null : facts.kind().value());
        });
        return known(page.source(), listed.keySet());
    }

    /** How subjects stand, locked; those that nobody has noted are not among them. */
    private Map<SubjectId, Subject> known(String source, Set<SubjectId> subjects) {
        Map<SubjectId, Subject> known = new TreeMap<>();
        if (!subjects.isEmpty()) {
            jdbc.sql("""
                            SELECT source_id, state, detailed_at IS NOT NULL detailed,
                                COALESCE(due_at <= UTC_TIMESTAMP(3), FALSE) due
                            FROM subjects WHERE source = :source AND source_id IN (:ids)
                            ORDER BY source_id FOR UPDATE""")
                    .param("source", source)
                    .param("ids", subjects.stream().map(SubjectId::id).toList())
                    .query(row -> {
                        known.put(
                                new SubjectId(source, row.getString("source_id")),
                                new Subject(
                                        SubjectState.valueOf(row.getString("state")),
                                        row.getBoolean("detailed"),
                                        row.getBoolean("due")));
                    });
        }
        return known;
    }

    private void refreshVideos(long runId, Map<SubjectId, VideoFacts> listed, Map<SubjectId, Subject> known) {
        List<FactsWriter.Write> writes = new ArrayList<>();
        listed.forEach((subject, facts) -> {
            boolean detailed = known.containsKey(subject) && known.get(subject).detailed();
            writes.add(new FactsWriter.Write(
                    facts, runId, detailed ? FactsWriter.Occasion.LISTED : FactsWriter.Occasion.LISTED_FIRST));
        });
        facts.merge(writes);
    }

    private void owe(long runId, Map<SubjectId, Subject> known, Predicate<Subject> owing) {
        List<SubjectId> owed = new ArrayList<>();
        Map<SubjectId, ItemState> states = new HashMap<>();
        known.forEach((subject, standing) -> {
            boolean owes = owing.test(standing);
            states.put(subject, owes ? ItemState.OUTSTANDING : ItemState.FRESH);
            if (owes && standing.state() != SubjectState.LEASED) {
                owed.add(subject);
            }
        });
        batches.batchUpdate(
                // One that failed keeps the due time that its backoff has given it.
                """
                UPDATE subjects SET state = 'WAITING', run_id = ?,
                    priority = LEAST(priority, IF(detailed_at IS NULL, ?, ?)),
                    due_at = IF(attempts > 0 AND due_at IS NOT NULL, due_at, UTC_TIMESTAMP(3))
                WHERE source = ? AND source_id = ?""", owed, 500, (row, subject) -> {
                    row.setLong(1, runId);
                    row.setInt(2, Subjects.NEVER_DETAILED);
                    row.setInt(3, Subjects.REFRESH);
                    row.setString(4, subject.source());
                    row.setString(5, subject.id());
                });
        items.add(
                runId,
                states.entrySet().stream()
                        .map(entry -> new RunItems.Listed(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
