package io.reelsync.run;

import io.reelsync.database.DatabaseTime;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Rates;
import io.reelsync.source.Sources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs, with their progress counted from their items at the moment of asking: counts always add up. */
@Component
public class SyncRuns {
    private static final String SELECT = "SELECT r.* FROM sync_runs r";
    /** Of more than these some are due. */
    private static final int FEW = 200;

    private final JdbcClient jdbc;
    private final Sources sources;
    private final Pauses pauses;
    private final Rates rates;

    SyncRuns(JdbcClient jdbc, Sources sources, Pauses pauses, Rates rates) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.pauses = pauses;
        this.rates = rates;
    }

    public Optional<RunProgress> find(long id) {
        List<SyncRun> run = jdbc.sql(SELECT + " WHERE r.id = ?")
                .param(id)
                .query(SyncRuns::read)
                .list();
        return progress(run).stream().findFirst();
    }

    /** The newest runs first. */
    public List<RunProgress> page(int page, int size) {
        return progress(jdbc.sql(SELECT + " ORDER BY r.requested_at DESC, r.id DESC LIMIT ? OFFSET ?")
                .params(size, (long) page * size)
                .query(SyncRuns::read)
                .list());
    }

    /** Those of which more may come, the oldest first. */
    public List<RunProgress> active() {
        return progress(
                jdbc.sql(SELECT + " WHERE r.state IN ('REQUESTED', 'RUNNING', 'PAUSED') ORDER BY r.requested_at, r.id")
                        .query(SyncRuns::read)
                        .list());
    }

    public long count() {
        return jdbc.sql("SELECT COUNT(*) FROM sync_runs").query(Long.class).single();
    }

    public List<SyncRun> inState(RunState state) {
        return jdbc.sql(SELECT + " WHERE r.state = ? ORDER BY r.requested_at")
                .param(state.name())
                .query(SyncRuns::read)
                .list();
    }

    /** Items of active runs by state, for the metric. */
    public Map<ItemState, Long> itemsOfActiveRuns() {
        Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
        jdbc.sql("""
                        SELECT i.state, COUNT(*) FROM sync_run_items i JOIN sync_runs r ON r.id = i.run_id
                        WHERE r.state IN ('REQUESTED', 'RUNNING', 'PAUSED') GROUP BY i.state""").query(row -> {
            counts.put(ItemState.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    /** Marks a run as taken up; false where it was not waiting for that. */
    public boolean begin(long id) {
        return jdbc.sql("""
                                UPDATE sync_runs SET state = 'RUNNING', started_at = UTC_TIMESTAMP(3)
                                WHERE id = ? AND state = 'REQUESTED'""").param(id).update() == 1;
    }

    /**
     * A run that can't move before the end of the caller's transaction.
     *
     * @param takenUp whether the scheduler has begun it
     */
    public record Locked(long id, RunState state, boolean takenUp) {}

    /** Locks a run. It comes before the locks on the run's feeds, subjects and items, so that nobody meets another. */
    public Optional<Locked> lock(long id) {
        return jdbc.sql("SELECT state, started_at FROM sync_runs WHERE id = ? FOR UPDATE")
                .param(id)
                .query((row, n) ->
                        new Locked(id, RunState.valueOf(row.getString("state")), row.getObject("started_at") != null))
                .optional();
    }

    /** Moves a locked run to a state that it may go to. */
    public void move(Locked run, RunState next) {
        jdbc.sql("""
                        UPDATE sync_runs SET state = :state, active_key = IF(:active, active_key, NULL),
                            finished_at = IF(:active, finished_at, UTC_TIMESTAMP(3))
                        WHERE id = :id""")
                .param("state", next.name())
                .param("active", next.active())
                .param("id", run.id())
                .update();
    }

    /**
     * Ends a run that owes nothing more: as {@code FAILED} where it had feeds and none could be read, as
     * {@code COMPLETED} otherwise.
     *
     * @return the end's state; empty where the run still owes something or isn't running
     */
    public Optional<RunState> finishIfNothingIsOwed(long id) {
        int finished = jdbc.sql("""
                        UPDATE sync_runs r SET
                            state = CASE
                                WHEN EXISTS (SELECT 1 FROM sync_run_feeds f WHERE f.run_id = r.id)
                                    AND NOT EXISTS (SELECT 1 FROM sync_run_feeds f
                                        WHERE f.run_id = r.id AND (f.state = 'READ' OR f.position > 0))
                                THEN 'FAILED' ELSE 'COMPLETED' END,
                            finished_at = UTC_TIMESTAMP(3), active_key = NULL
                        WHERE r.id = ? AND r.state = 'RUNNING'
                            AND NOT EXISTS (SELECT 1 FROM sync_run_feeds f
                                WHERE f.run_id = r.id AND f.state = 'OUTSTANDING')
                            AND NOT EXISTS (SELECT 1 FROM sync_run_items i
                                WHERE i.run_id = r.id AND i.state = 'OUTSTANDING')""").param(id).update();
        return finished == 0
                ? Optional.empty()
                : jdbc.sql("SELECT state FROM sync_runs WHERE id = ?")
                        .param(id)
                        .query(String.class)
                        .optional()
                        .map(RunState::valueOf);
    }

    private List<RunProgress> progress(List<SyncRun> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        List<Long> ids = runs.stream().map(SyncRun::id).toList();
        Map<PartId, Map<ItemState, Long>> counts = counts(ids);
        Map<PartId, List<ListedFeed>> feeds = feeds(ids);
        return runs.stream()
                .map(run -> new RunProgress(
                        run,
                        run.sources().stream()
                                .map(source -> new PartId(run.id(), source))
                                .map(part -> part(
                                        run,
                                        part.source(),
                                        feeds.getOrDefault(part, List.of()),
                                        counts.getOrDefault(part, Map.of())))
                                .toList()))
                .toList();
    }

    private record PartId(long runId, String source) {}

    private record ListedFeed(String name, boolean owed) {}

    private Map<PartId, Map<ItemState, Long>> counts(List<Long> runs) {
        Map<PartId, Map<ItemState, Long>> counts = new HashMap<>();
        jdbc.sql("""
                        SELECT run_id, source, state, COUNT(*) FROM sync_run_items WHERE run_id IN (:runs)
                        GROUP BY run_id, source, state""").param("runs", runs).query(row -> {
            counts.computeIfAbsent(new PartId(row.getLong(1), row.getString(2)), part -> new EnumMap<>(ItemState.class))
                    .put(ItemState.valueOf(row.getString(3)), row.getLong(4));
        });
        return counts;
    }

    private Map<PartId, List<ListedFeed>> feeds(List<Long> runs) {
        Map<PartId, List<ListedFeed>> feeds = new HashMap<>();
        jdbc.sql("""
                        SELECT f.run_id, IF(f.source = '', r.source, f.source), f.feed, f.state = 'OUTSTANDING'
                        FROM sync_run_feeds f JOIN sync_runs r ON r.id = f.run_id
                        WHERE f.run_id IN (:runs) ORDER BY f.feed""").param("runs", runs).query(row -> {
            feeds.computeIfAbsent(new PartId(row.getLong(1), row.getString(2)), part -> new ArrayList<>())
                    .add(new ListedFeed(row.getString(3), row.getBoolean(4)));
        });
        return feeds;
    }

    private RunProgress.Part part(SyncRun run, String source, List<ListedFeed> feeds, Map<ItemState, Long> counts) {
        long outstanding = counts.getOrDefault(ItemState.OUTSTANDING, 0L);
        boolean moves = run.state().active() && run.state() != RunState.PAUSED;
        boolean owes = outstanding > 0 || feeds.stream().anyMatch(ListedFeed::owed);
        return new RunProgress.Part(
                source,
                feeds.stream().map(ListedFeed::name).toList(),
                counts.values().stream().mapToLong(Long::longValue).sum(),
                outstanding,
                counts.getOrDefault(ItemState.CREATED, 0L),
                counts.getOrDefault(ItemState.CHANGED, 0L),
                counts.getOrDefault(ItemState.UNCHANGED, 0L),
                counts.getOrDefault(ItemState.GONE, 0L),
                counts.getOrDefault(ItemState.FAILED, 0L),
                counts.getOrDefault(ItemState.CANCELLED, 0L),
                moves ? eta(source, owes) : null);
    }

    /**
     * Everything that active runs owe at this source shares its permits, and nothing moves while it is paused. What a
     * source without a limit bears can't be told.
     */
    private @Nullable Long eta(String name, boolean owes) {
        if (!owes) {
            return 0L;
        }
        return sources.find(name)
                .filter(source -> !rates.of(source).isUnlimited())
                .map(source -> {
                    long owed = jdbc.sql("""
                                    SELECT COUNT(DISTINCT i.source_id)
                                    FROM sync_run_items i JOIN sync_runs r ON r.id = i.run_id
                                    WHERE r.state IN ('REQUESTED', 'RUNNING') AND i.source = ?
                                        AND i.state = 'OUTSTANDING'""").param(name).query(Long.class).single();
                    Duration work = rates.of(source).interval().multipliedBy(owed);
                    Duration pause = pauses.remaining(name).orElse(Duration.ZERO);
                    Duration idle = owed > FEW ? Duration.ZERO : untilFirstIsDue(name);
                    Duration begins = pause.compareTo(idle) > 0 ? pause : idle;
                    return work.plus(begins).plusMillis(999).toSeconds();
                })
                .orElse(null);
    }

    /** How long nothing of what active runs owe at a source is tried: all of it may have failed before. */
    private Duration untilFirstIsDue(String source) {
        return jdbc.sql("""
                        SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3),
                            MIN(IF(s.state = 'LEASED', UTC_TIMESTAMP(3), s.due_at))))
                        FROM sync_run_items i
                        JOIN sync_runs r ON r.id = i.run_id
                        JOIN subjects s ON s.source = i.source AND s.source_id = i.source_id
                        WHERE r.state IN ('REQUESTED', 'RUNNING') AND i.source = ? AND i.state = 'OUTSTANDING'""")
                .param(source)
                .query(Long.class)
                .optional()
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS))
                .orElse(Duration.ZERO);
    }

    private static SyncRun read(ResultSet row, int n) throws SQLException {
        return new SyncRun(
                row.getLong("id"),
                List.of(row.getString("source").split(",")),
                Trigger.valueOf(row.getString("trigger_kind")),
                row.getString("requested_by"),
                row.getString("trace_id"),
                RunState.valueOf(row.getString("state")),
                DatabaseTime.instant(row, "requested_at"),
                DatabaseTime.instantOrNull(row, "started_at"),
                DatabaseTime.instantOrNull(row, "finished_at"));
    }
}
