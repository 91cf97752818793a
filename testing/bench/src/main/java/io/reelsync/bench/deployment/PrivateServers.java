package io.reelsync.bench.deployment;

import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.InstalledBinaries;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.servers.ServerException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import redis.clients.jedis.Jedis;

/** RabbitMQ, Redis and the database of one installation, and what they count. For one thread. */
public final class PrivateServers implements AutoCloseable {
    private final RabbitMqServer broker;
    private final RedisServer redis;
    private final DatabaseServer database;
    private final SingleConnectionDataSource connection = new SingleConnectionDataSource();
    private final JdbcClient sql = JdbcClient.create(connection);

    /**
     * Starts all three, and waits until they answer.
     *
     * @throws ServerException if one isn't installed or doesn't start
     */
    public PrivateServers(Path folder) {
        broker = new RabbitMqServer(
                found("RabbitMQ", InstalledBinaries.rabbitMq()), folder.resolve("rabbitmq"), 0, false);
        redis = new RedisServer(found("Redis", InstalledBinaries.redis()), folder.resolve("redis"), 0, false, null);
        database = new DatabaseServer(
                found("MariaDB or MySQL", InstalledBinaries.database()), folder.resolve("database"), 0);
        try {
            CompletableFuture.allOf(List.of(broker, redis, database).stream()
                            .map(server -> CompletableFuture.runAsync(server::start))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException failure) {
            close();
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
        connection.setUrl(database.url());
        connection.setUsername(database.user());
        connection.setPassword(database.password());
        connection.setSuppressClose(true);
        // As a server that has such a catalogue would have.
        sql.sql("SET GLOBAL innodb_buffer_pool_size = 512 << 20").update();
    }

    private static <T> T found(String name, Optional<T> binaries) {
        return binaries.orElseThrow(() -> new ServerException(name + " is not installed on this machine: install it"));
    }

    /** The settings that name them. */
    public Map<String, String> settings() {
        return Map.of(
                "reelsync.rabbitmq.url", broker.url(),
                "reelsync.redis.url", redis.url(),
                "reelsync.mysql.url", database.url(),
                "reelsync.mysql.user", database.user(),
                "reelsync.mysql.password", database.password());
    }

    public String brokerUrl() {
        return broker.url();
    }

    /** The database server's address for JDBC, and the database that is asked for. */
    public String databaseUrl(String name) {
        return database.url(name);
    }

    public String databaseUser() {
        return database.user();
    }

    public String databasePassword() {
        return database.password();
    }

    /** The services' database, through one connection. */
    public JdbcClient sql() {
        return sql;
    }

    /** The process of each, by its name. */
    public Map<String, Long> pids() {
        return Map.of("mariadb", database.pid(), "rabbitmq", broker.pid(), "redis", redis.pid());
    }

    /** How many statements the database has had, from everybody, this one included. */
    public long statements() {
        return sql.sql("SHOW GLOBAL STATUS LIKE 'Questions'")
                .query((row, number) -> row.getLong(2))
                .single();
    }

    /** How many commands Redis has had, those of scripts included. */
    public long redisCommands() {
        try (Jedis client = new Jedis(URI.create(redis.url()))) {
            return client.info("stats")
                    .lines()
                    .filter(line -> line.startsWith("total_commands_processed:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        connection.destroy();
        List.of(database, redis, broker).forEach(PrivateServer::close);
    }
}
