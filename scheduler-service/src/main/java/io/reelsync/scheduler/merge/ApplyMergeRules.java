package io.reelsync.scheduler.merge;

import io.reelsync.run.ItemState;
import io.reelsync.run.RunItems;
import io.reelsync.run.RunItems.Standing;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRun;
import io.reelsync.run.SyncRuns;
import io.reelsync.run.Trigger;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.Videos;
import io.reelsync.telemetry.LogContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works on runs that apply changed merge rules, a batch of videos in each transaction: what is done is written down with
 * it, so that another scheduler goes on where one died. A run that is paused or cancelled stops after the batch in hand.
 */
@Component
class ApplyMergeRules {
    private static final int VIDEOS_AT_ONCE = 200;
    /** Others may go on after so many. */
    private static final int BATCHES_AT_ONCE = 50;

    private final SyncRuns runs;
    private final RunItems items;
    private final Videos videos;
    private final TransactionTemplate transaction;

    ApplyMergeRules(SyncRuns runs, RunItems items, Videos videos, TransactionTemplate transaction) {
        this.runs = runs;
        this.items = items;
        this.videos = videos;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "1s")
    @SchedulerLock(name = "merge-rules", lockAtMostFor = "5m")
    public void apply() {
        LockAssert.assertLocked();
        runs.inState(RunState.RUNNING).stream()
                .filter(run -> run.trigger() == Trigger.MERGE_RULES)
                .forEach(this::apply);
    }

    private void apply(SyncRun run) {
        try (LogContext context = LogContext.of(run.traceId()).with("run_id", run.id())) {
            int batches = 0;
            while (batches < BATCHES_AT_ONCE
                    && Boolean.TRUE.equals(transaction.execute(status -> applyNext(run.id())))) {
                batches++;
            }
        }
    }

    /** False where nothing is left to do now. */
    private boolean applyNext(long run) {
        if (runs.lock(run).filter(locked -> locked.state() == RunState.RUNNING).isEmpty()) {
            return false;
        }
        List<SubjectId> next = items.outstanding(run, VIDEOS_AT_ONCE);
        Map<Long, Videos.Cause> causes = new TreeMap<>();
        next.forEach(item -> causes.put(Long.valueOf(item.id()), new Videos.Cause(run, true)));
        Set<Long> changed = videos.follow(causes);
        items.settle(next.stream()
                .map(item -> new Standing(
                        item,
                        changed.contains(Long.valueOf(item.id())) ? ItemState.CHANGED : ItemState.UNCHANGED,
                        1,
                        null,
                        null))
                .toList());
        return !next.isEmpty();
    }
}
