package io.reelsync.worker.settle;

import io.reelsync.catalog.RefreshPolicy;
import io.reelsync.catalog.SubjectState;
import io.reelsync.catalog.Subjects;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.Reason;
import io.reelsync.source.VideoFacts;
import io.reelsync.telemetry.Texts;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.settle.TaskSettler.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides how a subject stands after a task: its state, its attempts, its reason, and when it is due again. */
@Component
class NextStates {
    private final RefreshPolicy refresh;
    private final RetryPolicy retry;

    NextStates(RefreshPolicy refresh, RetryPolicy retry) {
        this.refresh = refresh;
        this.retry = retry;
    }

    /** How a subject stands while its task is settled. */
    record Subject(
            int attempts,
            int priority,
            boolean detailed,
            @Nullable Long runId,
            int killedWorkers,
            boolean accepted) {

        FactsWriter.Occasion occasion() {
            return !detailed
                    ? FactsWriter.Occasion.DETAILED_FIRST
                    : accepted ? FactsWriter.Occasion.ACCEPTED : FactsWriter.Occasion.DETAILED;
        }
    }

    /**
     * How a subject stands after its task.
     *
     * @param killedWorkers how many workers are still suspected to have died of its page
     */
    record Next(
            Settlement settlement,
            Settled settled,
            SubjectState state,
            int priority,
            int attempts,
            @Nullable Reason reason,
            @Nullable String detail,
            @Nullable Duration dueAfter,
            int killedWorkers) {

        /** The facts that were stored; null where none were. */
        @Nullable
        VideoFacts believed() {
            return settlement.result() instanceof TaskResult.Found found && reason == null ? found.facts() : null;
        }

        @Nullable
        String reasonName() {
            return reason == null ? null : reason.name();
        }
    }

    /** @param merged what merging its facts did; null where there were none */
    Next after(Settlement settlement, Subject subject, FactsWriter.@Nullable Merged merged) {
        TaskResult result = settlement.result();
        if (result instanceof TaskResult.Found found) {
            return merged != null && merged.fate() == FactsWriter.Fate.REFUSED
                    ? lost(settlement, subject, merged.lost())
                    : found(settlement, subject, merged, refresh.nextLookAfter(found.facts(), found.secondBest()));
        }
        if (result instanceof TaskResult.Gone gone) {
            return gone(settlement, Reason.GONE, gone.reason());
        }
        if (result instanceof TaskResult.Merged other) {
            return gone(settlement, Reason.MERGED, "merged into " + other.into().id());
        }
        if (result instanceof TaskResult.PutBack back) {
            return putBack(settlement, subject, back.delay(), 0);
        }
        if (result instanceof TaskResult.GivenUp) {
            return subject.killedWorkers() >= Subjects.SUSPECTED_OFTEN
                    ? failed(settlement, subject, Reason.KILLED_WORKER, Reason.KILLED_WORKER.text(), null)
                    // The broker counts a death more than once if other consumers of the dead worker were idle. So it
                    // may be the one that the worker died of, though nobody wrote that down: it is read by itself
                    // next time.
                    : putBack(settlement, subject, Duration.ZERO, Math.max(1, subject.killedWorkers()));
        }
        TaskResult.Failed failed = (TaskResult.Failed) result;
        Optional<Duration> delay = retry.delayAfter(subject.attempts() + 1, failed.retryAfter());
        return failed(settlement, subject, failed.reason(), failed.detail(), delay.orElse(null));
    }

    private static Next found(
            Settlement settlement, Subject subject, FactsWriter.@Nullable Merged merged, Duration dueAfter) {
        Settled settled = !subject.detailed()
                ? Settled.CREATED
                : merged != null && merged.fate() == FactsWriter.Fate.UNCHANGED ? Settled.UNCHANGED : Settled.CHANGED;
        return new Next(settlement, settled, SubjectState.WAITING, Subjects.REFRESH, 0, null, null, dueAfter, 0);
    }

    private Next gone(Settlement settlement, Reason reason, String detail) {
        return new Next(
                settlement,
                Settled.GONE,
                SubjectState.GONE,
                Subjects.REFRESH,
                0,
                reason,
                detail,
                refresh.nextLookAfterGone(),
                0);
    }

    private Next lost(Settlement settlement, Subject subject, List<VideoField> lost) {
        String fields = lost.stream().map(VideoField::fieldName).collect(Collectors.joining(", "));
        Duration delay = retry.delayAfter(subject.attempts() + 1, null).orElse(null);
        return failed(settlement, subject, Reason.SUDDEN_LOSS, Reason.SUDDEN_LOSS.text() + ": " + fields, delay);
    }

    private static Next putBack(Settlement settlement, Subject subject, Duration dueAfter, int killedWorkers) {
        return new Next(
                settlement,
                Settled.PUT_BACK,
                SubjectState.WAITING,
                subject.priority(),
                subject.attempts(),
                null,
                null,
                dueAfter,
                killedWorkers);
    }

    /** One attempt spent; dead where there is no next one. */
    private static Next failed(
            Settlement settlement, Subject subject, Reason reason, String detail, @Nullable Duration dueAfter) {
        return new Next(
                settlement,
                dueAfter == null ? Settled.DEAD : Settled.RETRY,
                dueAfter == null ? SubjectState.DEAD : SubjectState.WAITING,
                subject.priority(),
                subject.attempts() + 1,
                reason,
                Texts.cut(detail, 500),
                dueAfter,
                0);
    }
}
