package io.reelsync.doctor;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * Looks whether the broker has our exchange and queues as we want them, and carries a message. Where all are there,
 * writing and reading is tried on them with nothing left behind; else on an exchange and a queue made for the moment.
 */
final class BrokerCheck implements Check {
    private static final long CONFIRMED_WITHIN_MILLIS = 5_000;
    private static final byte[] MESSAGE = "doctor".getBytes(StandardCharsets.US_ASCII);

    private final ConnectionFactory connections;
    private final String address;
    private final String namespace;
    private final Collection<Declarable> topology;
    /** Why the broker takes nothing; empty while it does. */
    private volatile String alarm = "";

    BrokerCheck(ConnectionFactory connections, String address, String namespace, Collection<Declarable> topology) {
        this.connections = connections;
        this.address = address;
        this.namespace = namespace;
        this.topology = topology;
    }

    @Override
    public String server() {
        return "rabbitmq";
    }

    @Override
    public String cure() {
        return "start RabbitMQ at " + address + ", or correct REELSYNC_RABBITMQ_URL";
    }

    @Override
    public void look(Findings findings) throws IOException, InterruptedException {
        Connection connection =
                Objects.requireNonNull(connections.createConnection().getDelegate(), "no connection");
        connection.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                alarm = reason;
            }

            @Override
            public void handleUnblocked() {
                alarm = "";
            }
        });
        Map<String, Object> about = connection.getServerProperties();
        findings.ok("answers at " + address
                + (address.startsWith("amqps:") ? ", over TLS, certificate and host name verified" : ", without TLS"));
        findings.ok("version " + about.get("version"));
        List<String> missing = missing(findings, connection);
        if (missing.isEmpty()) {
            findings.ok("the exchange and the queues that begin with " + namespace + ". are there");
            tryWhatIsThere(findings, connection);
        } else {
            tryToDeclare(findings, connection, missing);
        }
    }

    /** The names of those that aren't there; tells of those that are there otherwise. */
    private List<String> missing(Findings findings, Connection connection) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Declarable each : topology) {
            String name = name(each);
            if (!name.isEmpty()) {
                String words = refusal(connection, channel -> declarePassively(channel, each));
                if (words.contains("NOT_FOUND")) {
                    missing.add(name);
                } else if (!words.isEmpty()) {
                    findings.fail(words, permissions());
                } else {
                    compare(findings, connection, each, name);
                }
            }
        }
        return missing;
    }

    /** What is there takes a second declaration only where it is the same. */
    private void compare(Findings findings, Connection connection, Declarable each, String name) throws IOException {
        String words = refusal(connection, channel -> declare(channel, each));
        if (words.contains("PRECONDITION_FAILED")) {
            findings.fail(
                    words,
                    "delete " + name + " (rabbitmqctl delete_queue), while no service runs: the next start makes it"
                            + " anew, and what it held is handed out again");
        }
    }

    private void tryToDeclare(Findings findings, Connection connection, List<String> missing)
            throws IOException, InterruptedException {
        String own = namespace + ".doctor." + UUID.randomUUID();
        try (Channel channel = channel(connection)) {
            channel.exchangeDeclare(own, "direct", false, true, null);
            channel.queueDeclare(
                    own, false, true, true, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", own));
            channel.queueBind(own, own, own);
            publish(channel, own, own);
            if (channel.basicGet(own, true) == null) {
                throw new IOException("a message was confirmed and isn't there");
            }
            channel.queueDelete(own);
            findings.ok("declares, writes and reads names that begin with " + namespace
                    + ".; the first service to start" + " declares " + String.join(", ", missing));
        } catch (IOException | TimeoutException | ShutdownSignalException refused) {
            reportOn(findings, refused);
        }
    }

    private void tryWhatIsThere(Findings findings, Connection connection) throws IOException, InterruptedException {
        String exchange = topology.stream()
                .filter(Exchange.class::isInstance)
                .map(BrokerCheck::name)
                .findFirst()
                .orElseThrow();
        try (Channel channel = channel(connection)) {
            // No queue has that key: the broker confirms the message and drops it.
            publish(channel, exchange, namespace + ".doctor");
            for (Declarable each : topology) {
                if (each instanceof Queue queue) {
                    readIfEmpty(channel, queue.getName());
                }
            }
            findings.ok("writes to " + exchange + ", and reads every queue");
        } catch (IOException | TimeoutException | ShutdownSignalException refused) {
            reportOn(findings, refused);
        }
    }

    /** A message that waits there is nobody's to try with. */
    private static void readIfEmpty(Channel channel, String queue) throws IOException {
        if (channel.queueDeclarePassive(queue).getMessageCount() == 0) {
            var came = channel.basicGet(queue, false);
            if (came != null) {
                channel.basicNack(came.getEnvelope().getDeliveryTag(), false, true);
            }
        }
    }

    private static void publish(Channel channel, String exchange, String key)
            throws IOException, InterruptedException, TimeoutException {
        channel.confirmSelect();
        channel.basicPublish(exchange, key, new AMQP.BasicProperties(), MESSAGE);
        channel.waitForConfirmsOrDie(CONFIRMED_WITHIN_MILLIS);
    }

    private void reportOn(Findings findings, Exception refused) {
        if (refused instanceof TimeoutException || !alarm.isEmpty()) {
            findings.fail(
                    "takes no messages" + (alarm.isEmpty() ? "" : ": " + alarm),
                    "rabbitmqctl status tells the alarm: give the broker disk or memory");
        } else {
            findings.fail(Finding.words(refused), permissions());
        }
    }

    private String permissions() {
        String names = "^" + namespace + "\\..*";
        return "rabbitmqctl set_permissions -p VHOST USER '" + names + "' '" + names + "|^amq\\.default$' '" + names
                + "', or declare them beforehand: see docs/servers.md";
    }

    private static String name(Declarable each) {
        if (each instanceof Queue queue) {
            return queue.getName();
        }
        return each instanceof Exchange exchange ? exchange.getName() : "";
    }

    private static void declarePassively(Channel channel, Declarable each) throws IOException {
        if (each instanceof Queue queue) {
            channel.queueDeclarePassive(queue.getName());
        } else if (each instanceof Exchange exchange) {
            channel.exchangeDeclarePassive(exchange.getName());
        }
    }

    private static void declare(Channel channel, Declarable each) throws IOException {
        if (each instanceof Queue queue) {
            channel.queueDeclare(
                    queue.getName(),
                    queue.isDurable(),
                    queue.isExclusive(),
                    queue.isAutoDelete(),
                    queue.getArguments());
        } else if (each instanceof Exchange exchange) {
            channel.exchangeDeclare(
                    exchange.getName(),
                    exchange.getType(),
                    exchange.isDurable(),
                    exchange.isAutoDelete(),
                    exchange.getArguments());
        }
    }

    /** The broker's words where it refuses, which cost the channel; empty where it doesn't. */
    private static String refusal(Connection connection, OnChannel action) throws IOException {
        Channel channel = channel(connection);
        try {
            action.on(channel);
            return "";
        } catch (IOException refused) {
            return Finding.words(refused);
        } finally {
            channel.abort();
        }
    }

    private static Channel channel(Connection connection) throws IOException {
        return Objects.requireNonNull(connection.createChannel(), "no channel is free");
    }

    @FunctionalInterface
    private interface OnChannel {
        void on(Channel channel) throws IOException;
    }
}
