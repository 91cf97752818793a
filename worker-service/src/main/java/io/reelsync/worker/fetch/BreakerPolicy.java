package io.reelsync.worker.fetch;

import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Trip;
import io.reelsync.limit.FailingTitles;
import io.reelsync.limit.FailingTitles.Patience;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Permit;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What a source's answers mean for the requests that would follow: which circuit breakers trip, and which are reset.
 *
 * <p>A challenge trips its route's alone, as long as another route is open; any other refusal trips the source's. What
 * speaks of one title trips nothing: an error, a missing answer and an unknown code are blamed on the source only where
 * most of the last titles got the same, be it after a pause that this request was to end.
 */
@Component
class BreakerPolicy {
    private static final Logger log = LoggerFactory.getLogger(BreakerPolicy.class);
    /** Time for another title to ask whether a source is open again. */
    private static final Duration AFTER_A_FAILED_PROBE = Duration.ofSeconds(5);

    private final CircuitBreaker breaker;
    private final Pauses pauses;
    private final FailingTitles failingTitles;

    BreakerPolicy(CircuitBreaker breaker, Pauses pauses, FailingTitles failingTitles) {
        this.breaker = breaker;
        this.pauses = pauses;
        this.failingTitles = failingTitles;
    }

    /**
     * A request that was sent, and what it is for.
     *
     * @param probe whether it tells if its route is open again
     */
    record Sent(Source source, String subject, String route, boolean probe, Permit permit) {
        private Key routeKey() {
            return Key.route(source.name(), route);
        }
    }

    /** The source had an answer for the title, be it that the title is broken, withheld or gone. */
    void answered(Sent sent) {
        String source = sent.source().name();
        pauses.answered(source);
        failingTitles.answered(source, sent.subject());
        if (sent.probe()) {
            breaker.reset(sent.routeKey());
        }
    }

    /** The request was not sent, or tells nothing of its route: another may probe it. */
    void releaseProbe(Sent sent) {
        if (sent.probe()) {
            breaker.releaseProbe(sent.routeKey());
        }
    }

    /** The source refused us: it is left alone. */
    TaskResult refused(Source source, PauseReason refusal, String detail, @Nullable Duration retryAfter) {
        failingTitles.forget(source.name());
        return new TaskResult.PutBack(pauses.pause(source.name(), refusal, detail, retryAfter), refusal);
    }

    /** The source challenged us: the route is left alone, and the source where no other is open. */
    TaskResult challenged(Sent sent, String detail) {
        Source source = sent.source();
        try {
            breaker.trip(sent.routeKey(), new Trip(PauseReason.CHALLENGED.name(), detail, null));
            if (breaker.blockedFor(keys(source, source.routes())).isZero()) {
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
     * Tells a title that fails from a source that does. The title spends its attempt, unless the source is left
     * alone; where it was to tell whether a source is open again, another title is asked.
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
        if (failingTitles.failed(sent.source().name(), sent.subject(), patience)) {
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

    static List<Key> keys(Source source, List<String> routes) {
        return routes.stream().map(route -> Key.route(source.name(), route)).toList();
    }
}
