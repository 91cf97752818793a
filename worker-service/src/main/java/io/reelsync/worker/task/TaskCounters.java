package io.reelsync.worker.task;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.source.VideoFacts.CrossCheck;
import io.reelsync.source.VideoFacts.Disagreement;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.settle.Settled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts every fate of a task. All counters stand from the start, so that a dashboard shows zero and not nothing. */
@Component
class TaskCounters {
    static final String DROPPED = "dropped";
    static final String BROKEN = "broken";
    static final String DEAD = "dead";

    private final Map<String, Counter> counters = new HashMap<>();
    private final MeterRegistry meters;

    TaskCounters(Sources sources, MeterRegistry meters) {
        this.meters = meters;
        for (Source source : sources.all()) {
            for (String outcome : MetricNames.OUTCOMES) {
                counters.put(
                        source.name() + " " + outcome,
                        Counter.builder(MetricNames.TASKS)
                                .description("Tasks by what became of them")
                                .tag("source", source.name())
                                .tag("outcome", outcome)
                                .register(meters));
            }
            leftOut(source);
            Arrays.stream(Reason.values()).filter(Reason::isGate).forEach(reason -> gate(source, reason));
            for (CrossCheck check : CrossCheck.values()) {
                check.fields().forEach(field -> against(source, field, check));
            }
        }
    }

    private Counter gate(Source source, Reason reason) {
        return Counter.builder(MetricNames.GATE_FAILURES)
                .description("Answers that were read and not believed")
                .tag("source", source.name())
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    private Counter leftOut(Source source) {
        return Counter.builder(MetricNames.ENTRIES_LEFT_OUT)
                .description("Entries of lists that could not be read or stored, and were left out")
                .tag("source", source.name())
                .register(meters);
    }

    private Counter against(Source source, String field, CrossCheck check) {
        return Counter.builder(MetricNames.CROSS_CHECK_DISAGREEMENTS)
                .description("Where parts of a page say different things")
                .tag("source", source.name())
                .tag("field", field)
                .tag("check", check.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    /** Counts an answer that failed a quality gate. */
    void count(Source source, Reason reason) {
        gate(source, reason).increment();
    }

    /** Counts what the parts of a page said against each other. */
    void count(Source source, List<Disagreement> disagreements) {
        disagreements.forEach(one -> against(source, one.field(), one.check()).increment());
    }

    /** Counts entries that a list goes on without. */
    void countLeftOut(Source source, int entries) {
        leftOut(source).increment(entries);
    }

    /** Counts a task by what became of it. */
    void count(String source, String outcome) {
        Objects.requireNonNull(counters.get(source + " " + outcome), outcome).increment();
    }

    /** Counts a task that was settled; one that is only due again is not counted. */
    void count(String source, Settled settled) {
        switch (settled) {
            case CREATED, CHANGED, UNCHANGED, GONE, DEAD, DROPPED ->
                count(source, settled.name().toLowerCase(Locale.ROOT));
            case RETRY -> count(source, BROKEN);
            case PUT_BACK -> {
                // Counted by its cause.
            }
        }
    }

    /** Counts a task that was put back, by what the source did; where it did nothing, as dropped. */
    void count(String source, TaskResult.PutBack back) {
        count(
                source,
                back.refusal() == null
                        ? DROPPED
                        : switch (back.refusal()) {
                            case THROTTLED -> "throttled";
                            case CHALLENGED -> "challenged";
                            case UNAVAILABLE -> BROKEN;
                        });
    }
}
