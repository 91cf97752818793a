package io.reelsync.task;

import io.reelsync.telemetry.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/**
 * Hands tasks to the broker. A task counts as handed over only when the broker has confirmed it and no queue was
 * missing; everything else is told to the caller, who takes its lease back.
 */
@Component
public class TaskPublisher {
    private static final Logger log = LoggerFactory.getLogger(TaskPublisher.class);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);

    private final RabbitTemplate rabbit;
    private final QueueTopology topology;

    TaskPublisher(RabbitTemplate rabbit, QueueTopology topology) {
        this.rabbit = rabbit;
        this.topology = topology;
        // The broker may block publishers in an alarm: consumers must not share their connection.
        rabbit.setUsePublisherConnection(true);
    }

    /** A task with the trace id of what caused it. */
    public record Traced(Task task, String traceId) {}

    /**
     * Publishes all and waits for the broker's confirms.
     *
     * @return those that the broker did not take; the caller must not count on them
     */
    public List<Task> publish(List<Traced> tasks) {
        record Sent(Task task, CorrelationData confirm) {}
        List<Sent> sent = new ArrayList<>();
        List<Task> refused = new ArrayList<>();
        for (Traced traced : tasks) {
            CorrelationData confirm = new CorrelationData();
            try {
                send(traced, confirm);
                sent.add(new Sent(traced.task(), confirm));
            } catch (AmqpException noBroker) {
                log.warn("The broker takes no tasks ({}); they will be due again at once", noBroker.toString());
                tasks.subList(sent.size(), tasks.size()).forEach(rest -> refused.add(rest.task()));
                break;
            }
        }
        long deadline = System.nanoTime() + CONFIRM_WITHIN.toNanos();
        for (Sent one : sent) {
            if (!confirmed(one.confirm(), deadline - System.nanoTime())) {
                refused.add(one.task());
            }
        }
        return refused;
    }

    private void send(Traced traced, CorrelationData confirm) {
        rabbit.convertAndSend(
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
