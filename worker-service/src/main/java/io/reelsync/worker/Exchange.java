package io.reelsync.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.limit.FailingSources;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Permit;
import io.reelsync.limit.Permits;
import io.reelsync.source.Answer;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.Verdict;
import io.reelsync.telemetry.MetricNames;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everything between a request and an answer that may be read: the permit, the fetch, redirects within the source (each
 * under a permit of its own), the verdict, and the pause where the source refused us.
 */
@Component
class Exchange {
    private static final int MOST_REDIRECTS = 3;

    private final Permits permits;
    private final Pauses pauses;
    private final FailingSources failingSources;
    private final Fetcher fetcher;
    private final Map<String, Timer> permitWaits = new HashMap<>();

    Exchange(
            Permits permits,
            Pauses pauses,
            FailingSources failingSources,
            Fetcher fetcher,
            Sources sources,
            MeterRegistry meters) {
        this.permits = permits;
        this.pauses = pauses;
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

    /**
     * What is asked, and how.
     *
     * @param patience how long to wait for permits
     * @param urgent whether it overtakes what is not
     * @param stillWanted asked now and then during the wait
     */
    record Question(PageRequest request, Duration patience, boolean urgent, BooleanSupplier stillWanted) {}

    /** What came of it. */
    sealed interface Result {

        /** A page to be read. */
        record Readable(Answer answer) implements Result {}

        /** The source says that there is no such thing. */
        record Gone(String reason) implements Result {}

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
        PageRequest next = question.request();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Permits.Answer permit;
            Answer answer = null;
            do {
                permit = waitForPermit(source, question, Duration.ofNanos(deadline - System.nanoTime()));
                if (permit instanceof Permits.Answer.Granted granted) {
                    try {
                        answer = fetcher.fetch(source, next, granted.permit());
                    } catch (BrokenPageException broken) {
                        return failed(source, granted.permit(), broken);
                    }
                } else if (permit == Permits.Answer.Refused.NOT_WANTED) {
                    return new Result.NotWanted();
                } else {
                    return new Result.NotNow(
                            null, pauses.remaining(source.name()).orElse(Duration.ofSeconds(1)));
                }
            } while (answer == null);
            Verdict verdict = source.judge(answer);
            if (!(verdict instanceof Verdict.Broken broken)) {
                return judged(source, answer, verdict);
            }
            if (broken.reason() != Reason.BAD_REDIRECT) {
                return failed(
                        source,
                        ((Permits.Answer.Granted) permit).permit(),
                        new BrokenPageException(broken.reason(), broken.detail(), broken.retryAfter()));
            }
            answered(source);
            next = new PageRequest(target(source, answer, broken), next.headers());
        }
        throw new BrokenPageException(
                Reason.BAD_REDIRECT,
                "more than " + MOST_REDIRECTS + " redirects from "
                        + question.request().address());
    }

    private Result judged(Source source, Answer answer, Verdict verdict) {
        if (verdict instanceof Verdict.Throttled throttled) {
            return refused(source, PauseReason.THROTTLED, throttled.reason(), throttled.retryAfter());
        }
        if (verdict instanceof Verdict.Challenged challenged) {
            return refused(source, PauseReason.CHALLENGED, challenged.reason(), null);
        }
        answered(source);
        return verdict instanceof Verdict.Gone gone ? new Result.Gone(gone.reason()) : new Result.Readable(answer);
    }

    private void answered(Source source) {
        pauses.answered(source.name());
        failingSources.answered(source.name());
    }

    private Result refused(Source source, PauseReason refusal, String detail, @Nullable Duration retryAfter) {
        return new Result.NotNow(refusal, pauses.pause(source.name(), refusal, detail, retryAfter));
    }

    /**
     * Tells a page that fails from a source that does: where the source fails most requests, or the one that was to tell
     * whether it is open again, it is left alone, and the page is not to blame.
     */
    private Result failed(Source source, Permit permit, BrokenPageException broken) throws BrokenPageException {
        if (broken.reason() != Reason.NO_ANSWER && broken.reason() != Reason.BAD_STATUS) {
            answered(source);
            throw broken;
        }
        boolean failing = failingSources.failed(source.name());
        if (failing || permit.probe()) {
            return refused(source, PauseReason.UNAVAILABLE, String.valueOf(broken.getMessage()), broken.retryAfter());
        }
        throw broken;
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
            if (web && target.getHost() != null && source.owns(target.getHost())) {
                return target;
            }
        } catch (IllegalArgumentException noAddress) {
            throw new BrokenPageException(broken.reason(), broken.detail(), noAddress);
        }
        throw new BrokenPageException(broken.reason(), broken.detail());
    }
}
