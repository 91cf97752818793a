package io.reelsync.testservers;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** The shared servers as containers, which Testcontainers removes when the JVM ends. */
final class Containers {
    private static final String MYSQL = "mysql:8.4";
    private static final String RABBITMQ = "rabbitmq:4.1";
    private static final String REDIS = "redis:7.4";
    private static final int REDIS_PORT = 6379;

    private Containers() {}

    static DatabaseAccess database() {
        MySQLContainer container =
                new MySQLContainer(MYSQL).withUsername("root").withPassword("reelsync");
        container.start();
        String serverUrl = "jdbc:mysql://" + container.getHost() + ":" + container.getMappedPort(3306) + "/";
        return DatabaseAccess.started(serverUrl, container.getUsername(), container.getPassword());
    }

    static String rabbitMq() {
        RabbitMQContainer container = new RabbitMQContainer(RABBITMQ);
        container.start();
        return "amqp://" + container.getAdminUsername() + ":" + container.getAdminPassword() + "@" + container.getHost()
                + ":" + container.getAmqpPort();
    }

    static String redis() {
        GenericContainer<?> container = new GenericContainer<>(REDIS).withExposedPorts(REDIS_PORT);
        container.start();
        return "redis://" + container.getHost() + ":" + container.getMappedPort(REDIS_PORT) + "/0";
    }
}
