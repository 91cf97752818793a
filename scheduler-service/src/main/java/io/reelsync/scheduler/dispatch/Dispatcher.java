package io.reelsync.scheduler.dispatch;

import io.reelsync.limit.Pauses;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.TaskPublisher;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Hands out what is due. The database says what is owed; the queue holds only what is in hand: a bounded window of the
 * most valuable due subjects, each under a lease. Every step may be doubled by another scheduler without harm.
 *
 * <ol>
 *   <li>Take up runs that were asked for.
 *   <li>End leases that have run out: what they held is due again.
 *   <li>For each source that isn't paused: lease and publish the feeds, then subjects up to the window, without those of
 *       kinds whose pages are suspected to have a changed structure.
 *   <li>End runs that owe nothing more.
 * </ol>
 */
@Component
public class Dispatcher {
    private final ActiveRuns runs;
    private final ExpiredLeases expiredLeases;
    private final FeedDispatcher feeds;
    private final SubjectDispatcher subjects;
    private final Sources sources;
    private final Pauses pauses;
    private final TaskPublisher publisher;

    Dispatcher(
            ActiveRuns runs,
            ExpiredLeases expiredLeases,
            FeedDispatcher feeds,
            SubjectDispatcher subjects,
            Sources sources,
            Pauses pauses,
            TaskPublisher publisher) {
        this.runs = runs;
        this.expiredLeases = expiredLeases;
        this.feeds = feeds;
        this.subjects = subjects;
        this.sources = sources;
        this.pauses = pauses;
        this.publisher = publisher;
    }

    @Scheduled(fixedDelayString = "500ms")
    @SchedulerLock(name = "dispatch")
    public void dispatchDue() {
        LockAssert.assertLocked();
        runs.takeUpRequested();
        expiredLeases.end();
        for (Source source : sources.all()) {
            // Without a broker to take tasks, leases would only be given and taken back.
            if (publisher.isReady() && pauses.remaining(source.name()).isEmpty()) {
                feeds.dispatch(source);
                subjects.dispatch(source);
            }
        }
        runs.finishThoseThatOweNothing();
    }
}
