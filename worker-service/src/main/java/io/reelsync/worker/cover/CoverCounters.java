package io.reelsync.worker.cover;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts every attempt to mirror a poster, by how it ended. */
@Component
class CoverCounters {
    private final Map<String, Map<Outcome, Counter>> counters = new HashMap<>();

    /** How an attempt ended. */
    enum Outcome {
        STORED,
        /** To be tried again. */
        FAILED,
        DEAD,
        /** It was not tried, or not to its end. */
        PUT_BACK
    }

    CoverCounters(Sources sources, MeterRegistry meters) {
        for (Source source : sources.all()) {
            Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                byOutcome.put(
                        outcome,
                        Counter.builder(MetricNames.COVER_ATTEMPTS)
                                .description("Attempts to mirror a poster, by how they ended")
                                .tag("source", source.name())
                                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                                .register(meters));
            }
            counters.put(source.name(), byOutcome);
        }
    }

    void count(Source source, Outcome outcome) {
        Objects.requireNonNull(
                        Objects.requireNonNull(counters.get(source.name())).get(outcome))
                .increment();
    }
}
