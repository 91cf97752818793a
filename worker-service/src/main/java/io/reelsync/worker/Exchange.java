package io.reelsync.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Permits;
import io.reelsync.source.Answer;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.BrokenPageException.Reason;
import io.reelsync.source.PageRequest;
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
    private final Fetcher fetcher;
    private final Map<String, Timer> permitWaits = new HashMap<>();

    Exchange(Permits permits, Pauses pauses, Fetcher fetcher, Sources sources, MeterRegistry meters) {
        this.permits = permits;
        this.pauses = pauses;
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

        /** A page to be read. */
        record Readable(Answer answer) implements Result {}

        /** The source says that there is no such thing. */
        record Gone(String reason) implements Result {}

        /**
         * Nothing that speaks about the page itself: no permit, or the source refused us.
         *
         * @param refusal THROTTLED or CHALLENGED; null where there was no permit
         * @param delay when to come back
         */
        record NotNow(@Nullable String refusal, Duration delay) implements Result {}
    }

    /**
     * Asks a source.
     *
     * @param patience how long to wait for permits
     * @throws BrokenPageException where the answer can't be used
     */
    Result ask(Source source, PageRequest request, Duration patience) throws BrokenPageException, InterruptedException {
        PageRequest next = request;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Permits.Answer permit = waitForPermit(source, patience);
            if (permit != Permits.Answer.GRANTED) {
                return new Result.NotNow(null, pauses.remaining(source.name()).orElse(Duration.ofSeconds(1)));
            }
            Answer answer = fetcher.fetch(source, next);
            Verdict verdict = source.judge(answer);
            if (verdict instanceof Verdict.Page) {
                pauses.answered(source.name());
                return new Result.Readable(answer);
            }
            if (verdict instanceof Verdict.Gone gone) {
                pauses.answered(source.name());
                return new Result.Gone(gone.reason());
            }
            if (verdict instanceof Verdict.Throttled throttled) {
                return refused(source, "THROTTLED", throttled.reason(), throttled.retryAfter());
            }
            if (verdict instanceof Verdict.Challenged challenged) {
                return refused(source, "CHALLENGED", challenged.reason(), null);
            }
            Verdict.Broken broken = (Verdict.Broken) verdict;
            if (broken.reason() != Reason.BAD_REDIRECT) {
                throw new BrokenPageException(broken.reason(), broken.detail());
            }
            next = new PageRequest(target(source, answer, broken), request.headers());
        }
        throw new BrokenPageException(
                Reason.BAD_REDIRECT, "more than " + MOST_REDIRECTS + " redirects from " + request.address());
    }

    private Permits.Answer waitForPermit(Source source, Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        Permits.Answer answer = permits.acquire(source.name(), source.rate(), patience);
        Objects.requireNonNull(permitWaits.get(source.name())).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return answer;
    }

    private Result refused(Source source, String refusal, String reason, @Nullable Duration retryAfter) {
        return new Result.NotNow(refusal, pauses.pause(source.name(), refusal, reason, retryAfter));
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
