package io.reelsync.outage;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;

/** Has the broker answer on a channel that is kept for it. How long that may take is {@code channel-rpc-timeout}. */
@Component
class RabbitMqSign implements SignOfLife {
    private final ConnectionFactory connections;
    private @Nullable Channel channel;

    RabbitMqSign(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public Server of() {
        return Server.RABBITMQ;
    }

    @Override
    public void ask() throws IOException {
        Channel kept = channel;
        if (kept == null || !kept.isOpen()) {
            channel = null;
            kept = Objects.requireNonNull(
                    Objects.requireNonNull(connections.createConnection().getDelegate())
                            .createChannel(),
                    "no channel is free");
            channel = kept;
        }
        // The smallest question: nothing is consumed here.
        kept.basicQos(1);
    }
}
