package io.reelsync.worker.task;

import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.QueueTopology;
import io.reelsync.worker.WorkerSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
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
 * One group of consumers for each source, so that a slow source doesn't hold up another. Each consumer takes one task at
 * a time: more would keep them from idle workers, and die with this one.
 */
@Configuration(proxyBeanMethods = false)
@EnableRabbit
class ConsumerConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ConsumerConfiguration.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(18);

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
                        endpoint("urgent-" + source.name(), topology.urgentTasksOf(source.name()), tasks, 1));
                registrar.registerEndpoint(endpoint(
                        "tasks-" + source.name(), topology.tasksOf(source.name()), tasks, settings.concurrency()));
            }
            registrar.registerEndpoint(endpoint("dead-letters", topology.deadLetters(), deadLetters, 1));
        };
    }

    @Bean
    ContainerCustomizer<SimpleMessageListenerContainer> patientConsumers() {
        return container -> {
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

    private static SimpleRabbitListenerEndpoint endpoint(
            String id, String queue, ChannelAwareMessageListener listener, int consumers) {
        SimpleRabbitListenerEndpoint endpoint = new SimpleRabbitListenerEndpoint();
        endpoint.setId(id);
        endpoint.setQueueNames(queue);
        endpoint.setMessageListener(listener);
        endpoint.setConcurrency(String.valueOf(consumers));
        endpoint.setAckMode(AcknowledgeMode.MANUAL);
        return endpoint;
    }
}
