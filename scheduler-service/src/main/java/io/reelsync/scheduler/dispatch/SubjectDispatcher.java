package io.reelsync.scheduler.dispatch;

import io.reelsync.catalog.Subjects;
import io.reelsync.limit.Rates;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.scheduler.SchedulerSettings;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.task.SubjectTask;
import io.reelsync.task.TaskPublisher;
import io.reelsync.task.TaskPublisher.Traced;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Leases due subjects up to the window, the most valuable first, and publishes a task for each. */
@Component
class SubjectDispatcher {
    private static final int URGENT_AT_ONCE = 20;
    /** More than this are kept in hand only where they wouldn't last for some ticks. */
    private static final int ENOUGH = 500;

    private static final int LEAST_SECONDS = 4;

    private final Subjects subjects;
    private final StructureSuspects suspects;
    private final Rates rates;
    private final TaskPublisher publisher;
    private final SchedulerSettings settings;
    private final DispatchedTasks dispatched;

    SubjectDispatcher(
            Subjects subjects,
            StructureSuspects suspects,
            Rates rates,
            TaskPublisher publisher,
            SchedulerSettings settings,
            DispatchedTasks dispatched) {
        this.subjects = subjects;
        this.suspects = suspects;
        this.rates = rates;
        this.publisher = publisher;
        this.settings = settings;
        this.dispatched = dispatched;
    }

    void dispatch(Source source) {
        Set<String> heldBack = suspects.heldBack(source.name());
        if (heldBack.contains(StructureSuspects.ALL_KINDS)) {
            return;
        }
        // A full window must not hold up what overtakes it.
        publish(source, subjects.leaseUrgent(source.name(), URGENT_AT_ONCE, settings.leaseAtMostFor(), heldBack));
        int room = window(rates.of(source)) - (int) subjects.inHand(source.name());
        if (room > 0 && publisher.isReady()) {
            publish(source, subjects.leaseDue(source.name(), room, settings.leaseAtMostFor(), heldBack));
        }
    }

    private void publish(Source source, List<Subjects.Leased> leased) {
        List<SubjectTask> refused = publisher
                .publish(leased.stream().map(SubjectDispatcher::task).toList())
                .stream()
                .map(SubjectTask.class::cast)
                .toList();
        if (!refused.isEmpty()) {
            subjects.takeBack(
                    refused.stream().map(SubjectTask::subject).toList(),
                    refused.get(0).lease());
        }
        dispatched.count(source, leased.size() - refused.size());
    }

    private static Traced task(Subjects.Leased leased) {
        return new Traced(
                new SubjectTask(
                        leased.subject().source(),
                        leased.lease(),
                        leased.subject().id(),
                        leased.runId(),
                        leased.urgent()),
                leased.traceId());
    }

    private int window(Rate rate) {
        double inWindow = rate.perSecond() * settings.window().toMillis() / 1000;
        double untilTheNextTicks = rate.perSecond() * LEAST_SECONDS;
        double tasks = Math.min(Math.ceil(inWindow), Math.max(ENOUGH, Math.ceil(untilTheNextTicks)));
        return (int) Math.max(2, Math.min(tasks, settings.largestWindow()));
    }
}
