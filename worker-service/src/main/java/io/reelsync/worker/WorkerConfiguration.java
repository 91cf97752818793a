package io.reelsync.worker;

import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.QueueTopology;
import java.time.Duration;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.annotation.RabbitListenerConfigurer;
import org.springframework.amqp.rabbit.config.ContainerCustomizer;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerEndpoint;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * One group of consumers for each source, so that a slow source doesn't hold up another. Each consumer takes one task at
 * a time: more would keep them from idle workers, and die with this one.
 */
@Configuration(proxyBeanMethods = false)
@EnableRabbit
class WorkerConfiguration {
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

    /** A task in hand is finished before a stop, or given back by the broker when this time is over. */
    @Bean
    ContainerCustomizer<SimpleMessageListenerContainer> finishTaskInHand() {
        return container -> container.setShutdownTimeout(STOP_WITHIN.toMillis());
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
