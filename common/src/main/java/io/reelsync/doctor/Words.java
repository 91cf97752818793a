package io.reelsync.doctor;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import io.reelsync.telemetry.Texts;
import java.util.Objects;

/** A server's own words, which are the deepest in an exception. */
final class Words {
    private static final int LONGEST = 400;

    private Words() {}

    static String of(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; deepest.getCause() != null && depth < 50; depth++) {
            deepest = deepest.getCause();
        }
        String words = deepest instanceof ShutdownSignalException closed ? ofBroker(closed) : deepest.getMessage();
        return Texts.cut(Objects.requireNonNullElse(words, deepest.getClass().getSimpleName()), LONGEST);
    }

    private static String ofBroker(ShutdownSignalException closed) {
        if (closed.getReason() instanceof AMQP.Channel.Close channel) {
            return channel.getReplyText();
        }
        return closed.getReason() instanceof AMQP.Connection.Close connection
                ? connection.getReplyText()
                : String.valueOf(closed.getMessage());
    }
}
