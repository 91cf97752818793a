package io.reelsync.worker.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Leave;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Permit;
import io.reelsync.limit.Permits;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.fetch.BreakerPolicy.Sent;
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
import org.springframework.stereotype.Component;

/**
 * Everything between a request and an answer that may be read: the permit, the open route, the fetch, redirects within
 * the source (each under a permit of its own), and the verdict, which may {@linkplain BreakerPolicy trip circuit breakers}.
 */
@Component
public class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int MOST_REDIRECTS = 3;
    private static final Duration NO_PERMIT_FOR = Duration.ofSeconds(1);
    private static final Duration HELD_BACK_FOR = Duration.ofSeconds(1);

    private final Permits permits;
    private final CircuitBreaker breaker;
    private final StructureSuspects suspects;
    private final BreakerPolicy breakers;
    private final Fetcher fetcher;
    private final Map<String, Timer> permitWaits = new HashMap<>();

    Exchange(
            Permits permits,
            CircuitBreaker breaker,
            StructureSuspects suspects,
            BreakerPolicy breakers,
            Fetcher fetcher,
            Sources sources,
            MeterRegistry meters) {
        this.permits = permits;
        this.breaker = breaker;
        this.suspects = suspects;
        this.breakers = breakers;
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

    /** Asks a source for a page, and follows its redirects. */
    public Fetched fetch(Source source, FetchRequest request) throws InterruptedException {
        Attempt attempt = new Attempt(source, request);
        while (true) {
            Duration blocked = breaker.blockedFor(BreakerPolicy.keys(source, attempt.routes()));
            if (!blocked.isZero()) {
                return attempt.ended(new TaskResult.PutBack(blocked));
            }
            Permits.Result answer = waitForPermit(attempt);
            if (answer == Permits.Result.Refused.NOT_WANTED) {
                return attempt.ended(new TaskResult.PutBack(Duration.ZERO));
            }
            if (!(answer instanceof Permits.Result.Granted granted)) {
                Duration paused = breaker.blockedFor(List.of(Key.source(source.name())));
                return attempt.ended(new TaskResult.PutBack(paused.isZero() ? NO_PERMIT_FOR : paused));
            }
            if (isHeldBack(attempt)) {
                granted.permit().giveBack();
                return attempt.ended(new TaskResult.PutBack(HELD_BACK_FOR));
            }
            Optional<Fetched> fetched = send(attempt, granted.permit());
            if (fetched.isPresent()) {
                return fetched.get();
            }
        }
    }

    private Permits.Result waitForPermit(Attempt attempt) throws InterruptedException {
        long began = System.nanoTime();
        Source source = attempt.source;
        Permits.Result answer = permits.acquire(new Permits.Request(
                source.name(),
                source.rate(),
                Duration.ofNanos(attempt.deadline - began),
                attempt.request.urgent(),
                attempt.request.stillWanted()));
        Objects.requireNonNull(permitWaits.get(source.name())).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return answer;
    }

    /** Asked just before the request: the dispatcher keeps what is of a suspected kind, but not what is in hand. */
    private boolean isHeldBack(Attempt attempt) {
        if (!attempt.request.details() || attempt.probe) {
            return false; // The first permit of a probe may have come too late.
        }
        Kind kind = attempt.request.kind();
        Leave leave = suspects.leaveFor(attempt.source.name(), kind == null ? null : kind.value());
        if (leave == Leave.PROBE) {
            attempt.makeProbe();
        }
        return leave == Leave.HELD_BACK;
    }

    /** Sends a request by the first route that is open; empty where it was too late for its permit, or was redirected. */
    private Optional<Fetched> send(Attempt attempt, Permit permit) {
        Source source = attempt.source;
        Sent sent = byFirstRoute(attempt, permit);
        if (sent == null) {
            permit.giveBack();
            return Optional.empty();
        }
        PageRequest request = attempt.requestBy(sent.route());
        Response answer;
        try {
            answer = fetcher.fetch(source, request, permit);
        } catch (BrokenPageException broken) {
            return Optional.of(attempt.ended(breakers.failed(sent, broken, null)));
        }
        if (answer == null) {
            breakers.releaseProbe(sent);
            return Optional.empty();
        }
        Verdict verdict = source.reader().judge(answer);
        if (verdict instanceof Verdict.Page) {
            breakers.answered(sent);
            return Optional.of(new Fetched.Page(new Received(sent.route(), answer), attempt.probe));
        }
        if (verdict instanceof Verdict.Broken broken && broken.reason() == Reason.BAD_REDIRECT) {
            breakers.answered(sent);
            return redirected(attempt, request, answer, broken).map(attempt::ended);
        }
        return Optional.of(attempt.ended(ended(attempt, sent, answer, verdict)));
    }

    /** The first route that lets a request pass, be it as its probe; null where none does. */
    private @Nullable Sent byFirstRoute(Attempt attempt, Permit permit) {
        Source source = attempt.source;
        for (String route : attempt.routes()) {
            Leave leave = breaker.ask(List.of(Key.route(source.name(), route)));
            if (leave != Leave.HELD_BACK) {
                return new Sent(source, attempt.request.subject(), route, leave == Leave.PROBE, permit);
            }
        }
        return null;
    }

    private TaskResult ended(Attempt attempt, Sent sent, Response answer, Verdict verdict) {
        if (verdict instanceof Verdict.Throttled throttled) {
            return breakers.refused(sent.source(), PauseReason.THROTTLED, throttled.reason(), throttled.retryAfter());
        }
        if (verdict instanceof Verdict.Challenged challenged) {
            return breakers.challenged(sent, challenged.reason());
        }
        if (verdict instanceof Verdict.Gone gone) {
            breakers.answered(sent);
            return gone(attempt, sent.route(), gone.reason());
        }
        Verdict.Broken broken = (Verdict.Broken) verdict;
        return breakers.failed(
                sent,
                new BrokenPageException(broken.reason(), broken.detail(), broken.retryAfter()),
                new Received(sent.route(), answer));
    }

    /** Only the first route knows every title: where another had to do, the first is asked when it is open again. */
    private TaskResult gone(Attempt attempt, String route, String reason) {
        String first = attempt.request.firstRoute();
        if (route.equals(first)) {
            return new TaskResult.Gone(reason);
        }
        Duration blocked = breaker.blockedFor(List.of(Key.route(attempt.source.name(), first)));
        if (blocked.isZero()) {
            return TaskResult.Failed.of(new BrokenPageException(Reason.WITHHELD, route + ": " + reason));
        }
        log.info(
                "{}: {} is not known by the route {} ({}); it is asked for by the first one in {}",
                attempt.source.label(),
                attempt.request.subject(),
                route,
                reason,
                blocked);
        return new TaskResult.PutBack(blocked);
    }

    /** Goes where a redirect leads within the source, by the same route; says how the task ends where it leads elsewhere. */
    private static Optional<TaskResult> redirected(
            Attempt attempt, PageRequest request, Response answer, Verdict.Broken redirect) {
        Optional<URI> target = answer.header("location").flatMap(location -> target(attempt.source, answer, location));
        if (target.isEmpty()) {
            return Optional.of(TaskResult.Failed.of(new BrokenPageException(redirect.reason(), redirect.detail())));
        }
        Optional<SubjectId> asked = attempt.source.reader().subjectAt(answer.address());
        Optional<SubjectId> goesOnAs = attempt.source.reader().subjectAt(target.get());
        if (asked.isPresent() && goesOnAs.isPresent() && !asked.equals(goesOnAs)) {
            return Optional.of(new TaskResult.Merged(goesOnAs.get()));
        }
        if (attempt.redirects == MOST_REDIRECTS) {
            String from = attempt.request.requests().get(0).address().toString();
            return Optional.of(TaskResult.Failed.of(new BrokenPageException(
                    Reason.BAD_REDIRECT, "more than " + MOST_REDIRECTS + " redirects from " + from)));
        }
        attempt.redirect(new PageRequest(request.route(), target.get(), request.headers()));
        return Optional.empty();
    }

    /** Where a redirect leads, if that is within the source, and not in the clear after HTTPS: others could read what we send. */
    static Optional<URI> target(Source source, Response answer, String location) {
        try {
            URI target = answer.address().resolve(location);
            boolean web = "https".equals(target.getScheme()) || "http".equals(target.getScheme());
            boolean inClear = "https".equals(answer.address().getScheme()) && "http".equals(target.getScheme());
            return web
                            && !inClear
                            && target.getHost() != null
                            && source.reader().owns(target.getHost())
                    ? Optional.of(target)
                    : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** What is asked for, from the first permit to the end. For one thread. */
    private static final class Attempt {
        private final Source source;
        private final FetchRequest request;
        private final long deadline;
        private List<PageRequest> requests;
        private int redirects;
        /** Whether it is to tell if a suspicion still holds. */
        private boolean probe;

        private Attempt(Source source, FetchRequest request) {
            this.source = source;
            this.request = request;
            this.deadline = System.nanoTime() + request.patience().toNanos();
            this.requests = request.inOrder(false);
        }

        private List<String> routes() {
            return requests.stream().map(PageRequest::route).toList();
        }

        private PageRequest requestBy(String route) {
            return requests.stream()
                    .filter(one -> one.route().equals(route))
                    .findFirst()
                    .orElseThrow();
        }

        private void makeProbe() {
            probe = true;
            requests = request.inOrder(true);
        }

        private void redirect(PageRequest to) {
            redirects++;
            requests = List.of(to);
        }

        private Fetched ended(TaskResult result) {
            return new Fetched.Ended(result, probe);
        }
    }
}
