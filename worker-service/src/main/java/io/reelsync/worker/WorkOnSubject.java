package io.reelsync.worker;

import io.reelsync.catalog.Settled;
import io.reelsync.catalog.Subjects;
import io.reelsync.catalog.TaskResult;
import io.reelsync.catalog.VideoWriter;
import io.reelsync.source.Answer;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.task.SubjectTask;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final VideoWriter writer;
    private final TaskCounters counters;

    WorkOnSubject(Subjects subjects, Sources sources, Exchange exchange, VideoWriter writer, TaskCounters counters) {
        this.subjects = subjects;
        this.sources = sources;
        this.exchange = exchange;
        this.writer = writer;
        this.counters = counters;
    }

    void work(SubjectTask task) throws InterruptedException {
        Source source = sources.get(task.source());
        SubjectId subject = task.subject();
        Optional<Duration> leaseLeft = subjects.leaseLeft(subject, task.lease());
        if (leaseLeft.isEmpty()) {
            counters.count(source, TaskCounters.DROPPED);
            log.debug("{}: task for {} dropped: its lease has ended", source.label(), subject);
            return;
        }
        TaskResult result = fetchAndExtract(source, subject, leaseLeft.get());
        settle(source, task, result);
    }

    private TaskResult fetchAndExtract(Source source, SubjectId subject, Duration leaseLeft)
            throws InterruptedException {
        try {
            // The second half of the lease is for the exchange and the commit.
            Exchange.Result answer = exchange.ask(source, source.detailsRequest(subject), leaseLeft.dividedBy(2));
            if (answer instanceof Exchange.Result.Readable page) {
                return new TaskResult.Found(extract(source, subject, page.answer()));
            }
            if (answer instanceof Exchange.Result.Gone gone) {
                return new TaskResult.Gone(gone.reason());
            }
            Exchange.Result.NotNow notNow = (Exchange.Result.NotNow) answer;
            counters.countNotNow(source, notNow);
            return new TaskResult.PutBack(notNow.delay());
        } catch (BrokenPageException broken) {
            return new TaskResult.Failed(broken.reason().name(), reason(broken), null);
        }
    }

    private VideoFacts extract(Source source, SubjectId subject, Answer page) throws BrokenPageException {
        VideoFacts facts;
        try {
            facts = source.readDetails(subject, page);
        } catch (RuntimeException | StackOverflowError unexpected) {
            // A page that our code can't take must not take the worker with it.
            log.error("{}: the page of {} could not be read", source.label(), subject, unexpected);
            throw new BrokenPageException(BrokenPageException.Reason.NO_STRUCTURE, unexpected.toString(), unexpected);
        }
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
                    "NOT_STORABLE", refused.getMostSpecificCause().toString(), null);
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
