package io.reelsync.run;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.database.DatabaseTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
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
public class RunStarter {
    /** In the place of a source, for runs that ask none. */
    public static final String MERGE = "merge";

    private static final int LONGEST_ACTIVE_KEY = 255;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;

    RunStarter(JdbcClient jdbc, JdbcTemplate batches, TransactionTemplate transaction) {
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
     * Asks for a run of one source or several, each named once.
     *
     * @return a new run; or, where it is of feeds alone, the active one of the same feeds
     */
    public Started start(Collection<Wanted> wanted, Requester requester) {
        return startOrFind(newId(), wanted, requester, null);
    }

    /**
     * Asks for feeds of one source.
     *
     * @param listSize how many titles to list of a feed
     * @return a new run, or the active one of the same feeds
     */
    public Started feeds(String source, List<String> feeds, ToIntFunction<String> listSize, Requester requester) {
        return start(List.of(Wanted.feeds(source, feeds, listSize)), requester);
    }

    /**
     * Asks for single subjects of one source: always a run of its own.
     *
     * @throws IllegalArgumentException where one can be no source's id
     */
    public Started subjects(String source, Collection<String> sourceIds, Requester requester) {
        return start(List.of(Wanted.subjects(source, sourceIds)), requester);
    }

    /**
     * Starts the run of a schedule's firing, within the caller's transaction. Whoever writes the firing down first makes
     * the run; another who does so at the same time waits here until that is committed.
     *
     * @return a new run, or the active one of the same feeds; empty where that firing has its run already
     */
    public Optional<Started> firing(String schedule, Instant firing, Wanted wanted, Requester requester) {
        Firing identity = new Firing(schedule, DatabaseTime.column(firing));
        long id = newId();
        if (!claim(identity, id)) {
            return Optional.empty();
        }
        Started started = startOrFind(id, List.of(wanted), requester, identity);
        if (started.alreadyRunning()) {
            leaveTo(started.runId(), identity);
        }
        return Optional.of(started);
    }

    /**
     * Has all videos that rest on several statements put together anew, since the rules have changed. No source is asked:
     * the items are videos, of no source.
     */
    public Started mergeRules(Requester requester) {
        Started started = transaction.execute(status -> {
            long id = newId();
            insertRun(id, MERGE, null, requester, null);
            jdbc.sql("""
                            INSERT INTO sync_run_items (run_id, source, source_id, state, updated_at)
                            SELECT ?, ?, video_id, 'OUTSTANDING', UTC_TIMESTAMP(3) FROM statements
                            GROUP BY video_id HAVING COUNT(*) > 1""").params(id, MERGE).update();
            return new Started(id, RunState.REQUESTED, false);
        });
        return Objects.requireNonNull(started);
    }

    private record Firing(String schedule, LocalDateTime at) {}

    private Started startOrFind(long id, Collection<Wanted> wanted, Requester requester, @Nullable Firing firing) {
        List<Wanted> parts =
                wanted.stream().sorted(Comparator.comparing(Wanted::source)).toList();
        String activeKey = parts.stream().allMatch(part -> part.subjects().isEmpty()) ? activeKey(parts) : null;
        Started started = transaction.execute(status -> {
            // The active run may end between the refused insert and the look-up: then the next insert succeeds.
            for (int attempt = 1; attempt <= 3; attempt++) {
                try {
                    insertRun(
                            id,
                            String.join(",", parts.stream().map(Wanted::source).toList()),
                            activeKey,
                            requester,
                            firing);
                    parts.forEach(part -> insert(id, part));
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

    /** The same for all requests of the same feeds; readable for an operator unless it is too long for the column. */
    private static String activeKey(List<Wanted> parts) {
        String feeds = String.join(
                ";",
                parts.stream()
                        .map(part -> part.source() + ":"
                                + String.join(",", part.feeds().keySet()))
                        .toList());
        return feeds.length() <= LONGEST_ACTIVE_KEY
                ? feeds
                : UUID.nameUUIDFromBytes(feeds.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Of a list that somebody keeps the run takes the link along, so that it needs to know nothing else of it. */
    private void insert(long runId, Wanted part) {
        Map<String, String> links = linksOfKept(part.source());
        batches.batchUpdate("""
                INSERT INTO sync_run_feeds (run_id, source, feed, link, state, wanted, due_at)
                VALUES (?, ?, ?, ?, 'OUTSTANDING', ?, UTC_TIMESTAMP(3))""", part.feeds().entrySet(), 500, (row, feed) -> {
            row.setLong(1, runId);
            row.setString(2, part.source());
            row.setString(3, feed.getKey());
            row.setString(4, links.get(feed.getKey()));
            row.setInt(5, feed.getValue());
        });
        batches.batchUpdate("""
                INSERT IGNORE INTO sync_run_items (run_id, source, source_id, state, updated_at)
                VALUES (?, ?, ?, 'OUTSTANDING', UTC_TIMESTAMP(3))""", part.subjects(), 500, (row, subject) -> {
            row.setLong(1, runId);
            row.setString(2, subject.source());
            row.setString(3, subject.id());
        });
    }

    private Map<String, String> linksOfKept(String source) {
        Map<String, String> links = new HashMap<>();
        jdbc.sql("SELECT name, link FROM kept_lists WHERE source = ?")
                .param(source)
                .query(row -> {
                    links.put(row.getString("name"), row.getString("link"));
                });
        return links;
    }

    private boolean claim(Firing firing, long runId) {
        try {
            jdbc.sql("""
                            INSERT INTO schedule_firings (schedule, firing_at, run_id, fired_at)
                            VALUES (?, ?, ?, UTC_TIMESTAMP(3))""").params(firing.schedule(), firing.at(), runId).update();
            return true;
        } catch (DuplicateKeyException anotherWasFirst) {
            return false;
        }
    }

    private void leaveTo(long runId, Firing firing) {
        jdbc.sql("""
                        UPDATE schedule_firings SET run_id = ?, already_running = TRUE
                        WHERE schedule = ? AND firing_at = ?""").params(runId, firing.schedule(), firing.at()).update();
    }

    private Optional<Started> findActive(@Nullable String activeKey) {
        return jdbc.sql("SELECT id, state FROM sync_runs WHERE active_key = ?")
                .param(activeKey)
                .query((row, n) -> new Started(row.getLong(1), RunState.valueOf(row.getString(2)), true))
                .optional();
    }

    private void insertRun(
            long id, String source, @Nullable String activeKey, Requester requester, @Nullable Firing firing) {
        jdbc.sql("""
                        INSERT INTO sync_runs (id, source, trigger_kind, schedule, firing_at, requested_by, trace_id,
                            state, active_key, requested_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, 'REQUESTED', ?, UTC_TIMESTAMP(3))""")
                .param(id)
                .param(source)
                .param(trigger(source, firing).name())
                .param(firing == null ? null : firing.schedule())
                .param(firing == null ? null : firing.at())
                .param(requester.name())
                .param(requester.traceId())
                .param(activeKey)
                .update();
    }

    private static Trigger trigger(String source, @Nullable Firing firing) {
        if (source.equals(MERGE)) {
            return Trigger.MERGE_RULES;
        }
        return firing == null ? Trigger.REQUESTED : Trigger.SCHEDULED;
    }

    private static long newId() {
        return TsidCreator.getTsid().toLong();
    }
}
