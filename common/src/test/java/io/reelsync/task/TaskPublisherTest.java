package io.reelsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.reelsync.Installation;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.task.TaskPublisher.Traced;
import io.reelsync.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.support.converter.DefaultJacksonJavaTypeMapper;
import org.springframework.amqp.support.converter.JacksonJsonMessageConverter;
import org.springframework.amqp.support.converter.MessageConverter;

class TaskPublisherTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Installation installation = Installation.shared();
    private final TaskPublisher publisher = installation.bean(TaskPublisher.class);
    private final QueueTopology topology = installation.bean(QueueTopology.class);

    @Test
    void handsTasksOverWithTheirTraceId() {
        SubjectTask subject = new SubjectTask("douban", 7, "1292052", null, false);
        FeedTask feed = new FeedTask("douban", 8, 9, "movies", 120);

        assertThat(publisher.publish(List.of(new Traced(subject, "trace-1"), new Traced(feed, "trace-2"))))
                .isEmpty();

        RabbitTemplate rabbit = installation.bean(RabbitTemplate.class);
        Message first = rabbit.receive(topology.tasksOf("douban"), 5_000);
        Message second = rabbit.receive(topology.tasksOf("douban"), 5_000);
        assertThat(rabbit.getMessageConverter().fromMessage(first)).isEqualTo(subject);
        assertThat(first.getMessageProperties().<String>getHeader("trace_id")).isEqualTo("trace-1");
        assertThat(rabbit.getMessageConverter().fromMessage(second)).isEqualTo(feed);
    }

    /** What the queues hold when workers are replaced, and what the old ones among them find there. */
    @Test
    void tasksWithANumberForAnIdAreReadByNewWorkersAndOursByOldOnes() {
        SubjectTask task = new SubjectTask("douban", 7, "1292052", 9L, true);
        MessageConverter converter = installation.bean(MessageConverter.class);
        JacksonJsonMessageConverter before = new JacksonJsonMessageConverter();
        DefaultJacksonJavaTypeMapper types = new DefaultJacksonJavaTypeMapper();
        types.setIdClassMapping(Map.of("subject", TaskOfTheVersionBefore.class));
        before.setJavaTypeMapper(types);
        TaskOfTheVersionBefore old = new TaskOfTheVersionBefore("douban", 7, 1292052, 9L, true);

        assertThat(converter.fromMessage(before.toMessage(old, new MessageProperties())))
                .isEqualTo(task);
        assertThat(before.fromMessage(converter.toMessage(task, new MessageProperties())))
                .isEqualTo(old);
    }

    record TaskOfTheVersionBefore(
            String source,
            long lease,
            long sourceId,
            @Nullable Long runId,
            boolean urgent) {}

    @Test
    void tellsWhichTasksNoQueueTook() {
        SubjectTask routable = new SubjectTask("douban", 1, "10", null, false);
        SubjectTask lost = new SubjectTask("nowhere", 1, "11", null, false);

        assertThat(publisher.publish(List.of(traced(routable), traced(lost), traced(routable))))
                .containsExactly(lost);

        RabbitTemplate rabbit = installation.bean(RabbitTemplate.class);
        assertThat(rabbit.receive(topology.tasksOf("douban"), 5_000)).isNotNull();
        assertThat(rabbit.receive(topology.tasksOf("douban"), 5_000)).isNotNull();
    }

    @Test
    void tellsSoonThatABrokerWhichIsGoneTookNothing() {
        try (RabbitMqServer broker = TestServers.privateRabbitMq();
                Installation own = Installation.start(Map.of("reelsync.rabbitmq.url", broker.url()))) {
            List<Traced> tasks = LongStream.rangeClosed(1, 5)
                    .mapToObj(number -> traced(new SubjectTask("douban", 1, String.valueOf(number), null, false)))
                    .toList();
            TaskPublisher toBroker = own.bean(TaskPublisher.class);
            assertThat(toBroker.publish(tasks)).isEmpty();

            broker.stop();
            long began = System.nanoTime();
            assertThat(toBroker.publish(tasks)).hasSize(5);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(25));

            broker.start();
            Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(toBroker.publish(tasks))
                    .isEmpty());
        }
    }

    @Test
    void taskThatTakesItsWorkersDownLandsWithTheDeadOnes() throws Exception {
        SubjectTask killer = new SubjectTask("douban", 666, "666", null, false);
        publisher.publish(List.of(traced(killer)));

        int deliveries = 0;
        while (takeAndDie(topology.tasksOf("douban"))) {
            deliveries++;
            assertThat(deliveries).isLessThan(20);
        }

        assertThat(deliveries).isEqualTo(QueueTopology.DELIVERY_LIMIT + 1);
        RabbitTemplate rabbit = installation.bean(RabbitTemplate.class);
        Message dead = rabbit.receive(topology.deadLetters(), 10_000);
        assertThat(rabbit.getMessageConverter().fromMessage(dead)).isEqualTo(killer);
    }

    /** Takes a message and loses its connection, as a worker that dies does; false where none came in time. */
    private static boolean takeAndDie(String queue) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(TestServers.rabbitMqUrl());
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        Channel channel = connection.createChannel();
        long deadline = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        GetResponse taken = null;
        while (taken == null && System.nanoTime() < deadline) {
            taken = channel.basicGet(queue, false);
        }
        connection.abort();
        return taken != null;
    }

    private static Traced traced(Task task) {
        return new Traced(task, "trace-of-the-test");
    }
}
