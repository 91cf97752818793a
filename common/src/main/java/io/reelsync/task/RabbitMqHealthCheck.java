package io.reelsync.task;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.reelsync.outage.HealthCheck;
import io.reelsync.outage.Outage;
import io.reelsync.outage.ReadOnlyServerException;
import io.reelsync.outage.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionBlockedEvent;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionUnblockedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has the broker confirm a message that no queue takes, on a channel that is kept for it; before the first, what tasks
 * need is declared. On the publishers' connection: in an alarm the broker blocks these, and no consumers'.
 */
@Component
class RabbitMqHealthCheck implements HealthCheck {
    private static final Duration WITHIN = Duration.ofSeconds(3);
    /** Should an operator have unroutable messages kept: not this one. */
    private static final AMQP.BasicProperties SHORT_LIVED =
            new AMQP.BasicProperties.Builder().expiration("0").build();

    private final ConnectionFactory connections;
    private final QueueTopology topology;
    private final TopologyInitializer topologyInitializer;
    private @Nullable Channel channel;
    private volatile @Nullable String blockedFor;

    RabbitMqHealthCheck(
            ConnectionFactory connections, QueueTopology topology, TopologyInitializer topologyInitializer) {
        this.connections = Objects.requireNonNullElse(connections.getPublisherConnectionFactory(), connections);
        this.topology = topology;
        this.topologyInitializer = topologyInitializer;
    }

    @Override
    public Server of() {
        return Server.RABBITMQ;
    }

    /** The broker tells of an alarm when the first message comes in, and takes no notice of anything after that. */
    @EventListener
    void blocked(ConnectionBlockedEvent event) {
        blockedFor = event.getReason();
    }

    @EventListener(ConnectionUnblockedEvent.class)
    void unblocked() {
        blockedFor = null;
    }

    @Override
    public void run() throws IOException, InterruptedException, TimeoutException, ReadOnlyServerException {
        try {
            Channel kept = channel();
            if (blockedFor == null) {
                kept.basicPublish(topology.exchange(), "", SHORT_LIVED, new byte[0]);
                kept.waitForConfirms(WITHIN.toMillis());
            }
        } catch (AmqpException | ShutdownSignalException refused) {
            String cure = cure(TopologyInitializer.replyCode(refused));
            if (cure == null) {
                throw refused;
            }
            throw new ReadOnlyServerException(Outage.words(refused) + ": " + cure);
        } catch (TimeoutException late) {
            if (blockedFor == null) {
                throw late;
            }
        }
        String reason = blockedFor;
        if (reason != null) {
            throw new ReadOnlyServerException(reason);
        }
    }

    private Channel channel() throws IOException {
        Channel kept = channel;
        if (kept == null || !kept.isOpen()) {
            channel = null;
            blockedFor = null;
            topologyInitializer.declare();
            kept = Objects.requireNonNull(
                    Objects.requireNonNull(connections.createConnection().getDelegate())
                            .createChannel(),
                    "no channel is free");
            kept.confirmSelect();
            channel = kept;
        }
        return kept;
    }

    /** What to do, where somebody has to. */
    private static @Nullable String cure(int replyCode) {
        return switch (replyCode) {
            case AMQP.PRECONDITION_FAILED ->
                "delete it, and it is declared anew; it holds nothing that the database doesn't";
            case AMQP.ACCESS_REFUSED -> "give our user that right, or declare it for us";
            default -> null;
        };
    }
}
