package io.reelsync.worker.task;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;

/** Says to the broker what became of a message. */
final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private Deliveries() {}

    /** The message is done with. Where its channel is gone it will come again, and be dropped: its lease has ended. */
    static void acknowledge(Channel channel, long tag) {
        try {
            // Asked to do so, a closed channel would open anew and tell the broker of a message that it doesn't know.
            if (channel.isOpen()) {
                channel.basicAck(tag, false);
            }
        } catch (IOException | AlreadyClosedException | AmqpException gone) {
            log.debug("message {} can't be acknowledged: it will be delivered again", tag, gone);
        }
    }
}
