package io.reelsync.standalone;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.EmbeddedBinaries;
import io.reelsync.servers.EmbeddedBroker;
import io.reelsync.servers.RedisServer;
import io.reelsync.startup.StartRefused;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The broker, Redis and the database of the one-command mode, started together, on loopback and free ports. */
final class EmbeddedServers implements AutoCloseable {
    private final RedisServer redis;
    private final DatabaseServer database;
    private final EmbeddedBroker broker;

    private EmbeddedServers(RedisServer redis, DatabaseServer database, EmbeddedBroker broker) {
        this.redis = redis;
        this.database = database;
        this.broker = broker;
    }

    static EmbeddedServers start(DataFolder folder) {
        EmbeddedBinaries binaries = EmbeddedBinaries.of(folder);
        EmbeddedServers servers = new EmbeddedServers(
                new RedisServer(
                        binaries.redis(), folder.resolve("redis"), 0, true, folder.secret("redis-password", 24)),
                new DatabaseServer(binaries.database(), folder.resolve("database"), 0),
                new EmbeddedBroker(folder.resolve("broker"), 0));
        try {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(servers.redis::start),
                            CompletableFuture.runAsync(servers.database::start),
                            CompletableFuture.runAsync(servers.broker::start))
                    .join();
            return servers;
        } catch (CompletionException failure) {
            servers.close();
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new StartRefused("an embedded server does not start: " + cause.getMessage(), cause);
        }
    }

    /** The services' settings that name these servers. */
    Map<String, Object> settings() {
        return Map.of(
                "reelsync.mysql.url", database.url(),
                "reelsync.mysql.user", database.user(),
                "reelsync.mysql.password", database.password(),
                "reelsync.redis.url", redis.url(),
                "reelsync.rabbitmq.url", broker.url());
    }

    @Override
    public void close() {
        List.<AutoCloseable>of(broker, redis, database).forEach(server -> {
            try {
                server.close();
            } catch (Exception stubborn) {
                System.err.println("reelsync up: a server did not stop: " + stubborn.getMessage());
            }
        });
    }
}
