package io.reelsync.run;

import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down that a run is wanted. Nothing else happens here: the scheduler takes the row up within a second, so
 * there is no command message that could be lost.
 */
@Component
public class StartRun {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;

    StartRun(JdbcClient jdbc, JdbcTemplate batches, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
    }

    /**
     * A run that was started, or was there already.
     *
     * @param alreadyRunning whether a run of the same feeds was active, and this is that one
     */
    public record Started(long runId, RunState state, boolean alreadyRunning) {}

    /** Who asks, for the run's record. */
    public record Requester(String name, String traceId) {}

    /**
     * Asks for feeds.
     *
     * @param listSize titles to list of each feed
     * @return a new run, or the active one of the same feeds
     */
    public Started feeds(String source, List<String> feeds, int listSize, Requester requester) {
        return startOrFind(source, feeds, listSize, requester, null);
    }

    /**
     * Starts the run of a schedule's firing, within the caller's transaction.
     *
     * @return empty where that firing has its run already
     */
    public Optional<Started> firing(
            String schedule, Instant firing, String source, List<String> feeds, int listSize, Requester requester) {
        Firing identity = new Firing(schedule, LocalDateTime.ofInstant(firing, ZoneOffset.UTC));
        if (fired(identity)) {
            return Optional.empty();
        }
        return Optional.of(startOrFind(source, feeds, listSize, requester, identity));
    }

    /** Asks for single subjects of a source: always a run of its own. */
    public Started subjects(String source, List<Long> sourceIds, Requester requester) {
        Started started = transaction.execute(status -> {
            long id = insertRun(source, null, requester, null);
            batches.batchUpdate("""
                    INSERT IGNORE INTO sync_run_items (run_id, source, source_id, state, updated_at)
                    VALUES (?, ?, ?, 'OUTSTANDING', UTC_TIMESTAMP(3))""", new TreeSet<>(sourceIds), 500, (row, sourceId) -> {
                row.setLong(1, id);
                row.setString(2, source);
                row.setLong(3, sourceId);
            });
            return new Started(id, RunState.REQUESTED, false);
        });
        return Objects.requireNonNull(started);
    }

    private record Firing(String schedule, LocalDateTime at) {}

    private Started startOrFind(
            String source, List<String> feeds, int listSize, Requester requester, @Nullable Firing firing) {
        TreeSet<String> sorted = new TreeSet<>(feeds);
        String activeKey = source + ":" + String.join(",", sorted);
        Started started = transaction.execute(status -> {
            // The active run may end between the refused insert and the look-up: then the next insert succeeds.
            for (int attempt = 1; attempt <= 3; attempt++) {
                try {
                    long id = insertRun(source, activeKey, requester, firing);
                    sorted.forEach(feed -> insertFeed(id, feed, listSize));
                    return new Started(id, RunState.REQUESTED, false);
                } catch (DuplicateKeyException active) {
                    Optional<Started> found = findActive(activeKey);
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
            throw new IllegalStateException("runs of " + activeKey + " end faster than one can be found");
        });
        return Objects.requireNonNull(started);
    }

    private boolean fired(Firing firing) {
        return jdbc.sql("SELECT COUNT(*) FROM sync_runs WHERE schedule = ? AND firing_at = ?")
                        .params(firing.schedule(), firing.at())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private Optional<Started> findActive(String activeKey) {
        return jdbc.sql("SELECT id, state FROM sync_runs WHERE active_key = ?")
                .param(activeKey)
                .query((row, n) -> new Started(row.getLong(1), RunState.valueOf(row.getString(2)), true))
                .optional();
    }

    private long insertRun(String source, @Nullable String activeKey, Requester requester, @Nullable Firing firing) {
        long id = TsidCreator.getTsid().toLong();
        jdbc.sql("""
                        INSERT INTO sync_runs (id, source, trigger_kind, schedule, firing_at, requested_by, trace_id,
                            state, active_key, requested_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 'REQUESTED', ?, UTC_TIMESTAMP(3))""")
                .param(id)
                .param(source)
                .param((firing == null ? Trigger.REQUESTED : Trigger.SCHEDULED).name())
                .param(firing == null ? null : firing.schedule())
                .param(firing == null ? null : firing.at())
                .param(requester.name())
                .param(requester.traceId())
                .param(activeKey)
                .update();
        return id;
    }

    private void insertFeed(long runId, String feed, int listSize) {
        jdbc.sql("""
                        INSERT INTO sync_run_feeds (run_id, feed, state, wanted, due_at)
                        VALUES (?, ?, 'OUTSTANDING', ?, UTC_TIMESTAMP(3))""").params(runId, feed, listSize).update();
    }
}
