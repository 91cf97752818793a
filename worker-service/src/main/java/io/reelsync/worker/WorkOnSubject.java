package io.reelsync.worker;

import io.reelsync.catalog.Settled;
import io.reelsync.catalog.Subjects;
import io.reelsync.catalog.TaskResult;
import io.reelsync.catalog.VideoWriter;
import io.reelsync.source.Answer;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.task.SubjectTask;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * One subject, from its task to its stored facts.
 *
 * <ol>
 *   <li>Claim: a task whose lease has ended is dropped before it costs a permit.
 *   <li>Wait for the permit, fetch, judge the answer.
 *   <li>Extract the facts and check them.
 *   <li>Store and settle in one transaction.
 * </ol>
 */
@Component
class WorkOnSubject {
    private static final Logger log = LoggerFactory.getLogger(WorkOnSubject.class);

    private final Subjects subjects;
    private final Sources sources;
    private final Exchange exchange;
    private final ReadWithin readWithin;
    private final VideoWriter writer;
    private final TaskCounters counters;
    private final ReentrantLock oneSuspect = new ReentrantLock();

    WorkOnSubject(
            Subjects subjects,
            Sources sources,
            Exchange exchange,
            ReadWithin readWithin,
            VideoWriter writer,
            TaskCounters counters) {
        this.subjects = subjects;
        this.sources = sources;
        this.exchange = exchange;
        this.readWithin = readWithin;
        this.writer = writer;
        this.counters = counters;
    }

    /** @param redelivered whether another worker had the task before, and may have died of it */
    void work(SubjectTask task, boolean redelivered) throws InterruptedException {
        if (!redelivered) {
            work(task, () -> {});
            return;
        }
        // One at a time: of two that are read at once, nobody could say which one a worker died of.
        oneSuspect.lockInterruptibly();
        try {
            work(task, () -> subjects.suspect(task.subject(), task.lease()));
        } finally {
            oneSuspect.unlock();
        }
    }

    private void work(SubjectTask task, Runnable beforeReading) throws InterruptedException {
        Source source = sources.get(task.source());
        SubjectId subject = task.subject();
        Optional<Duration> leaseLeft = subjects.leaseLeft(subject, task.lease());
        if (leaseLeft.isEmpty()) {
            counters.count(source, TaskCounters.DROPPED);
            log.debug("{}: task for {} dropped: its lease has ended", source.label(), subject);
            return;
        }
        Optional<TaskResult> result = fetchAndExtract(source, task, beforeReading, leaseLeft.get());
        if (result.isPresent()) {
            settle(source, task, result.get());
        } else {
            counters.count(source, TaskCounters.DROPPED);
            log.debug("{}: task for {} dropped: nobody wants it any more", source.label(), subject);
        }
    }

    /** Empty where the lease was taken away during the wait for the permit. */
    private Optional<TaskResult> fetchAndExtract(
            Source source, SubjectTask task, Runnable beforeReading, Duration leaseLeft) throws InterruptedException {
        SubjectId subject = task.subject();
        try {
            // The second half of the lease is for the exchange and the commit.
            Exchange.Result answer = exchange.ask(
                    source,
                    new Exchange.Question(
                            source.detailsRequest(subject),
                            leaseLeft.dividedBy(2),
                            task.urgent(),
                            () -> isStillWanted(task)));
            if (answer instanceof Exchange.Result.Readable page) {
                beforeReading.run();
                return Optional.of(new TaskResult.Found(extract(source, subject, page.answer())));
            }
            if (answer instanceof Exchange.Result.Gone gone) {
                return Optional.of(new TaskResult.Gone(gone.reason()));
            }
            if (answer instanceof Exchange.Result.NotNow notNow) {
                counters.countNotNow(source, notNow);
                return Optional.of(new TaskResult.PutBack(notNow.delay()));
            }
            return Optional.empty();
        } catch (BrokenPageException broken) {
            return Optional.of(new TaskResult.Failed(broken.reason(), reason(broken), broken.retryAfter()));
        }
    }

    private boolean isStillWanted(SubjectTask task) {
        try {
            return subjects.leaseLeft(task.subject(), task.lease()).isPresent();
        } catch (DataAccessException noDatabase) {
            return true;
        }
    }

    private VideoFacts extract(Source source, SubjectId subject, Answer page)
            throws BrokenPageException, InterruptedException {
        VideoFacts facts = readWithin.read("the page of " + subject, () -> source.readDetails(subject, page));
        TitleCheck.check(facts, subjects.listedTitle(subject));
        return facts;
    }

    private void settle(Source source, SubjectTask task, TaskResult result) throws InterruptedException {
        Settled settled;
        try {
            settled = writer.settle(task.subject(), task.lease(), result);
        } catch (NonTransientDataAccessException refused) {
            log.error("{}: the database refuses the facts of {}", source.label(), task.subject(), refused);
            result = new TaskResult.Failed(
                    Reason.NOT_STORABLE, refused.getMostSpecificCause().toString(), null);
            settled = writer.settle(task.subject(), task.lease(), result);
        }
        counters.count(source, settled);
        log(source, task.subject(), result, settled);
    }

    private static void log(Source source, SubjectId subject, TaskResult result, Settled settled) {
        if (result instanceof TaskResult.Found found) {
            log.info(
                    "{}: {} {} {}",
                    source.label(),
                    subject,
                    found.facts().naming().title(),
                    settled);
        } else if (result instanceof TaskResult.Failed failed) {
            log.warn(
                    "{}: {} failed, {}: {} ({})",
                    source.label(),
                    subject,
                    settled == Settled.DEAD ? "for the last time" : "it will be due again",
                    failed.reason(),
                    failed.detail());
        } else {
            log.info("{}: {} {}", source.label(), subject, settled);
        }
    }

    private static String reason(BrokenPageException broken) {
        return broken.reason().text() + ": " + broken.getMessage();
    }
}
