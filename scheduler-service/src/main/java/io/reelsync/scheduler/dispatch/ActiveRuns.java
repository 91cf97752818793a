package io.reelsync.scheduler.dispatch;

import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRun;
import io.reelsync.run.SyncRuns;
import io.reelsync.run.Trigger;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.LogContext;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes up runs that were asked for, and ends those that owe nothing more. */
@Component
class ActiveRuns {
    private static final Logger log = LoggerFactory.getLogger(ActiveRuns.class);

    private final SyncRuns runs;
    private final Subjects subjects;
    private final Sources sources;
    private final TransactionTemplate transaction;

    ActiveRuns(SyncRuns runs, Subjects subjects, Sources sources, TransactionTemplate transaction) {
        this.runs = runs;
        this.subjects = subjects;
        this.sources = sources;
        this.transaction = transaction;
    }

    void takeUpRequested() {
        runs.inState(RunState.REQUESTED).forEach(this::takeUp);
    }

    void finishThoseThatOweNothing() {
        runs.inState(RunState.RUNNING).forEach(this::finish);
    }

    private void takeUp(SyncRun run) {
        try (LogContext context = context(run)) {
            transaction.executeWithoutResult(status -> {
                if (runs.begin(run.id())) {
                    if (run.trigger() != Trigger.MERGE_RULES) {
                        subjects.oweItemsOf(run.id());
                    }
                    log.info("{}: run {} taken up, asked for by {}", label(run), run.id(), run.requestedBy());
                }
            });
        } catch (NonTransientDataAccessException refused) {
            // One run that the database refuses must not hold up the others.
            log.error("{}: run {} can't be taken up; it will be tried again", label(run), run.id(), refused);
        } catch (PessimisticLockingFailureException inUse) {
            log.warn("{}: run {} is taken up at the next tick: others work on its rows", label(run), run.id());
        }
    }

    private void finish(SyncRun run) {
        runs.finishIfNothingIsOwed(run.id())
                .ifPresent(end -> runs.find(run.id()).ifPresent(progress -> logEnd(run, end, progress)));
    }

    private void logEnd(SyncRun run, RunState end, RunProgress progress) {
        try (LogContext context = context(run)) {
            log.info(
                    "{}: run {} {}: listed {}, planned {}, created {}, changed {}, unchanged {}, gone {}, failed {}",
                    label(run),
                    run.id(),
                    end,
                    progress.listed(),
                    progress.planned(),
                    progress.created(),
                    progress.changed(),
                    progress.unchanged(),
                    progress.gone(),
                    progress.failed());
        }
    }

    private String label(SyncRun run) {
        return run.sources().stream()
                .map(name -> sources.find(name).map(Source::label).orElse(name))
                .collect(Collectors.joining(", "));
    }

    private static LogContext context(SyncRun run) {
        return LogContext.of(run.traceId()).with("run_id", run.id()).with("source", String.join(",", run.sources()));
    }
}
