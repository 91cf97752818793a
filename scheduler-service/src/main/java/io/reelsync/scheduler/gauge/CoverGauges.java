package io.reelsync.scheduler.gauge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.cover.CoverState;
import io.reelsync.cover.Covers;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many posters are wanted, mirrored and given up, of each source that has any. */
@Component
class CoverGauges {
    private final Covers covers;
    private final Map<String, Map<CoverState, AtomicLong>> counts = new HashMap<>();

    CoverGauges(Covers covers, Sources sources, MeterRegistry meters) {
        this.covers = covers;
        for (Source source : sources.all()) {
            if (source.pictures().isPresent()) {
                counts.put(source.name(), gauges(source.name(), meters));
            }
        }
    }

    private static Map<CoverState, AtomicLong> gauges(String source, MeterRegistry meters) {
        Map<CoverState, AtomicLong> byState = new EnumMap<>(CoverState.class);
        for (CoverState state : CoverState.values()) {
            AtomicLong count = new AtomicLong();
            Gauge.builder(MetricNames.COVERS, count, AtomicLong::get)
                    .description("Posters that were asked for, by what became of them")
                    .tag("source", source)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
            byState.put(state, count);
        }
        return byState;
    }

    @Scheduled(initialDelayString = "5s", fixedDelayString = "15s")
    void read() {
        counts.forEach((source, byState) -> covers.count(source)
                .forEach((state, count) ->
                        Objects.requireNonNull(byState.get(state)).set(count)));
    }
}
