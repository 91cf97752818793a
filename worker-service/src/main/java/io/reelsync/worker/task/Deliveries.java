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

    /** The messages up to this one are done with. Should the channel be gone they come again, and are dropped. */
    static void acknowledgeAll(Channel channel, long lastTag) {
        answer(channel, lastTag, () -> channel.basicAck(lastTag, true));
    }

    /** The message is none that anybody could work on: it goes to the dead letters. */
    static void reject(Channel channel, long tag) {
        answer(channel, tag, () -> channel.basicReject(tag, false));
    }

    /** The message is done with. Where its channel is gone it will come again, and be dropped: its lease has ended. */
    static void acknowledge(Channel channel, long tag) {
        answer(channel, tag, () -> channel.basicAck(tag, false));
    }

    private interface Answer {
        void send() throws IOException;
    }

    private static void answer(Channel channel, long tag, Answer answer) {
        try {
            // Asked to do so, a closed channel would open anew and tell the broker of a message that it doesn't know.
            if (channel.isOpen()) {
                answer.send();
            }
        } catch (IOException | AlreadyClosedException | AmqpException gone) {
            log.debug("message {} can't be answered: it will be delivered again", tag, gone);
        }
    }
}
