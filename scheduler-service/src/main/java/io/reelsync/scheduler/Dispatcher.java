package io.reelsync.scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.catalog.Subjects;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRun;
import io.reelsync.run.SyncRuns;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.FeedTask;
import io.reelsync.task.SubjectTask;
import io.reelsync.task.Task;
import io.reelsync.task.TaskPublisher;
import io.reelsync.task.TaskPublisher.Traced;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.MetricNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

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
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int FEEDS_AT_ONCE = 20;
    private static final int URGENT_AT_ONCE = 20;
    private static final Duration TELL_OF_LEASES_EVERY = Duration.ofMinutes(1);

    private final SyncRuns runs;
    private final RunFeeds feeds;
    private final Subjects subjects;
    private final Sources sources;
    private final Pauses pauses;
    private final StructureSuspects suspects;
    private final TaskPublisher publisher;
    private final SchedulerSettings settings;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final Clock clock;
    private int endedLeases;
    private Instant tellOfLeasesFrom = Instant.MIN;

    Dispatcher(
            SyncRuns runs,
            RunFeeds feeds,
            Subjects subjects,
            Sources sources,
            Pauses pauses,
            StructureSuspects suspects,
            TaskPublisher publisher,
            SchedulerSettings settings,
            TransactionTemplate transaction,
            MeterRegistry meters,
            Clock clock) {
        this.runs = runs;
        this.feeds = feeds;
        this.subjects = subjects;
        this.sources = sources;
        this.pauses = pauses;
        this.suspects = suspects;
        this.publisher = publisher;
        this.settings = settings;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
        sources.all().forEach(source -> count(source, 0));
    }

    @Scheduled(fixedDelayString = "500ms")
    @SchedulerLock(name = "dispatch")
    public void dispatchDue() {
        LockAssert.assertLocked();
        dispatch();
    }

    void dispatch() {
        runs.inState(RunState.REQUESTED).forEach(this::takeUp);
        tellOfEndedLeases(subjects.endOldLeases());
        for (Source source : sources.all()) {
            // With nobody to take tasks, leases would only be given and taken back.
            if (publisher.isReady() && pauses.remaining(source.name()).isEmpty()) {
                dispatchFeeds(source);
                dispatchSubjects(source);
            }
        }
        runs.inState(RunState.RUNNING).forEach(this::finish);
    }

    /** At once, and then not before a minute is over: while a server is away they end tick by tick. */
    private void tellOfEndedLeases(int ended) {
        endedLeases += ended;
        if (endedLeases > 0 && clock.instant().isAfter(tellOfLeasesFrom)) {
            log.warn("{} leases ended without a word from their workers; what they held is due again", endedLeases);
            endedLeases = 0;
            tellOfLeasesFrom = clock.instant().plus(TELL_OF_LEASES_EVERY);
        }
    }

    private void takeUp(SyncRun run) {
        try (LogContext context = context(run)) {
            transaction.executeWithoutResult(status -> {
                if (runs.begin(run.id())) {
                    subjects.oweItemsOf(run.id());
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

    private void dispatchFeeds(Source source) {
        List<Traced> tasks = feeds.leaseDue(source.name(), FEEDS_AT_ONCE, settings.leaseAtMostFor()).stream()
                .map(feed -> task(source, feed))
                .toList();
        List<Task> refused = publisher.publish(tasks);
        refused.stream()
                .map(FeedTask.class::cast)
                .forEach(feed -> feeds.putBack(feed.runId(), feed.feed(), feed.lease(), Duration.ofSeconds(1)));
        count(source, tasks.size() - refused.size());
    }

    private Traced task(Source source, RunFeeds.LeasedFeed feed) {
        FeedTask task = new FeedTask(
                source.name(),
                feed.lease(),
                feed.runId(),
                feed.feed(),
                settings.leaseAtMostFor().toSeconds());
        return new Traced(task, feed.traceId());
    }

    private void dispatchSubjects(Source source) {
        Set<String> heldBack = suspects.heldBack(source.name());
        if (heldBack.contains(StructureSuspects.ALL_KINDS)) {
            return;
        }
        // A full window must not hold up what overtakes it.
        handOut(source, subjects.leaseUrgent(source.name(), URGENT_AT_ONCE, settings.leaseAtMostFor(), heldBack));
        int room = window(source.rate()) - (int) subjects.inHand(source.name());
        if (room > 0 && publisher.isReady()) {
            handOut(source, subjects.leaseDue(source.name(), room, settings.leaseAtMostFor(), heldBack));
        }
    }

    private void handOut(Source source, List<Subjects.Leased> leased) {
        List<SubjectTask> refused = publisher
                .publish(leased.stream().map(Dispatcher::task).toList())
                .stream()
                .map(SubjectTask.class::cast)
                .toList();
        if (!refused.isEmpty()) {
            subjects.takeBack(
                    refused.stream().map(SubjectTask::subject).toList(),
                    refused.get(0).lease());
        }
        count(source, leased.size() - refused.size());
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

    private void finish(SyncRun run) {
        Optional<RunState> end = runs.finishIfNothingIsOwed(run.id());
        if (end.isPresent()) {
            try (LogContext context = context(run)) {
                runs.find(run.id())
                        .ifPresent(progress -> log.info(
                                "{}: run {} {}: listed {}, planned {}, created {}, changed {}, unchanged {}, gone {},"
                                        + " failed {}",
                                label(run),
                                run.id(),
                                end.get(),
                                progress.listed(),
                                progress.planned(),
                                progress.created(),
                                progress.changed(),
                                progress.unchanged(),
                                progress.gone(),
                                progress.failed()));
            }
        }
    }

    private int window(Rate rate) {
        double tasks = rate.perSecond() * settings.window().toMillis() / 1000;
        return (int) Math.max(2, Math.min(Math.ceil(tasks), settings.largestWindow()));
    }

    private void count(Source source, int tasks) {
        meters.counter(MetricNames.DISPATCHED, "source", source.name()).increment(tasks);
    }

    private String label(SyncRun run) {
        return sources.find(run.source()).map(Source::label).orElse(run.source());
    }

    private static LogContext context(SyncRun run) {
        return LogContext.of(run.traceId()).with("run_id", run.id()).with("source", run.source());
    }
}
