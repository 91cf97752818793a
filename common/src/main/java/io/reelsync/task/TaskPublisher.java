package io.reelsync.task;

import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
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
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/**
 * Hands tasks to the broker. A task counts as handed over only when the broker has confirmed it and no queue was
 * missing; everything else is told to the caller, who takes its lease back. After a failure it is not ready for a while
 * that grows, so that nothing is leased in vain.
 */
@Component
public class TaskPublisher {
    private static final Logger log = LoggerFactory.getLogger(TaskPublisher.class);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final RabbitTemplate rabbit;
    private final AmqpAdmin admin;
    private final QueueTopology topology;
    private final Servers servers;
    private Duration pause = Duration.ZERO;
    private volatile boolean declared;
    private long readyAt = System.nanoTime();

    TaskPublisher(RabbitTemplate rabbit, AmqpAdmin admin, QueueTopology topology, Servers servers) {
        this.rabbit = rabbit;
        this.admin = admin;
        this.topology = topology;
        this.servers = servers;
        // The broker may block publishers in an alarm: consumers must not share their connection.
        rabbit.setUsePublisherConnection(true);
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
        record Sent(Task task, CorrelationData confirm) {}
        List<Sent> sent = new ArrayList<>();
        List<Task> refused = new ArrayList<>();
        String reason = "it did not confirm them, or no queue is there for them";
        for (Traced traced : tasks) {
            CorrelationData confirm = new CorrelationData();
            try {
                declareOnce();
                send(traced, confirm);
                sent.add(new Sent(traced.task(), confirm));
            } catch (AmqpException noBroker) {
                reason = noBroker.toString();
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
        if (!refused.isEmpty()) {
            failed(refused.size(), reason);
        } else if (!tasks.isEmpty()) {
            succeeded();
        }
        return refused;
    }

    /** A connection that somebody else has opened may be there before its queues are. */
    private void declareOnce() {
        if (!declared) {
            admin.initialize();
            declared = true;
        }
    }

    private void failed(int tasks, String reason) {
        if (!declareAgain()) {
            return;
        }
        synchronized (this) {
            pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            readyAt = System.nanoTime() + pause.toNanos();
            if (pause.compareTo(FIRST_PAUSE) > 0) {
                return;
            }
        }
        log.warn("The broker did not take {} tasks ({}); they are due again, and tried again soon", tasks, reason);
    }

    /** A queue or the exchange may have been deleted. False where the broker is away, which is told elsewhere. */
    private boolean declareAgain() {
        try {
            if (!servers.stillAnswers(Server.RABBITMQ)) {
                return false;
            }
            admin.initialize();
        } catch (AmqpException away) {
            log.debug("the queues can't be declared now", away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private synchronized void succeeded() {
        if (!pause.isZero()) {
            log.info("The broker takes tasks again");
            pause = Duration.ZERO;
        }
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
