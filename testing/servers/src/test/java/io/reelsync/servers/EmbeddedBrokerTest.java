package io.reelsync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path folder;

    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = new EmbeddedBroker(folder, 0);
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void carriesConfirmedMessagesOverAQueueDeclaredForAClusterOfRabbitMq() throws Exception {
        try (Connection connection = connect(broker.url());
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(
                    "tasks",
                    true,
                    false,
                    false,
                    Map.of(
                            "x-queue-type",
                            "quorum",
                            "x-delivery-limit",
                            5,
                            "x-dead-letter-exchange",
                            "dead",
                            "x-message-ttl",
                            60_000));
            channel.exchangeDeclare("work", "direct", true);
            channel.queueBind("tasks", "work", "douban");
            channel.confirmSelect();
            byte[] body = "片".getBytes(StandardCharsets.UTF_8);
            channel.basicPublish("work", "douban", true, MessageProperties.PERSISTENT_BASIC, body);
            channel.waitForConfirmsOrDie(5_000);

            GetResponse response = channel.basicGet("tasks", false);
            assertThat(response.getBody()).isEqualTo(body);
            channel.basicAck(response.getEnvelope().getDeliveryTag(), false);

            assertThat(channel.messageCount("tasks")).isZero();
        }
    }

    @Test
    void doesNotConfirmAMandatoryMessageThatNoQueueTakes() throws Exception {
        try (Connection connection = connect(broker.url());
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("", "nobody", true, MessageProperties.PERSISTENT_BASIC, new byte[] {1});

            assertThat(channel.waitForConfirms(5_000)).isFalse();
        }
    }

    @Test
    void refusesAnyOtherPassword() {
        String url = "amqp://reelsync:guess@127.0.0.1:" + broker.port();

        assertThatThrownBy(() -> connect(url)).isInstanceOf(PossibleAuthenticationFailureException.class);
    }

    @Test
    void leavesNoSecretInItsFolder() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static Connection connect(String url) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }
}
