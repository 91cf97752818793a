package io.reelsync.catalog;

import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunItems;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import io.reelsync.run.SyncRuns.Locked;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cancels, pauses and resumes runs. It acts at once: what the queue still holds of the run has lost its lease, and is
 * dropped by the workers before it costs a permit.
 *
 * <ol>
 *   <li>Lock the run. Where its state forbids the change, it is refused.
 *   <li>Let the subjects go that the run owes, or owe them anew.
 *   <li>Give up its items and feeds, where it is cancelled.
 *   <li>Move the run.
 * </ol>
 *
 * All of that is one transaction, which takes its locks in the order run, subjects by their keys, items.
 */
@Component
public class RunControl {
    private final SyncRuns runs;
    private final RunFeeds feeds;
    private final RunItems items;
    private final RunSubjects subjects;
    private final TransactionTemplate transaction;
    private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(6)
            .delay(Duration.ofMillis(20))
            .multiplier(2)
            .jitter(Duration.ofMillis(10))
            .predicate(TransientDataAccessException.class::isInstance)
            .build());

    RunControl(SyncRuns runs, RunFeeds feeds, RunItems items, RunSubjects subjects, TransactionTemplate transaction) {
        this.runs = runs;
        this.feeds = feeds;
        this.items = items;
        this.subjects = subjects;
        this.transaction = transaction;
    }

    /** What came of it. */
    public sealed interface Result {

        /** The run is in that state now. */
        record Changed(RunState state) implements Result {}

        /** The run stays in that state, which doesn't allow the change. */
        record Refused(RunState state) implements Result {}

        record NoSuchRun() implements Result {}
    }

    /** Ends a run before its end: what it still owes is cancelled, what is stored stays. */
    public Result cancel(long runId) {
        return change(runId, run -> RunState.CANCELLED);
    }

    /** Holds a run: it still owes what it owes, and nothing of it is worked on until it is resumed. */
    public Result pause(long runId) {
        return change(runId, run -> RunState.PAUSED);
    }

    /** Lets a paused run go on where it stood. */
    public Result resume(long runId) {
        return change(runId, run -> run.takenUp() ? RunState.RUNNING : RunState.REQUESTED);
    }

    private Result change(long runId, Function<Locked, RunState> wish) {
        Result result = retry.invoke(() -> transaction.execute(status ->
                runs.lock(runId).map(run -> change(run, wish.apply(run))).orElseGet(Result.NoSuchRun::new)));
        return Objects.requireNonNull(result);
    }

    private Result change(Locked run, RunState next) {
        if (!run.state().mayBecome(next)) {
            return new Result.Refused(run.state());
        }
        // In any other state the run holds no subject and no feed.
        if (run.state() == RunState.RUNNING) {
            subjects.letGo(run, next == RunState.CANCELLED);
            feeds.endLeases(run.id());
        }
        if (next == RunState.RUNNING) {
            subjects.oweAnew(run);
        }
        if (next == RunState.CANCELLED) {
            items.cancel(run.id());
            feeds.cancel(run.id());
        }
        runs.move(run, next);
        return new Result.Changed(next);
    }
}
