package io.reelsync.worker.task;

import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.QueueTopology;
import io.reelsync.worker.WorkerSettings;
import io.reelsync.worker.task.ConsumersByRate.InHand;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageListenerContainer;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.annotation.RabbitListenerConfigurer;
import org.springframework.amqp.rabbit.config.ContainerCustomizer;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerEndpoint;
import org.springframework.amqp.rabbit.listener.ListenerContainerConsumerFailedEvent;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * One group of consumers for each source, so that a slow source doesn't hold up another. Together they hold as many tasks
 * as the source's pace asks for: a consumer of a slow source takes one at a time, since more would be kept from idle
 * workers; of a fast one it takes them by batches, which are claimed, stored and acknowledged together.
 */
@Configuration(proxyBeanMethods = false)
@EnableRabbit
class ConsumerConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ConsumerConfiguration.class);
    /** Of the 20 s that a whole stop may take; the rest is for all that stops after the consumers. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(14);
    /** How long a batch waits for one more task. */
    private static final Duration GATHER_WITHIN = Duration.ofMillis(50);

    @Bean
    RabbitListenerConfigurer consumers(
            Sources sources,
            QueueTopology topology,
            TaskConsumer tasks,
            DeadLetterConsumer deadLetters,
            WorkerSettings settings) {
        return registrar -> {
            for (Source source : sources.all()) {
                registrar.registerEndpoint(
                        batchEndpoint("urgent-" + source.name(), topology.urgentTasksOf(source.name()), tasks, 1, 1));
                InHand inHand = InHand.of(source.rate().perSecond(), settings.concurrency());
                registrar.registerEndpoint(batchEndpoint(
                        tasksOf(source), topology.tasksOf(source.name()), tasks, inHand.consumers(), inHand.batch()));
            }
            registrar.registerEndpoint(endpoint(
                    new SimpleRabbitListenerEndpoint(), "dead-letters", topology.deadLetters(), deadLetters, 1));
        };
    }

    @Bean
    ContainerCustomizer<SimpleMessageListenerContainer> patientConsumers() {
        return container -> {
            container.setAutoStartup(false); // They are started together.
            // A task in hand is finished before a stop, or given back by the broker when this time is over.
            container.setShutdownTimeout(STOP_WITHIN.toMillis());
            ExponentialBackOff again = new ExponentialBackOff(500, 1.7);
            again.setJitter(300);
            again.setMaxInterval(Duration.ofSeconds(10).toMillis());
            container.setRecoveryBackOff(again);
            // A deleted queue is declared again by the scheduler, when all its consumers have heard of its end.
            container.setAutoDeclare(false);
            container.setFailedDeclarationRetryInterval(Duration.ofSeconds(1).toMillis());
        };
    }

    /** Of consumers that only wait for the broker it is told elsewhere, once. */
    @EventListener
    void consumerEnded(ListenerContainerConsumerFailedEvent failed) {
        if (failed.isFatal() && !(failed.getThrowable() instanceof InterruptedException)) {
            log.error("A consumer has ended and takes no more tasks: {}", failed.getReason(), failed.getThrowable());
        }
    }

    /** The name of the consumers of all tasks of a source that aren't urgent. */
    static String tasksOf(Source source) {
        return "tasks-" + source.name();
    }

    /** Consumers that begin from now on take so many tasks at once. */
    static void takeBy(SimpleMessageListenerContainer container, int batch) {
        container.setPrefetchCount(batch);
        container.setBatchSize(batch);
        container.setReceiveTimeout(
                batch > 1 ? GATHER_WITHIN.toMillis() : SimpleMessageListenerContainer.DEFAULT_RECEIVE_TIMEOUT);
    }

    private static SimpleRabbitListenerEndpoint batchEndpoint(
            String id, String queue, TaskConsumer listener, int consumers, int batch) {
        return endpoint(
                new SimpleRabbitListenerEndpoint() {
                    @Override
                    public void setupListenerContainer(MessageListenerContainer container) {
                        super.setupListenerContainer(container);
                        SimpleMessageListenerContainer batches = (SimpleMessageListenerContainer) container;
                        batches.setConsumerBatchEnabled(true);
                        batches.setDeBatchingEnabled(true);
                        takeBy(batches, batch);
                    }
                },
                id,
                queue,
                listener,
                consumers);
    }

    private static SimpleRabbitListenerEndpoint endpoint(
            SimpleRabbitListenerEndpoint endpoint,
            String id,
            String queue,
            ChannelAwareMessageListener listener,
            int consumers) {
        endpoint.setId(id);
        endpoint.setQueueNames(queue);
        endpoint.setMessageListener(listener);
        endpoint.setConcurrency(String.valueOf(consumers));
        endpoint.setAckMode(AcknowledgeMode.MANUAL);
        return endpoint;
    }
}
