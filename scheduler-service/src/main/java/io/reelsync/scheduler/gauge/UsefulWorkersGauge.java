package io.reelsync.scheduler.gauge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.cluster.UsefulWorkers;
import io.reelsync.limit.Rates;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many workers each source's limit can use, for operators and for what starts workers by itself. */
@Component
class UsefulWorkersGauge {
    private final Map<String, Integer> workers = new ConcurrentHashMap<>();
    private final List<Source> limited;
    private final UsefulWorkers usefulWorkers;
    private final Rates rates;

    UsefulWorkersGauge(Sources sources, UsefulWorkers usefulWorkers, Rates rates, MeterRegistry meters) {
        this.limited = sources.all().stream()
                .filter(source -> !source.rate().isUnlimited())
                .toList();
        this.usefulWorkers = usefulWorkers;
        this.rates = rates;
        for (Source source : limited) {
            // Until it was read: one is always of use.
            Gauge.builder(MetricNames.USEFUL_WORKERS, workers, read -> read.getOrDefault(source.name(), 1))
                    .tag("source", source.name())
                    .description("Worker processes that the source's limit can use")
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "10s")
    public void read() {
        for (Source source : limited) {
            workers.put(
                    source.name(),
                    usefulWorkers
                            .of(source.name(), rates.of(source).perSecond())
                            .workers());
        }
    }
}
