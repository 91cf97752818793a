package io.reelsync.worker.task;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.reelsync.history.AnswerTimes;
import io.reelsync.history.SourceHistory;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import jakarta.annotation.PreDestroy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Adds now and then what this worker's own meters have counted to the history of the sources, apart from all work: what
 * could not be written is left out there, since it may have been written all the same.
 */
@Component
class HistoryReporter {
    private static final Logger log = LoggerFactory.getLogger(HistoryReporter.class);

    private final SourceHistory history;
    private final Sources sources;
    private final Servers servers;
    private final MeterRegistry meters;
    private final Map<String, SourceHistory.Counts> told = new HashMap<>();

    HistoryReporter(SourceHistory history, Sources sources, Servers servers, MeterRegistry meters) {
        this.history = history;
        this.sources = sources;
        this.servers = servers;
        this.meters = meters;
    }

    /** Also of what was counted last, when the worker stops. */
    @Scheduled(initialDelayString = "10s", fixedDelayString = "10s")
    @PreDestroy
    public synchronized void report() {
        if (!servers.answers(Server.MYSQL)) {
            return;
        }
        try {
            sources.all().forEach(this::report);
        } catch (RuntimeException failure) {
            // That the database is away is told elsewhere, once.
            log.debug("what was counted could not be noted", failure);
        }
    }

    private void report(Source source) {
        SourceHistory.Counts now = new SourceHistory.Counts(answers(source), outcomes(source));
        SourceHistory.Counts before = told.put(source.name(), now);
        SourceHistory.Counts more = before == null ? now : since(before, now);
        if (!more.isEmpty()) {
            history.add(source.name(), more);
        }
    }

    private static SourceHistory.Counts since(SourceHistory.Counts before, SourceHistory.Counts now) {
        Map<String, Long> outcomes = new HashMap<>(now.outcomes());
        before.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, -count, Long::sum));
        return new SourceHistory.Counts(now.answers().since(before.answers()), outcomes);
    }

    private AnswerTimes answers(Source source) {
        Timer timer = meters.get(MetricNames.FETCH).tag("source", source.name()).timer();
        HistogramSnapshot seen = timer.takeSnapshot();
        Map<Long, Long> counts = new HashMap<>();
        for (CountAtBucket bucket : seen.histogramCounts()) {
            counts.put((long) bucket.bucket(TimeUnit.MILLISECONDS), (long) bucket.count());
        }
        return new AnswerTimes(
                seen.count(),
                (long) seen.total(TimeUnit.MILLISECONDS),
                Arrays.stream(MetricNames.buckets())
                        .map(bound -> counts.getOrDefault(bound.toMillis(), 0L))
                        .toList());
    }

    private Map<String, Long> outcomes(Source source) {
        Map<String, Long> outcomes = new HashMap<>();
        for (String outcome : MetricNames.OUTCOMES) {
            Counter counter = meters.get(MetricNames.TASKS)
                    .tag("source", source.name())
                    .tag("outcome", outcome)
                    .counter();
            outcomes.put(outcome, (long) counter.count());
        }
        return outcomes;
    }
}
