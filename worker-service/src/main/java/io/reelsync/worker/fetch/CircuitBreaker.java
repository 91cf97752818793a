package io.reelsync.worker.fetch;

import io.reelsync.limit.FailingSources;
import io.reelsync.limit.FailingSources.Patience;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Permit;
import io.reelsync.limit.Routes;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.limit.StructureSuspects.Leave;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What a source's answers mean for the requests that would follow: it stands open or closed for a whole source, for one
 * of its routes, and for a kind of title whose pages have lost their structure.
 *
 * <p>A challenge closes its route alone, as long as another is open; any other refusal closes the source. What speaks of
 * one title closes nothing: an error, a missing answer and an unknown code are blamed on the source only where most of the
 * last titles got the same, be it after a pause that this request was to end.
 */
@Component
class CircuitBreaker {
    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);
    /** Time for another title to ask whether a source is open again. */
    private static final Duration AFTER_A_FAILED_PROBE = Duration.ofSeconds(5);

    private final Pauses pauses;
    private final Routes routes;
    private final FailingSources failingSources;
    private final StructureSuspects suspects;

    CircuitBreaker(Pauses pauses, Routes routes, FailingSources failingSources, StructureSuspects suspects) {
        this.pauses = pauses;
        this.routes = routes;
        this.failingSources = failingSources;
        this.suspects = suspects;
    }

    /** A request that was sent, and what it is for. */
    record Sent(Source source, String subject, Routes.Open open, Permit permit) {
        String route() {
            return open.route();
        }
    }

    /** How long until the first of these routes may be used; nothing where one may be now. */
    Duration closedFor(Source source, List<String> names) {
        return routes.closedFor(source.name(), names);
    }

    /** How long the whole source is closed still; nothing where it is open. */
    Duration closedFor(Source source) {
        return pauses.remaining(source.name()).orElse(Duration.ZERO);
    }

    /** The first of these routes that is open; where its pause is over, this request is its probe. */
    Optional<Routes.Open> open(Source source, List<String> names) {
        return routes.open(source.name(), names);
    }

    /** Whether a title of a kind may be asked for: while its structure is suspected, only as a trial. */
    Leave leaveFor(Source source, @Nullable Kind kind) {
        return suspects.leaveFor(source.name(), kind == null ? null : kind.value());
    }

    /** The source had an answer for the title, be it that the title is broken, withheld or gone. */
    void answered(Sent sent) {
        String source = sent.source().name();
        pauses.answered(source);
        failingSources.answered(source, sent.subject());
        if (sent.open().probe()) {
            routes.answered(source, sent.route());
        }
    }

    /** The request was not sent, or tells nothing of its route: another may probe it. */
    void releaseProbe(Sent sent) {
        if (sent.open().probe()) {
            routes.releaseProbe(sent.source().name(), sent.route());
        }
    }

    /** The source refused us: it is closed. */
    TaskResult refused(Source source, PauseReason refusal, String detail, @Nullable Duration retryAfter) {
        failingSources.forget(source.name());
        return new TaskResult.PutBack(pauses.pause(source.name(), refusal, detail, retryAfter), refusal);
    }

    /** The source challenged us: the route is closed, and the source where no other is open. */
    TaskResult challenged(Sent sent, String detail) {
        Source source = sent.source();
        try {
            routes.pause(source.name(), sent.route(), PauseReason.CHALLENGED, detail, null);
            if (closedFor(source, source.routes()).isZero()) {
                // The permit was for the source, and the source is open.
                pauses.answered(source.name());
                return new TaskResult.PutBack(Duration.ZERO, PauseReason.CHALLENGED);
            }
        } catch (DataAccessException | TransactionException noDatabase) {
            log.warn(
                    "The database does not answer; all of {} is left alone, not the route {}",
                    source.name(),
                    sent.route());
        }
        return refused(source, PauseReason.CHALLENGED, detail, null);
    }

    /**
     * Tells a title that fails from a source that does. The title spends its attempt, unless the source is closed; where
     * it was to tell whether a source is open again, another title is asked.
     *
     * @param received what came, null where nothing whole did
     */
    TaskResult failed(Sent sent, BrokenPageException broken, @Nullable Received received) {
        boolean speaksOfTheTitle =
                switch (broken.reason()) {
                    case NO_ANSWER, BAD_STATUS, UNKNOWN_CODE -> false;
                    default -> true;
                };
        if (speaksOfTheTitle) {
            answered(sent);
            return TaskResult.Failed.of(broken, received, null);
        }
        releaseProbe(sent);
        boolean unknown = broken.reason() == Reason.UNKNOWN_CODE;
        boolean probe = sent.permit().probe();
        Patience patience = probe ? Patience.AFTER_A_PAUSE : unknown ? Patience.LITTLE : Patience.USUAL;
        if (failingSources.failed(sent.source().name(), sent.subject(), patience)) {
            return refused(
                    sent.source(),
                    unknown ? PauseReason.THROTTLED : PauseReason.UNAVAILABLE,
                    String.valueOf(broken.getMessage()),
                    broken.retryAfter());
        }
        if (!probe) {
            return TaskResult.Failed.of(broken, received, null);
        }
        sent.permit().giveBack();
        return TaskResult.Failed.of(broken.notBefore(AFTER_A_FAILED_PROBE), received, null);
    }
}
