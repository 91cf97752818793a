package io.reelsync.scheduler.gauge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.catalog.Subjects;
import io.reelsync.cluster.SourceSignals;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.source.Kind;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the scheduler shows operators of each source: read every few seconds, so that a scrape costs nothing. */
@Component
class SourceGauges {
    private final Map<String, Double> values = new ConcurrentHashMap<>();
    private final Sources sources;
    private final Subjects subjects;
    private final Pauses pauses;
    private final StructureSuspects suspects;
    private final QueueDepths queueDepths;
    private final SourceSignals signals;

    SourceGauges(
            Sources sources,
            Subjects subjects,
            Pauses pauses,
            StructureSuspects suspects,
            QueueDepths queueDepths,
            SourceSignals signals,
            MeterRegistry meters) {
        this.sources = sources;
        this.subjects = subjects;
        this.pauses = pauses;
        this.suspects = suspects;
        this.queueDepths = queueDepths;
        this.signals = signals;
        for (Source source : sources.all()) {
            gauge(meters, MetricNames.QUEUE_DEPTH, source.name(), "Tasks waiting in the broker's queue");
            gauge(meters, MetricNames.DUE_SUBJECTS, source.name(), "Subjects whose details are owed now");
            gauge(meters, MetricNames.DEAD_SUBJECTS, source.name(), "Subjects that were given up");
            gauge(meters, MetricNames.SOURCE_PAUSED, source.name(), "1 while the source is left alone");
            kinds().forEach(kind -> structureGauge(meters, source.name(), kind));
            gauge(meters, MetricNames.FRESHNESS, source.name(), "Share of subjects that owe no details");
        }
    }

    @Scheduled(fixedDelayString = "5s")
    public void read() {
        for (Source source : sources.all()) {
            String name = source.name();
            Long queueDepth = queueDepths.read(name);
            if (queueDepth != null) {
                set(MetricNames.QUEUE_DEPTH, name, queueDepth);
            }
            long due = subjects.due(name);
            double freshness = subjects.freshness(name);
            signals.write(name, new SourceSignals.Signals(queueDepth, due, freshness));
            set(MetricNames.DUE_SUBJECTS, name, due);
            set(MetricNames.DEAD_SUBJECTS, name, subjects.dead(name));
            set(MetricNames.SOURCE_PAUSED, name, pauses.remaining(name).isPresent() ? 1 : 0);
            set(MetricNames.FRESHNESS, name, freshness);
            Set<String> suspected = suspects.of(name);
            kinds().forEach(kind ->
                    set(MetricNames.STRUCTURE_SUSPECT, name + " " + kind, suspected.contains(kind) ? 1 : 0));
        }
    }

    private void gauge(MeterRegistry meters, String name, String source, String description) {
        set(name, source, 0);
        Gauge.builder(name, values, read -> read.getOrDefault(name + " " + source, 0.0))
                .tag("source", source)
                .description(description)
                .register(meters);
    }

    private void structureGauge(MeterRegistry meters, String source, String kind) {
        String key = source + " " + kind;
        set(MetricNames.STRUCTURE_SUSPECT, key, 0);
        Gauge.builder(
                        MetricNames.STRUCTURE_SUSPECT,
                        values,
                        read -> read.getOrDefault(MetricNames.STRUCTURE_SUSPECT + " " + key, 0.0))
                .tag("source", source)
                .tag("kind", kind)
                .description("1 while the pages of a kind are suspected to have a changed structure")
                .register(meters);
    }

    private static Stream<String> kinds() {
        return Stream.concat(
                Stream.of(StructureSuspects.ALL_KINDS),
                Arrays.stream(Kind.values()).map(Kind::value));
    }

    private void set(String name, String value, double number) {
        values.put(name + " " + value, number);
    }
}
