package io.reelsync.standalone;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.EmbeddedBinaries;
import io.reelsync.servers.EmbeddedBroker;
import io.reelsync.servers.Ports;
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
 * The broker, Redis and the database of the one-command mode, started together, on loopback and free ports, while whoever
 * needs them does something else.
 */
final class EmbeddedServers implements AutoCloseable {
    /** What the first start unpacks and lays out. */
    private static final DataSize NEEDED_AT_FIRST = DataSize.ofMegabytes(300);

    private static final DataSize NEEDED_LATER = DataSize.ofMegabytes(16);

    private final DataFolder folder;
    private final RedisServer redis;
    private final DatabaseServer database;
    private final EmbeddedBroker broker;
    private final Map<String, Object> settings;
    private final CompletableFuture<Void> storesStart;
    private final CompletableFuture<Void> brokerStart;
    private volatile @Nullable ServerSupervisor keeper;

    private EmbeddedServers(DataFolder folder, EmbeddedBinaries binaries) {
        this.folder = folder;
        this.redis = new RedisServer(
                binaries.redis(), folder.resolve("redis"), Ports.free(), true, folder.secret("redis-password", 24));
        this.database = new DatabaseServer(binaries.database(), folder.resolve("database"), Ports.free());
        this.broker = new EmbeddedBroker(folder.resolve("broker"), 0);
        this.settings = Map.of(
                "reelsync.mysql.url", database.url(),
                "reelsync.mysql.user", database.user(),
                "reelsync.mysql.password", database.password(),
                "reelsync.redis.url", redis.url(),
                "reelsync.rabbitmq.url", broker.url());
        this.brokerStart = CompletableFuture.runAsync(broker::start);
        this.storesStart = CompletableFuture.allOf(
                        CompletableFuture.runAsync(redis::start), CompletableFuture.runAsync(database::start))
                .thenRun(() -> keeper = new ServerSupervisor(List.of(redis, database)));
    }

    /** Has them start: they aren't there yet. */
    static EmbeddedServers start(DataFolder folder) {
        if (!Files.exists(folder.resolve("database"))) {
            refuseWithoutRoom(folder, NEEDED_AT_FIRST);
        }
        return new EmbeddedServers(folder, EmbeddedBinaries.of(folder));
    }

    /**
     * Waits for Redis and the database.
     *
     * @throws StartRefused where one of them does not start
     */
    void awaitStores() {
        try {
            storesStart.join();
        } catch (CompletionException failure) {
            refuseWithoutRoom(folder, NEEDED_LATER);
            throw refused(failure);
        }
    }

    /** Waits for the broker, which takes longest and is needed last. */
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
        ServerSupervisor running = keeper;
        return running == null ? List.of() : running.troubles();
    }

    /** The services' settings that name these servers. */
    Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void close() {
        if (keeper == null) {
            // Breaks off a start that is under way.
            closeEach(redis, database);
        }
        CompletableFuture.allOf(storesStart, brokerStart)
                .handle((started, failure) -> null)
                .join();
        closeEach(broker, keeper, redis, database);
    }

    private static void closeEach(@Nullable AutoCloseable... servers) {
        Stream.of(servers).filter(Objects::nonNull).forEach(server -> {
            try {
                server.close();
            } catch (Exception stubborn) {
                System.err.println("reelsync up: a server did not stop: " + stubborn.getMessage());
            }
        });
    }
}
