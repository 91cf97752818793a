package io.reelsync.standalone;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.EmbeddedBinaries;
import io.reelsync.servers.EmbeddedBroker;
import io.reelsync.servers.RedisServer;
import io.reelsync.servers.ServerSupervisor;
import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The broker, Redis and the database of the one-command mode, started together, on loopback and free ports. The broker, which
 * takes longest and is needed last, may still be starting when the others have.
 */
final class EmbeddedServers implements AutoCloseable {
    /** What the first start unpacks and lays out. */
    private static final DataSize NEEDED_AT_FIRST = DataSize.ofMegabytes(300);

    private static final DataSize NEEDED_LATER = DataSize.ofMegabytes(16);

    private final RedisServer redis;
    private final DatabaseServer database;
    private final EmbeddedBroker broker;
    private final CompletableFuture<Void> brokerStart;
    private @Nullable ServerSupervisor keeper;

    private EmbeddedServers(RedisServer redis, DatabaseServer database, EmbeddedBroker broker) {
        this.redis = redis;
        this.database = database;
        this.broker = broker;
        this.brokerStart = CompletableFuture.runAsync(broker::start);
    }

    static EmbeddedServers start(DataFolder folder) {
        if (!Files.exists(folder.resolve("database"))) {
            refuseWithoutRoom(folder, NEEDED_AT_FIRST);
        }
        EmbeddedBinaries binaries = EmbeddedBinaries.of(folder);
        EmbeddedServers servers = new EmbeddedServers(
                new RedisServer(
                        binaries.redis(), folder.resolve("redis"), 0, true, folder.secret("redis-password", 24)),
                new DatabaseServer(binaries.database(), folder.resolve("database"), 0),
                new EmbeddedBroker(folder.resolve("broker"), 0));
        try {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(servers.redis::start),
                            CompletableFuture.runAsync(servers.database::start))
                    .join();
            servers.keeper = new ServerSupervisor(List.of(servers.redis, servers.database));
            return servers;
        } catch (CompletionException failure) {
            servers.close();
            refuseWithoutRoom(folder, NEEDED_LATER);
            throw refused(failure);
        }
    }

    /** Waits for the broker as well. */
    void awaitBroker() {
        try {
            brokerStart.join();
        } catch (CompletionException failure) {
            throw refused(failure);
        }
    }

    private static StartRefused refused(CompletionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new StartRefused("an embedded server does not start: " + cause.getMessage(), cause);
    }

    private static void refuseWithoutRoom(DataFolder folder, DataSize needed) {
        try {
            DataSize free = DataSize.ofBytes(Files.getFileStore(folder.path()).getUsableSpace());
            if (free.compareTo(needed) < 0) {
                throw new StartRefused("the disk is full: the servers need " + needed.toMegabytes() + " MB in "
                        + folder.path() + ", and " + free.toMegabytes()
                        + " MB are free; make room, or name a folder elsewhere with --data");
            }
        } catch (IOException unknown) {
            throw new StartRefused("the data folder " + folder.path() + " can't be used: " + unknown, unknown);
        }
    }

    /** Which of them have died and are not back yet, and why. */
    List<String> troubles() {
        return keeper == null ? List.of() : keeper.troubles();
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
        Stream.of(broker, keeper, redis, database).filter(Objects::nonNull).forEach(server -> {
            try {
                server.close();
            } catch (Exception stubborn) {
                System.err.println("reelsync up: a server did not stop: " + stubborn.getMessage());
            }
        });
    }
}
