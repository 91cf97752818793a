package io.reelsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.reelsync.Installation;
import io.reelsync.outage.ReportedOutages;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.testservers.TestServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RabbitMqHealthCheckTest {
    private static RabbitMqServer broker;

    @BeforeAll
    static void start() {
        broker = TestServers.privateRabbitMq();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void brokerInAlarmIsAwayUntilTheAlarmIsOver() throws Exception {
        try (Installation services = Installation.start(Map.of("reelsync.rabbitmq.url", broker.url()))) {
            ReportedOutages told = new ReportedOutages(services.bean(Servers.class), Server.RABBITMQ);
            publish(services, 1);

            broker.control("set_vm_memory_high_watermark", "absolute", "1MB");
            told.awaitAwayFor("low on memory");
            assertThat(services.bean(TaskPublisher.class).isReady()).isFalse();
            broker.control("set_vm_memory_high_watermark", "absolute", "1GB");
            told.awaitThere();

            assertThat(told.lines()).hasSize(2);
            assertThat(told.lines().get(0)).startsWith("RabbitMQ takes no writes (low on memory)");
            publish(services, 2);
        }
    }

    @Test
    void queueWithOtherArgumentsIsToldWithWhatToDoUntilItIsDeleted() throws Exception {
        String queue = "other.tasks.douban";
        try (Connection connection = connection()) {
            connection.createChannel().queueDeclare(queue, true, false, false, Map.of());

            try (Installation services = start("other", broker.url())) {
                ReportedOutages told = new ReportedOutages(services.bean(Servers.class), Server.RABBITMQ);
                told.awaitAwayFor("PRECONDITION_FAILED - inequivalent arg");
                told.awaitAwayFor("for queue '" + queue + "'");
                told.awaitAwayFor("delete it, and it is declared anew");

                connection.createChannel().queueDelete(queue);
                told.awaitThere();
                publish(services, 1);
            }
        }
    }

    @Test
    void rightsToReadAndWriteSufficeWhereEverythingIsThere() throws Exception {
        broker.control("add_user", "reader", "reader");
        broker.control("set_permissions", "reader", "", ".*", ".*");
        String url = broker.url().replaceFirst("//.*@", "//reader:reader@");

        try (Installation services = start("rights", url)) {
            ReportedOutages told = new ReportedOutages(services.bean(Servers.class), Server.RABBITMQ);
            told.awaitAwayFor(
                    "ACCESS_REFUSED - access to exchange 'rights.tasks' in vhost '/' refused for user 'reader'");
            told.awaitAwayFor("give our user that right");

            try (Installation mayDeclare = start("rights", broker.url())) {
                publish(mayDeclare, 0);
            }
            told.awaitThere();
            publish(services, 1);
        }
    }

    private static Installation start(String namespace, String url) {
        return Installation.start(Map.of("reelsync.limit.namespace", namespace, "reelsync.rabbitmq.url", url));
    }

    private static void publish(Installation services, long number) {
        assertThat(services.bean(TaskPublisher.class)
                        .publish(List.of(new TaskPublisher.Traced(
                                new SubjectTask("douban", 1, String.valueOf(number), null, false),
                                "trace-of-the-test"))))
                .isEmpty();
    }

    private static Connection connection() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.url());
        return factory.newConnection();
    }
}
