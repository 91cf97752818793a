package io.reelsync.worker.task;

import io.reelsync.cluster.UsefulWorkers;
import io.reelsync.limit.Rates;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.worker.WorkerSettings;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Has as many tasks of a source in hand as its rate asks for, when that is changed while the worker runs. */
@Component
class ConsumersByRate {
    private static final Logger log = LoggerFactory.getLogger(ConsumersByRate.class);

    private final RabbitListenerEndpointRegistry consumers;
    private final Sources sources;
    private final Rates rates;
    private final Servers servers;
    private final WorkerSettings settings;
    private final Map<String, InHand> applied = new HashMap<>();

    ConsumersByRate(
            RabbitListenerEndpointRegistry consumers,
            Sources sources,
            Rates rates,
            Servers servers,
            WorkerSettings settings) {
        this.consumers = consumers;
        this.sources = sources;
        this.rates = rates;
        this.servers = servers;
        this.settings = settings;
        sources.all()
                .forEach(source ->
                        applied.put(source.name(), InHand.of(source.rate().perSecond(), settings.concurrency())));
    }

    /**
     * How many tasks a worker has in hand at once.
     *
     * @param batch of each consumer
     */
    record InHand(int consumers, int batch) {
        /** While one waits for the last page of its batch, the others keep the pace. */
        private static final int MOST_CONSUMERS = 8;

        static InHand of(double permitsPerSecond, int concurrency) {
            int tasks = UsefulWorkers.tasksAtOnce(permitsPerSecond, concurrency);
            int consumers = Math.min(tasks, MOST_CONSUMERS);
            return new InHand(consumers, tasks / consumers);
        }
    }

    @Scheduled(fixedDelayString = "1s")
    public synchronized void apply() {
        if (!servers.answers(Server.MYSQL) || !servers.answers(Server.RABBITMQ)) {
            return;
        }
        for (Source source : sources.all()) {
            InHand wanted = InHand.of(rates.of(source).perSecond(), settings.concurrency());
            if (!wanted.equals(applied.get(source.name()))) {
                apply(source, wanted);
                applied.put(source.name(), wanted);
            }
        }
    }

    /** All consumers but one end with what they have in hand; new ones take as much as is asked for from now on. */
    private void apply(Source source, InHand wanted) {
        if (consumers.getListenerContainer(ConsumerConfiguration.tasksOf(source))
                instanceof SimpleMessageListenerContainer container) {
            ConsumerConfiguration.takeBy(container, wanted.batch());
            container.setConcurrentConsumers(1);
            container.setConcurrentConsumers(wanted.consumers());
            log.info(
                    "{}: {} consumers take {} tasks each at the new rate",
                    source.label(),
                    wanted.consumers(),
                    wanted.batch());
        }
    }
}
