package io.reelsync.task;

import io.reelsync.outage.Outage;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.telemetry.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Hands tasks to the broker. A task counts as handed over only when the broker has confirmed it and no queue was
 * missing; everything else is told to the caller, who takes its lease back. After a failure it is not ready for a while
 * that grows, so that nothing is leased in vain.
 */
@Component
public class TaskPublisher {
    private static final Logger log = LoggerFactory.getLogger(TaskPublisher.class);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);
    private static final BackOff PAUSES = RetryPolicy.builder()
            .delay(Duration.ofSeconds(1))
            .multiplier(2)
            .jitter(Duration.ofMillis(250))
            .maxDelay(Duration.ofSeconds(10))
            .maxRetries(Long.MAX_VALUE)
            .build()
            .getBackOff();

    private final RabbitTemplate rabbit;
    private final TopologyInitializer topologyInitializer;
    private final QueueTopology topology;
    private final Servers servers;
    /** Null while the broker takes tasks. */
    private @Nullable BackOffExecution pauses;

    private volatile boolean declared;
    private long readyAt = System.nanoTime();

    TaskPublisher(
            RabbitTemplate rabbit, TopologyInitializer topologyInitializer, QueueTopology topology, Servers servers) {
        this.rabbit = rabbit;
        this.topologyInitializer = topologyInitializer;
        this.topology = topology;
        this.servers = servers;
        // The broker may block publishers in an alarm: consumers must not share their connection.
        rabbit.setUsePublisherConnection(true);
        // What was returned is found with its confirm; the template would warn of each that nobody listens.
        rabbit.setReturnsCallback(returned -> log.debug("no queue for a task: {}", returned.getReplyText()));
    }

    /** A task with the trace id of what caused it. */
    public record Traced(Task task, String traceId) {}

    /** Whether it is worth leasing something: the broker answers, as far as is known, and took the last tasks. */
    public boolean isReady() {
        if (!servers.answers(Server.RABBITMQ)) {
            return false;
        }
        synchronized (this) {
            return System.nanoTime() - readyAt >= 0;
        }
    }

    /**
     * Publishes all and waits for the broker's confirms.
     *
     * @return those that the broker did not take; the caller must not count on them
     */
    public List<Task> publish(List<Traced> tasks) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        List<Task> refused;
        String reason = "it did not confirm them, or no queue is there for them";
        try {
            declare();
            // All on one channel: each that waits for a confirm would keep one to itself.
            refused = Objects.requireNonNull(rabbit.invoke(channel -> publish(channel, tasks)));
        } catch (AmqpException noBroker) {
            refused = tasks.stream().map(Traced::task).toList();
            reason = Outage.words(noBroker);
        }
        if (refused.isEmpty()) {
            succeeded();
        } else {
            failed(refused.size(), reason);
        }
        return refused;
    }

    private List<Task> publish(RabbitOperations channel, List<Traced> tasks) {
        Map<Task, CorrelationData> sent = new LinkedHashMap<>();
        List<Task> refused = new ArrayList<>();
        for (Traced traced : tasks) {
            CorrelationData confirm = new CorrelationData();
            try {
                send(channel, traced, confirm);
                sent.put(traced.task(), confirm);
            } catch (AmqpException noBroker) {
                log.debug("a task could not be sent", noBroker);
                tasks.subList(sent.size(), tasks.size()).forEach(rest -> refused.add(rest.task()));
                break;
            }
        }
        long deadline = System.nanoTime() + CONFIRM_WITHIN.toNanos();
        sent.forEach((task, confirm) -> {
            if (!confirmed(confirm, deadline - System.nanoTime())) {
                refused.add(task);
            }
        });
        return refused;
    }

    /**
     * Before the first task, since a connection that somebody else has opened may be there before its queues are; and
     * after a failure, since a queue or the exchange may have been deleted.
     */
    private void declare() {
        if (!declared) {
            topologyInitializer.declare();
            declared = true;
        }
    }

    private void failed(int tasks, String reason) {
        if (!brokerAnswers()) {
            return; // That is told elsewhere.
        }
        synchronized (this) {
            // Not at once: RabbitMQ 3.10 tells consumers nothing of their queue's end where one of the same name is
            // there again within moments, and they wait at the new one for ever.
            declared = false;
            boolean first = pauses == null;
            BackOffExecution standing = Objects.requireNonNullElseGet(pauses, PAUSES::start);
            pauses = standing;
            readyAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(standing.nextBackOff());
            if (!first) {
                return;
            }
        }
        log.warn("The broker did not take {} tasks ({}); they are due again, and tried again soon", tasks, reason);
    }

    private boolean brokerAnswers() {
        try {
            return servers.stillAnswers(Server.RABBITMQ);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void succeeded() {
        if (pauses != null) {
            log.info("The broker takes tasks again");
            pauses = null;
        }
    }

    private void send(RabbitOperations channel, Traced traced, CorrelationData confirm) {
        channel.convertAndSend(
                topology.exchange(),
                topology.queueOf(traced.task()),
                traced.task(),
                message -> {
                    message.getMessageProperties().setDeliveryMode(MessageDeliveryMode.PERSISTENT);
                    message.getMessageProperties().setHeader(TraceId.FIELD, traced.traceId());
                    return message;
                },
                confirm);
    }

    private static boolean confirmed(CorrelationData confirm, long nanos) {
        try {
            boolean taken = confirm.getFuture()
                    .get(Math.max(nanos, 1), TimeUnit.NANOSECONDS)
                    .ack();
            return taken && confirm.getReturned() == null;
        } catch (ExecutionException | TimeoutException unconfirmed) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
