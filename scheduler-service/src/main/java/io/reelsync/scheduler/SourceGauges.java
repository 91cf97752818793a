package io.reelsync.scheduler;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.catalog.Subjects;
import io.reelsync.cluster.SourceSignals;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.StructureSuspects;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.run.ItemState;
import io.reelsync.run.SyncRuns;
import io.reelsync.source.Kind;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.DeclareTopology;
import io.reelsync.task.QueueTopology;
import io.reelsync.telemetry.MetricNames;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the scheduler shows operators of each source: read every few seconds, so that a scrape costs nothing. */
@Component
class SourceGauges {
    private static final Logger log = LoggerFactory.getLogger(SourceGauges.class);

    private final Map<String, Double> values = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final Sources sources;
    private final Subjects subjects;
    private final Pauses pauses;
    private final StructureSuspects suspects;
    private final SyncRuns runs;
    private final AmqpAdmin broker;
    private final QueueTopology topology;
    private final DeclareTopology declareTopology;
    private final Servers servers;
    private final SourceSignals signals;

    SourceGauges(
            Sources sources,
            Subjects subjects,
            Pauses pauses,
            StructureSuspects suspects,
            SyncRuns runs,
            AmqpAdmin broker,
            QueueTopology topology,
            DeclareTopology declareTopology,
            Servers servers,
            SourceSignals signals,
            MeterRegistry meters) {
        this.sources = sources;
        this.subjects = subjects;
        this.pauses = pauses;
        this.suspects = suspects;
        this.runs = runs;
        this.broker = broker;
        this.topology = topology;
        this.declareTopology = declareTopology;
        this.servers = servers;
        this.signals = signals;
        for (Source source : sources.all()) {
            gauge(meters, MetricNames.QUEUE_DEPTH, "source", source.name(), "Tasks waiting in the broker's queue");
            gauge(meters, MetricNames.DUE_SUBJECTS, "source", source.name(), "Subjects whose details are owed now");
            gauge(meters, MetricNames.DEAD_SUBJECTS, "source", source.name(), "Subjects that were given up");
            gauge(meters, MetricNames.SOURCE_PAUSED, "source", source.name(), "1 while the source is left alone");
            kinds().forEach(kind -> structureGauge(meters, source.name(), kind));
            gauge(meters, MetricNames.FRESHNESS, "source", source.name(), "Share of subjects that owe no details");
        }
        for (ItemState state : ItemState.values()) {
            gauge(meters, MetricNames.RUN_ITEMS, "state", state.name(), "Items of active runs");
        }
    }

    @Scheduled(fixedDelayString = "5s")
    public void read() {
        for (Source source : sources.all()) {
            String name = source.name();
            Long queueDepth = servers.answers(Server.RABBITMQ) ? readQueues(name) : null;
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
        Map<ItemState, Long> items = runs.itemsOfActiveRuns();
        for (ItemState state : ItemState.values()) {
            set(MetricNames.RUN_ITEMS, state.name(), items.getOrDefault(state, 0L));
        }
    }

    /** A queue that was deleted is declared again: while its window is in hand, nobody else would notice. */
    private @Nullable Long readQueues(String source) {
        try {
            long depth = depth(topology.tasksOf(source)) + depth(topology.urgentTasksOf(source));
            set(MetricNames.QUEUE_DEPTH, source, depth);
            return depth;
        } catch (AmqpException noAnswer) {
            log.debug("the queues of {} can't be looked at now", source, noAnswer);
            return null;
        }
    }

    private long depth(String queueName) {
        QueueInformation queue = broker.getQueueInfo(queueName);
        if (queue != null) {
            missing.remove(queueName);
        } else if (!missing.add(queueName)) {
            // At the second look: its consumers have to hear of its end first.
            declareTopology.declare();
        }
        return queue == null ? 0 : queue.getMessageCount();
    }

    private void gauge(MeterRegistry meters, String name, String tag, String value, String description) {
        set(name, value, 0);
        Gauge.builder(name, values, read -> read.getOrDefault(name + " " + value, 0.0))
                .tag(tag, value)
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
