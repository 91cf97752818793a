package io.reelsync.chaos.server;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.reelsync.servers.DatabaseBinaries;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.InstalledBinaries;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RabbitMqBinaries;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.servers.ServerException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import redis.clients.jedis.Jedis;

/** Private servers, and ways to them that no proxy stands in. */
public final class ClusterServers implements AutoCloseable {
    private static final String REDIS_PASSWORD = UUID.randomUUID().toString();

    private final RabbitMqServer broker;
    private final RedisServer redis;
    private final DatabaseServer database;

    /** @throws ServerException where one is not installed */
    public ClusterServers(Path folder) {
        RabbitMqBinaries rabbitMq = found("RabbitMQ", InstalledBinaries.rabbitMq());
        Path redisServer = found("Redis", InstalledBinaries.redis());
        DatabaseBinaries mysql = found("MariaDB or MySQL", InstalledBinaries.database());
        this.broker = new RabbitMqServer(rabbitMq, folder.resolve("broker"), 0, false);
        this.redis = new RedisServer(redisServer, folder.resolve("redis"), 0, true, REDIS_PASSWORD);
        this.database = new DatabaseServer(mysql, folder.resolve("database"), 0);
    }

    private static <T> T found(String name, Optional<T> binaries) {
        return binaries.orElseThrow(() -> new ServerException(name + " is not installed on this machine"));
    }

    /** Starts all, and waits until they answer. */
    public void start() {
        try {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(broker::start),
                            CompletableFuture.runAsync(redis::start),
                            CompletableFuture.runAsync(database::start))
                    .join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** A server, to kill and to start again. */
    public PrivateServer of(ServerKind kind) {
        return switch (kind) {
            case BROKER -> broker;
            case REDIS -> redis;
            case DATABASE -> database;
        };
    }

    /** A server's address, on another port of this machine. */
    public String url(ServerKind kind, int port) {
        String url =
                switch (kind) {
                    case BROKER -> broker.url();
                    case REDIS -> redis.url();
                    case DATABASE -> database.url();
                };
        return url.replace("127.0.0.1:" + of(kind).port(), "127.0.0.1:" + port);
    }

    public String databaseUser() {
        return database.user();
    }

    public String databasePassword() {
        return database.password();
    }

    /** The database, straight. */
    public JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }

    /** A connection to the broker, straight; the caller closes it. */
    public Connection broker() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.url());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** Empties Redis. */
    public void flushRedis() {
        try (Jedis client = new Jedis(URI.create(redis.url()))) {
            client.flushAll();
        }
    }

    @Override
    public void close() {
        for (PrivateServer server : List.of(broker, redis, database)) {
            try {
                server.close();
            } catch (RuntimeException stubborn) {
                System.err.println("reelsync chaos: a server did not stop: " + stubborn.getMessage());
            }
        }
    }
}
