package io.reelsync.task;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/** Sees to it that the exchange and the queues are there. Where we may not declare them it is enough that they are. */
@Component
public class TopologyInitializer {
    private final QueueTopology topology;
    private final RabbitTemplate broker;

    /** @param connections those of consumers, since the broker may block the publishers' */
    TopologyInitializer(QueueTopology topology, ConnectionFactory connections) {
        this.topology = topology;
        this.broker = new RabbitTemplate(connections);
    }

    /** @throws AmqpException where something else has one of the names, or something is missing and we may not declare it */
    public void declare() {
        String exchange = topology.exchange();
        seeTo(
                channel -> channel.exchangeDeclare(exchange, "direct", true),
                channel -> channel.exchangeDeclarePassive(exchange));
        for (Queue queue : topology.queues()) {
            String name = queue.getName();
            seeTo(
                    channel -> channel.queueDeclare(name, true, false, false, queue.getArguments()),
                    channel -> channel.queueDeclarePassive(name));
        }
        for (String name : topology.boundQueues()) {
            // What is bound can't be looked up; a task that finds no queue is told of.
            seeTo(channel -> channel.queueBind(name, exchange, name), Channel::isOpen);
        }
    }

    private void seeTo(ChannelCallback<?> declaration, ChannelCallback<?> look) {
        try {
            broker.execute(declaration);
        } catch (AmqpException refused) {
            if (replyCode(refused) != AMQP.ACCESS_REFUSED) {
                throw refused;
            }
            try {
                broker.execute(look);
            } catch (AmqpException missing) {
                refused.addSuppressed(missing);
                throw refused;
            }
        }
    }

    /** What the broker says by number; 0 where it said nothing. */
    static int replyCode(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException closed
                    && closed.getReason() instanceof AMQP.Channel.Close reason) {
                return reason.getReplyCode();
            }
        }
        return 0;
    }
}
