package io.reelsync.worker;

import io.reelsync.catalog.Subjects;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.task.SubjectTask;
import io.reelsync.worker.settle.Received;
import io.reelsync.worker.settle.Settled;
import io.reelsync.worker.settle.TaskResult;
import io.reelsync.worker.settle.VideoWriter;
import java.time.Duration;
import java.util.Optional;
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
    private static final Duration HELD_BACK_FOR = Duration.ofSeconds(1);

    private final Subjects subjects;
    private final Sources sources;
    private final Exchange exchange;
    private final ReadWithin readWithin;
    private final WatchStructure structure;
    private final VideoWriter writer;
    private final TaskCounters counters;

    WorkOnSubject(
            Subjects subjects,
            Sources sources,
            Exchange exchange,
            ReadWithin readWithin,
            WatchStructure structure,
            VideoWriter writer,
            TaskCounters counters) {
        this.subjects = subjects;
        this.sources = sources;
        this.exchange = exchange;
        this.readWithin = readWithin;
        this.structure = structure;
        this.writer = writer;
        this.counters = counters;
    }

    /** @param redelivered whether another worker had the task before, and may have died of it */
    void work(SubjectTask task, boolean redelivered) throws InterruptedException {
        work(task, redelivered ? () -> subjects.suspect(task.subject(), task.lease()) : () -> {});
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
        Look look = new Look(source, task, subjects.known(subject));
        Optional<TaskResult> result = fetchAndExtract(look, beforeReading, leaseLeft.get());
        structure.giveBackTrial(look, result.orElse(null));
        if (result.isPresent()) {
            settle(look, result.get());
        } else {
            counters.count(source, TaskCounters.DROPPED);
            log.debug("{}: task for {} dropped: nobody wants it any more", source.label(), subject);
        }
    }

    /** Empty where the lease was taken away during the wait for the permit. */
    private Optional<TaskResult> fetchAndExtract(Look look, Runnable beforeReading, Duration leaseLeft)
            throws InterruptedException {
        try {
            // The second half of the lease is for the exchange and the commit.
            Exchange.Result answer = exchange.ask(
                    look.source(),
                    new Question(
                            Long.toString(look.subject().id()),
                            look::requests,
                            leaseLeft.dividedBy(2),
                            look.task().urgent(),
                            () -> isStillWanted(look.task()),
                            () -> heldBack(look)));
            if (answer instanceof Exchange.Result.Readable page) {
                beforeReading.run();
                return Optional.of(extract(look, page));
            }
            if (answer instanceof Exchange.Result.Gone gone) {
                return Optional.of(gone(look, gone));
            }
            if (answer instanceof Exchange.Result.Merged merged) {
                return Optional.of(new TaskResult.Merged(merged.into()));
            }
            if (answer instanceof Exchange.Result.NotNow notNow) {
                counters.countNotNow(look.source(), notNow);
                return Optional.of(new TaskResult.PutBack(notNow.delay()));
            }
            return Optional.empty();
        } catch (BrokenPageException broken) {
            return Optional.of(new TaskResult.Failed(broken.reason(), reason(broken), broken.retryAfter()));
        }
    }

    /** Only the first route knows every title: where another had to do, the first is asked when it is open again. */
    private TaskResult gone(Look look, Exchange.Result.Gone gone) {
        if (look.isFirst(gone.route())) {
            return new TaskResult.Gone(gone.reason());
        }
        Duration closed = exchange.closedFor(look.source(), look.firstRoute());
        if (closed.isZero()) {
            String detail = Reason.WITHHELD.text() + ": " + gone.route() + ": " + gone.reason();
            return new TaskResult.Failed(Reason.WITHHELD, detail, null);
        }
        log.info(
                "{}: {} is not known by the route {} ({}); it is asked for by the first one in {}",
                look.source().label(),
                look.subject(),
                gone.route(),
                gone.reason(),
                closed);
        return new TaskResult.PutBack(closed);
    }

    private boolean isStillWanted(SubjectTask task) {
        try {
            return subjects.leaseLeft(task.subject(), task.lease()).isPresent();
        } catch (DataAccessException noDatabase) {
            return true;
        }
    }

    /** While its kind is suspected nothing is asked for but a trial; the dispatcher keeps the rest until that ends. */
    private Optional<Duration> heldBack(Look look) {
        return structure.mayAskFor(look) ? Optional.empty() : Optional.of(HELD_BACK_FOR);
    }

    private TaskResult extract(Look look, Exchange.Result.Readable page) throws InterruptedException {
        Received received = new Received(page.route(), page.answer());
        DetailsRoute route = look.route(page.route());
        VideoFacts facts = null;
        try {
            facts = readWithin.read(
                    "the " + page.route() + " of " + look.subject(), () -> route.read(look.subject(), page.answer()));
            if (!look.known().accepted()) {
                TitleCheck.check(facts, Optional.ofNullable(look.known().title()));
            }
            return new TaskResult.Found(facts, received, !look.isFirst(page.route()));
        } catch (BrokenPageException broken) {
            return new TaskResult.Failed(broken.reason(), reason(broken), broken.retryAfter(), received, facts);
        }
    }

    private void settle(Look look, TaskResult result) throws InterruptedException {
        Source source = look.source();
        Settled settled;
        try {
            settled = writer.settle(look.subject(), look.task().lease(), result);
        } catch (NonTransientDataAccessException refused) {
            log.error("{}: the database refuses the facts of {}", source.label(), look.subject(), refused);
            result = new TaskResult.Failed(
                    Reason.NOT_STORABLE, refused.getMostSpecificCause().toString(), null);
            settled = writer.settle(look.subject(), look.task().lease(), result);
        }
        counters.count(source, settled);
        structure.note(look, result, settled);
        log(source, look.subject(), result, settled);
    }

    private static void log(Source source, SubjectId subject, TaskResult result, Settled settled) {
        if (result instanceof TaskResult.Found found && (settled == Settled.RETRY || settled == Settled.DEAD)) {
            log.warn(
                    "{}: {} {} is put in quarantine: {}",
                    source.label(),
                    subject,
                    found.facts().naming().title(),
                    Reason.SUDDEN_LOSS.text());
        } else if (result instanceof TaskResult.Found found) {
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
