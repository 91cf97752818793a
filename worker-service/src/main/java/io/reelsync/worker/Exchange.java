package io.reelsync.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.limit.FailingSources;
import io.reelsync.limit.FailingSources.Patience;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Permit;
import io.reelsync.limit.Permits;
import io.reelsync.limit.Routes;
import io.reelsync.source.Answer;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.telemetry.MetricNames;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Everything between a request and an answer that may be read: the permit, the route, the fetch, redirects within the
 * source (each under a permit of its own), the verdict, and the pause where the source refused us.
 *
 * <p>A challenge closes its route alone, as long as another is open; any other refusal closes the source. What speaks of
 * one title closes nothing: an error, a missing answer and an unknown code are blamed on the source only where most of the
 * last titles got the same, be it after a pause that this request was to end.
 */
@Component
class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int MOST_REDIRECTS = 3;
    /** Time for another title to ask whether a source is open again. */
    private static final Duration AFTER_A_FAILED_PROBE = Duration.ofSeconds(5);

    private final Permits permits;
    private final Pauses pauses;
    private final Routes routes;
    private final FailingSources failingSources;
    private final Fetcher fetcher;
    private final Map<String, Timer> permitWaits = new HashMap<>();

    Exchange(
            Permits permits,
            Pauses pauses,
            Routes routes,
            FailingSources failingSources,
            Fetcher fetcher,
            Sources sources,
            MeterRegistry meters) {
        this.permits = permits;
        this.pauses = pauses;
        this.routes = routes;
        this.failingSources = failingSources;
        this.fetcher = fetcher;
        for (Source source : sources.all()) {
            permitWaits.put(
                    source.name(),
                    Timer.builder(MetricNames.PERMIT_WAIT)
                            .description("Time that a task waited for its permit")
                            .tag("source", source.name())
                            .serviceLevelObjectives(MetricNames.buckets())
                            .register(meters));
        }
    }

    /** What came of it. */
    sealed interface Result {

        /** A page to be read, as that route gives it. */
        record Readable(String route, Answer answer) implements Result {}

        /** The source says, by that route, that there is no such thing. */
        record Gone(String route, String reason) implements Result {}

        /** The source has merged the title into another one. */
        record Merged(SubjectId into) implements Result {}

        /**
         * Nothing that speaks about the page itself: no permit, or the source refused us.
         *
         * @param refusal null where there was no permit
         * @param delay when to come back
         */
        record NotNow(@Nullable PauseReason refusal, Duration delay) implements Result {}

        /** Nobody wants it any more. */
        record NotWanted() implements Result {}
    }

    /**
     * Asks a source.
     *
     * @throws BrokenPageException where the answer can't be used
     */
    Result ask(Source source, Question question) throws BrokenPageException, InterruptedException {
        long deadline = System.nanoTime() + question.patience().toNanos();
        Question next = question;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Sent sent = null;
            while (sent == null) {
                Duration closed = routes.closedFor(source.name(), next.routes());
                if (!closed.isZero()) {
                    return new Result.NotNow(null, closed);
                }
                Permits.Answer permit = waitForPermit(source, next, Duration.ofNanos(deadline - System.nanoTime()));
                if (permit == Permits.Answer.Refused.NOT_WANTED) {
                    return new Result.NotWanted();
                }
                if (!(permit instanceof Permits.Answer.Granted granted)) {
                    return new Result.NotNow(
                            null, pauses.remaining(source.name()).orElse(Duration.ofSeconds(1)));
                }
                Optional<Duration> heldBack = next.leave().get();
                if (heldBack.isPresent()) {
                    granted.permit().giveBack();
                    return new Result.NotNow(null, heldBack.get());
                }
                sent = send(source, next, granted.permit());
            }
            if (sent.result() != null) {
                return sent.result();
            }
            // A redirect is followed by the same route, under a permit of its own.
            PageRequest redirect = Objects.requireNonNull(sent.redirect());
            next = new Question(
                    next.title(),
                    () -> List.of(redirect),
                    next.patience(),
                    next.urgent(),
                    next.stillWanted(),
                    Optional::empty);
        }
        throw new BrokenPageException(
                Reason.BAD_REDIRECT,
                "more than " + MOST_REDIRECTS + " redirects from "
                        + question.requests().get().get(0).address());
    }

    /** How long a route is closed still; nothing where it is open. */
    Duration closedFor(Source source, String route) {
        return routes.closedFor(source.name(), List.of(route));
    }

    /** What came of one request: a result, or where it was redirected to. */
    private record Sent(@Nullable Result result, @Nullable PageRequest redirect) {}

    /** Sends a request by the first open route; null where it was too late for its permit. */
    private @Nullable Sent send(Source source, Question question, Permit permit) throws BrokenPageException {
        Optional<Routes.Open> open = routes.open(source.name(), question.routes());
        if (open.isEmpty()) {
            permit.giveBack();
            return null;
        }
        Way way = new Way(source, question.title(), open.get(), permit);
        PageRequest request = question.requests().get().stream()
                .filter(one -> one.route().equals(way.route()))
                .findFirst()
                .orElseThrow();
        Answer answer;
        try {
            answer = fetcher.fetch(source, request, permit);
        } catch (BrokenPageException broken) {
            return new Sent(failed(way, broken), null);
        }
        if (answer == null) {
            releaseProbe(way);
            return null;
        }
        Verdict verdict = source.reader().judge(answer);
        if (!(verdict instanceof Verdict.Broken broken)) {
            return new Sent(judged(way, answer, verdict), null);
        }
        if (broken.reason() != Reason.BAD_REDIRECT) {
            return new Sent(
                    failed(way, new BrokenPageException(broken.reason(), broken.detail(), broken.retryAfter())), null);
        }
        answered(way);
        URI target = target(source, answer, broken);
        Optional<SubjectId> asked = source.reader().subjectAt(answer.address());
        Optional<SubjectId> goesOnAs = source.reader().subjectAt(target);
        if (asked.isPresent() && goesOnAs.isPresent() && !asked.equals(goesOnAs)) {
            return new Sent(new Result.Merged(goesOnAs.get()), null);
        }
        return new Sent(null, new PageRequest(way.route(), target, request.headers()));
    }

    /** How a request goes out, and for which title. */
    private record Way(Source source, String title, Routes.Open open, Permit permit) {
        String route() {
            return open.route();
        }
    }

    private Result judged(Way way, Answer answer, Verdict verdict) {
        if (verdict instanceof Verdict.Throttled throttled) {
            return refused(way.source(), PauseReason.THROTTLED, throttled.reason(), throttled.retryAfter());
        }
        if (verdict instanceof Verdict.Challenged challenged) {
            return challenged(way, challenged.reason());
        }
        answered(way);
        return verdict instanceof Verdict.Gone gone
                ? new Result.Gone(way.route(), gone.reason())
                : new Result.Readable(way.route(), answer);
    }

    private void answered(Way way) {
        String source = way.source().name();
        pauses.answered(source);
        failingSources.answered(source, way.title());
        if (way.open().probe()) {
            routes.answered(source, way.route());
        }
    }

    private Result refused(Source source, PauseReason refusal, String detail, @Nullable Duration retryAfter) {
        failingSources.forget(source.name());
        return new Result.NotNow(refusal, pauses.pause(source.name(), refusal, detail, retryAfter));
    }

    private Result challenged(Way way, String detail) {
        Source source = way.source();
        try {
            routes.pause(source.name(), way.route(), PauseReason.CHALLENGED, detail, null);
            List<String> all =
                    source.routes();
            if (routes.closedFor(source.name(), all).isZero()) {
                // The permit was for the source, and the source is open.
                pauses.answered(source.name());
                return new Result.NotNow(PauseReason.CHALLENGED, Duration.ZERO);
            }
        } catch (DataAccessException | TransactionException noDatabase) {
            log.warn(
                    "The database does not answer; all of {} is left alone, not the route {}",
                    source.name(),
                    way.route());
        }
        return refused(source, PauseReason.CHALLENGED, detail, null);
    }

    /**
     * Tells a title that fails from a source that does. The title spends its attempt, unless the source is left alone; where
     * it was to tell whether a source is open again, another title is asked.
     */
    private Result failed(Way way, BrokenPageException broken) throws BrokenPageException {
        boolean speaksOfTheTitle =
                switch (broken.reason()) {
                    case NO_ANSWER, BAD_STATUS, UNKNOWN_CODE -> false;
                    default -> true;
                };
        if (speaksOfTheTitle) {
            answered(way);
            throw broken;
        }
        releaseProbe(way);
        Source source = way.source();
        boolean unknown = broken.reason() == Reason.UNKNOWN_CODE;
        boolean probe = way.permit().probe();
        Patience patience = probe ? Patience.AFTER_A_PAUSE : unknown ? Patience.LITTLE : Patience.USUAL;
        if (failingSources.failed(source.name(), way.title(), patience)) {
            return refused(
                    source,
                    unknown ? PauseReason.THROTTLED : PauseReason.UNAVAILABLE,
                    String.valueOf(broken.getMessage()),
                    broken.retryAfter());
        }
        if (!probe) {
            throw broken;
        }
        way.permit().giveBack();
        throw broken.notBefore(AFTER_A_FAILED_PROBE);
    }

    private void releaseProbe(Way way) {
        if (way.open().probe()) {
            routes.releaseProbe(way.source().name(), way.route());
        }
    }

    private Permits.Answer waitForPermit(Source source, Question question, Duration patience)
            throws InterruptedException {
        long began = System.nanoTime();
        Permits.Answer answer = permits.acquire(
                new Permits.Wish(source.name(), source.rate(), patience, question.urgent(), question.stillWanted()));
        Objects.requireNonNull(permitWaits.get(source.name())).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return answer;
    }

    private static URI target(Source source, Answer answer, Verdict.Broken broken) throws BrokenPageException {
        String location =
                answer.header("location").orElseThrow(() -> new BrokenPageException(broken.reason(), broken.detail()));
        try {
            URI target = answer.address().resolve(location);
            boolean web = "https".equals(target.getScheme()) || "http".equals(target.getScheme());
            if (web && target.getHost() != null && source.reader().owns(target.getHost())) {
                return target;
            }
        } catch (IllegalArgumentException noAddress) {
            throw new BrokenPageException(broken.reason(), broken.detail(), noAddress);
        }
        throw new BrokenPageException(broken.reason(), broken.detail());
    }
}
