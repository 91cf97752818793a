package io.reelsync.worker.task;

import io.reelsync.catalog.Subjects;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.DetailsRoute;
import io.reelsync.source.Reason;
import io.reelsync.source.VideoFacts;
import io.reelsync.task.SubjectTask;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.fetch.Exchange;
import io.reelsync.worker.fetch.FetchRequest;
import io.reelsync.worker.fetch.Fetched;
import io.reelsync.worker.read.BoundedReader;
import io.reelsync.worker.read.TitleCheck;
import io.reelsync.worker.settle.Settled;
import io.reelsync.worker.settle.VideoWriter;
import java.util.Collection;
import java.util.Map;
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
 *   <li>Fetch: wait for the permit, ask the source, judge its answer.
 *   <li>Read the facts, and check them.
 *   <li>Settle: store them, with what follows for the subject and its runs, in one transaction.
 * </ol>
 */
@Component
class SubjectWorker {
    private static final Logger log = LoggerFactory.getLogger(SubjectWorker.class);

    private final Claims claims;
    private final Subjects subjects;
    private final Exchange exchange;
    private final BoundedReader boundedReader;
    private final VideoWriter writer;
    private final StructureWatch structure;
    private final TaskCounters counters;

    SubjectWorker(
            Claims claims,
            Subjects subjects,
            Exchange exchange,
            BoundedReader boundedReader,
            VideoWriter writer,
            StructureWatch structure,
            TaskCounters counters) {
        this.claims = claims;
        this.subjects = subjects;
        this.exchange = exchange;
        this.boundedReader = boundedReader;
        this.writer = writer;
        this.structure = structure;
        this.counters = counters;
    }

    /** Claims the tasks whose lease stands, by task; the others are dropped, and have no claim. */
    Map<SubjectTask, Claim> claim(Collection<SubjectTask> tasks) {
        Map<SubjectTask, Claim> claimed = claims.claim(tasks);
        tasks.stream().filter(task -> !claimed.containsKey(task)).forEach(task -> {
            counters.count(task.source(), TaskCounters.DROPPED);
            log.debug("task for {} dropped: its lease has ended", task.subject());
        });
        return claimed;
    }

    /** @param suspected whether another worker may have died of its page */
    void work(Claim claim, boolean suspected) throws InterruptedException {
        if (claim.killer()) {
            settle(claim, new TaskResult.GivenUp(), false);
            return;
        }
        Fetched fetched = exchange.fetch(claim.source(), request(claim));
        TaskResult result;
        if (fetched instanceof Fetched.Page page) {
            if (suspected) {
                // Written before the page is read: of all that were in hand when a worker died, it tells the one.
                subjects.suspect(claim.subject(), claim.task().lease());
            }
            result = read(claim, page.received());
        } else {
            result = ((Fetched.Ended) fetched).result();
        }
        if (fetched.probe()) {
            structure.releaseProbe(claim, result);
        }
        settle(claim, result, fetched.probe());
    }

    private FetchRequest request(Claim claim) {
        return new FetchRequest(
                claim.subject().id(),
                true,
                claim.kind(),
                claim.source().reader().detailsRoutes().stream()
                        .map(route -> route.request(claim.subject(), claim.kind()))
                        .toList(),
                claim.attempts(),
                // The second half of the lease is for the exchange and the commit.
                claim.leaseLeft().dividedBy(2),
                claim.task().urgent(),
                () -> claims.stands(claim.task()));
    }

    private TaskResult read(Claim claim, Received received) throws InterruptedException {
        DetailsRoute route = claim.route(received.route());
        VideoFacts facts = null;
        try {
            facts = boundedReader.read(
                    "the " + received.route() + " of " + claim.subject(),
                    received.response().body().length,
                    () -> route.read(claim.subject(), received.response()));
            if (!claim.accepted()) {
                TitleCheck.check(facts, Optional.ofNullable(claim.title()));
            }
            return new TaskResult.Found(facts, received, !claim.isFirst(received.route()));
        } catch (BrokenPageException broken) {
            return TaskResult.Failed.of(broken, received, facts);
        }
    }

    private void settle(Claim claim, TaskResult wanted, boolean probe) throws InterruptedException {
        TaskResult result = wanted;
        Settled settled;
        try {
            settled = writer.settle(claim.subject(), claim.task().lease(), result);
        } catch (NonTransientDataAccessException refused) {
            log.error("{}: the database refuses the facts of {}", claim.source().label(), claim.subject(), refused);
            result = new TaskResult.Failed(
                    Reason.NOT_STORABLE, refused.getMostSpecificCause().toString(), null);
            settled = writer.settle(claim.subject(), claim.task().lease(), result);
        }
        if (result instanceof TaskResult.PutBack back) {
            counters.count(claim.source().name(), back);
        } else {
            counters.count(claim.source().name(), settled);
        }
        structure.note(claim, result, settled, probe);
        log(claim, result, settled);
    }

    private static void log(Claim claim, TaskResult result, Settled settled) {
        String source = claim.source().label();
        if (result instanceof TaskResult.Found found && (settled == Settled.RETRY || settled == Settled.DEAD)) {
            log.warn(
                    "{}: {} {} is put in quarantine: {}",
                    source,
                    claim.subject(),
                    found.facts().naming().title(),
                    Reason.SUDDEN_LOSS.text());
        } else if (result instanceof TaskResult.Found found) {
            log.info(
                    "{}: {} {} {}",
                    source,
                    claim.subject(),
                    found.facts().naming().title(),
                    settled);
        } else if (settled == Settled.DEAD && result instanceof TaskResult.GivenUp) {
            log.error("{}: {} is given up: {}", source, claim.subject(), Reason.KILLED_WORKER.text());
        } else if (result instanceof TaskResult.Failed failed) {
            log.warn(
                    "{}: {} failed, {}: {} ({})",
                    source,
                    claim.subject(),
                    settled == Settled.DEAD ? "for the last time" : "it will be due again",
                    failed.reason(),
                    failed.detail());
        } else {
            log.info("{}: {} {}", source, claim.subject(), settled);
        }
    }
}
