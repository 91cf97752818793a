package io.reelsync.run;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.catalog.Subjects;
import io.reelsync.database.DatabaseTime;
import io.reelsync.telemetry.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The feeds that runs owe: leased to one reader at a time, read page by page, given up after the last attempt. */
@Component
public class RunFeeds {
    /** How often a feed must be suspected of a worker's death to be at fault, as a subject must. */
    public static final int SUSPECTED_OFTEN = Subjects.SUSPECTED_OFTEN;

    private final JdbcClient jdbc;

    RunFeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A feed handed out for reading.
     *
     * @param link of a list that somebody keeps; null where the feed is one of the source's own
     */
    public record LeasedFeed(
            long runId,
            String source,
            String feed,
            @Nullable String link,
            long lease,
            String traceId) {}

    /**
     * Where a reader stands.
     *
     * @param cursor the page to ask for, as the source names it; null for the first
     * @param listed titles listed so far
     * @param wanted titles to list in all
     * @param pages pages read so far
     * @param attempts failed attempts since the last good page
     * @param killedWorkers how many workers may have died of the page
     */
    public record Reading(@Nullable String cursor, int listed, int wanted, int pages, int attempts, int killedWorkers) {
        public boolean complete() {
            return listed >= wanted;
        }
    }

    /** Leases feeds that are due, the oldest first. */
    @Transactional
    public List<LeasedFeed> leaseDue(String source, int count, Duration leaseAtMostFor) {
        record Due(
                long runId,
                String source,
                String feed,
                @Nullable String link,
                String traceId) {}
        List<Due> due = jdbc.sql("""
                        SELECT f.run_id, f.source, f.feed, f.link, r.trace_id
                        FROM sync_run_feeds f JOIN sync_runs r ON r.id = f.run_id
                        WHERE f.state = 'OUTSTANDING' AND f.due_at <= UTC_TIMESTAMP(3)
                            AND (f.lease_until IS NULL OR f.lease_until < UTC_TIMESTAMP(3))
                            AND r.state = 'RUNNING' AND (f.source = ? OR f.source = '' AND r.source = ?)
                        ORDER BY f.due_at LIMIT ? FOR UPDATE SKIP LOCKED""")
                .params(source, source, count)
                .query((row, n) ->
                        new Due(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .list();
        return due.stream()
                .map(feed -> {
                    long lease = TsidCreator.getTsid().toLong();
                    jdbc.sql("""
                                    UPDATE sync_run_feeds
                                    SET lease = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
                                    WHERE run_id = ? AND source = ? AND feed = ?""")
                            .params(lease, leaseAtMostFor.toSeconds(), feed.runId(), feed.source(), feed.feed())
                            .update();
                    return new LeasedFeed(feed.runId(), source, feed.feed(), feed.link(), lease, feed.traceId());
                })
                .toList();
    }

    /** Where the holder of a lease goes on; empty where the lease has ended or the run no longer wants the feed. */
    public Optional<Reading> reading(long runId, String feed, long lease) {
        return reading(runId, feed, lease, "");
    }

    /** The same, locked until the end of the caller's transaction. */
    public Optional<Reading> lock(long runId, String feed, long lease) {
        // The run first: a join may lock the feed before it, and then meet who holds the run and wants the feed.
        jdbc.sql("SELECT id FROM sync_runs WHERE id = ? FOR UPDATE")
                .param(runId)
                .query(Long.class)
                .optional();
        return reading(runId, feed, lease, " FOR UPDATE");
    }

    private Optional<Reading> reading(long runId, String feed, long lease, String locking) {
        return jdbc.sql("""
                        SELECT f.next_cursor, f.position, f.wanted, f.pages, f.attempts, f.killed_workers
                        FROM sync_run_feeds f JOIN sync_runs r ON r.id = f.run_id
                        WHERE f.run_id = ? AND f.feed = ? AND f.lease = ? AND f.lease_until >= UTC_TIMESTAMP(3)
                            AND f.state = 'OUTSTANDING' AND r.state = 'RUNNING'""" + locking)
                .params(runId, feed, lease)
                .query((row, n) -> new Reading(
                        row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5), row.getInt(6)))
                .optional();
    }

    /**
     * Moves a feed on after a page was stored, and keeps its lease alive.
     *
     * @param listed titles listed so far
     * @param next the cursor of the page to ask for; null where the feed is read to its end, or to the wanted size
     */
    public void advance(
            long runId, String feed, long lease, int listed, @Nullable String next, Duration leaseAtMostFor) {
        jdbc.sql("""
                        UPDATE sync_run_feeds
                        SET position = ?, next_cursor = ?, pages = pages + 1, state = ?, attempts = 0, reason = NULL,
                            detail = NULL, killed_workers = 0, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
                        WHERE run_id = ? AND feed = ? AND lease = ?""")
                .param(listed)
                .param(next)
                .param(next == null ? "READ" : "OUTSTANDING")
                .param(leaseAtMostFor.toSeconds())
                .param(runId)
                .param(feed)
                .param(lease)
                .update();
        if (next == null) {
            jdbc.sql("""
                            INSERT INTO feed_readings (source, feed, read_at)
                            SELECT IF(f.source = '', r.source, f.source), f.feed, UTC_TIMESTAMP(3)
                            FROM sync_run_feeds f JOIN sync_runs r ON r.id = f.run_id
                            WHERE f.run_id = ? AND f.feed = ? AND f.lease = ?
                            ON DUPLICATE KEY UPDATE read_at = VALUES(read_at)""").params(runId, feed, lease).update();
        }
    }

    /**
     * Ends a lease after a failure: the feed is due again after the delay, or given up.
     *
     * @param attempts failed attempts in a row, with this one
     * @param delay null to give it up
     */
    public void fail(
            long runId, String feed, long lease, int attempts, String reason, String detail, @Nullable Duration delay) {
        jdbc.sql("""
                        UPDATE sync_run_feeds
                        SET state = ?, attempts = ?, reason = ?, detail = ?, lease = NULL, lease_until = NULL,
                            killed_workers = 0, due_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
                        WHERE run_id = ? AND feed = ? AND lease = ?""")
                .params(
                        delay == null ? "FAILED" : "OUTSTANDING",
                        attempts,
                        reason,
                        Texts.cut(detail, 500),
                        delay == null ? 0 : delay.toNanos() / 1000,
                        runId,
                        feed,
                        lease)
                .update();
    }

    /** Ends a lease without an attempt spent: the feed is due again after the delay. */
    public void putBack(long runId, String feed, long lease, Duration delay) {
        jdbc.sql("""
                        UPDATE sync_run_feeds SET lease = NULL, lease_until = NULL, killed_workers = 0,
                            due_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
                        WHERE run_id = ? AND feed = ? AND lease = ?""").params(delay.toNanos() / 1000, runId, feed, lease).update();
    }

    /**
     * The same at once for a feed that the broker gave up: it may be what a worker died of, though nobody wrote that
     * down, since the broker counts a death more than once if other consumers of the dead worker were idle.
     */
    public void putBackSuspected(long runId, String feed, long lease) {
        jdbc.sql("""
                        UPDATE sync_run_feeds SET lease = NULL, lease_until = NULL,
                            killed_workers = GREATEST(killed_workers, 1), due_at = UTC_TIMESTAMP(3)
                        WHERE run_id = ? AND feed = ? AND lease = ?""").params(runId, feed, lease).update();
    }

    /**
     * Suspects a feed whose task was delivered before: written before its page is read, and forgotten when the page is
     * stored or the lease ended.
     */
    public void suspect(long runId, String feed, long lease) {
        jdbc.sql("""
                        UPDATE sync_run_feeds SET killed_workers = LEAST(killed_workers + 1, 100)
                        WHERE run_id = ? AND feed = ? AND lease = ?""").params(runId, feed, lease).update();
    }

    /** Takes the feeds of a run from their readers, who stop at their next page. */
    public void endLeases(long runId) {
        jdbc.sql(
                        "UPDATE sync_run_feeds SET lease = NULL, lease_until = NULL WHERE run_id = ? AND state = 'OUTSTANDING'")
                .param(runId)
                .update();
    }

    /** Feeds of active runs that are owed now, in hand or not. */
    public long due(String source) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM sync_run_feeds f JOIN sync_runs r ON r.id = f.run_id
                        WHERE f.state = 'OUTSTANDING' AND f.due_at <= UTC_TIMESTAMP(3)
                            AND r.state IN ('REQUESTED', 'RUNNING') AND (f.source = ? OR f.source = '' AND r.source = ?)""").params(source, source).query(Long.class).single();
    }

    /** When the last run began that has read a feed to its end; empty where no such run is kept. */
    public Optional<Instant> lastReadingBegan(String source, String feed) {
        return jdbc.sql("""
                        SELECT MAX(r.started_at) FROM sync_run_feeds f JOIN sync_runs r ON r.id = f.run_id
                        WHERE (f.source = ? OR f.source = '' AND r.source = ?) AND f.feed = ? AND f.state = 'READ'""")
                .params(source, source, feed)
                .query(LocalDateTime.class)
                .optional()
                .map(DatabaseTime::instant);
    }

    /** Gives up the feeds that a run still owes. */
    public void cancel(long runId) {
        jdbc.sql("UPDATE sync_run_feeds SET state = 'CANCELLED' WHERE run_id = ? AND state = 'OUTSTANDING'")
                .param(runId)
                .update();
    }

    /**
     * How far a run is with one of its feeds.
     *
     * @param state {@code OUTSTANDING}, {@code READ}, {@code FAILED} or {@code CANCELLED}
     * @param listed titles listed so far
     * @param reason why the last attempt failed; null where it didn't
     * @param dueAt from when on it may be read; of one that failed and is still owed, when it is tried again
     */
    public record Standing(
            long runId,
            String source,
            String feed,
            String state,
            int listed,
            @Nullable String reason,
            @Nullable String detail,
            Instant dueAt) {

        /** Whether its last attempt failed, be it that it is tried again. */
        public boolean isFailing() {
            return state.equals("FAILED") || state.equals("OUTSTANDING") && reason != null;
        }

        public boolean isOwed() {
            return state.equals("OUTSTANDING");
        }
    }

    /** The feeds of these runs, by run, source and name. */
    public List<Standing> of(Collection<Long> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        SELECT f.run_id, IF(f.source = '', r.source, f.source) source_name, f.feed, f.state, f.position,
                            f.reason, f.detail, f.due_at
                        FROM sync_run_feeds f JOIN sync_runs r ON r.id = f.run_id
                        WHERE f.run_id IN (:runs) ORDER BY f.run_id, source_name, f.feed""")
                .param("runs", runs)
                .query((row, n) -> new Standing(
                        row.getLong("run_id"),
                        row.getString("source_name"),
                        row.getString("feed"),
                        row.getString("state"),
                        row.getInt("position"),
                        row.getString("reason"),
                        row.getString("detail"),
                        DatabaseTime.instant(row, "due_at")))
                .list();
    }

    /** The feeds of a run that could not be read, each with the reason for people. */
    public List<String> failures(long runId) {
        return jdbc.sql("SELECT CONCAT(feed, ': ', detail) FROM sync_run_feeds WHERE run_id = ? AND state = 'FAILED'")
                .param(runId)
                .query(String.class)
                .list();
    }
}
