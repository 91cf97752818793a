package io.reelsync.localcluster;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.InstalledBinaries;
import io.reelsync.servers.Leftovers;
import io.reelsync.servers.Ports;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * RabbitMQ, Redis and the database of a cluster: those that the environment names, and private ones in its folder for
 * the others. Private ones outlive the command that started them.
 */
final class NativeServers {
    /** The variable that names each server. */
    private static final Map<String, String> VARIABLES = Map.of(
            "rabbitmq", "REELSYNC_RABBITMQ_URL", "redis", "REELSYNC_REDIS_URL", "database", "REELSYNC_MYSQL_URL");

    private final DataFolder folder;

    NativeServers(DataFolder folder) {
        this.folder = folder;
    }

    /**
     * Starts what doesn't run.
     *
     * @param given the settings that the user gives, now or before
     * @param ports where private ones were before; receives where they are now
     * @return the settings that name the private ones
     */
    Map<String, String> start(Map<String, String> given, Map<String, Integer> ports) {
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, Runnable> starts = Map.of(
                "rabbitmq", () -> rabbitMq(ports, settings),
                "redis", () -> redis(ports, settings),
                "database", () -> database(ports, settings));
        List<String> ours = VARIABLES.keySet().stream()
                .filter(name -> !given.containsKey(VARIABLES.get(name)) || ports.containsKey(name))
                .toList();
        CompletableFuture<?> all = CompletableFuture.allOf(ours.stream()
                .map(name -> CompletableFuture.runAsync(Objects.requireNonNull(starts.get(name))))
                .toArray(CompletableFuture[]::new));
        try {
            all.join();
            return settings;
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private void rabbitMq(Map<String, Integer> ports, Map<String, String> settings) {
        RabbitMqServer server = running(
                "rabbitmq",
                ports,
                port -> new RabbitMqServer(
                        found("RabbitMQ", InstalledBinaries.rabbitMq()), folder.resolve("rabbitmq"), port, false));
        put(settings, "REELSYNC_RABBITMQ_URL", server.url());
    }

    private void redis(Map<String, Integer> ports, Map<String, String> settings) {
        String password = folder.secret("redis-password", 24);
        RedisServer server = running(
                "redis",
                ports,
                port -> new RedisServer(
                        found("Redis", InstalledBinaries.redis()), folder.resolve("redis"), port, true, password));
        put(settings, "REELSYNC_REDIS_URL", server.url());
    }

    private void database(Map<String, Integer> ports, Map<String, String> settings) {
        DatabaseServer server = running(
                "database",
                ports,
                port -> new DatabaseServer(
                        found("MariaDB or MySQL", InstalledBinaries.database()), folder.resolve("database"), port));
        put(settings, "REELSYNC_MYSQL_URL", server.url());
        put(settings, "REELSYNC_MYSQL_USER", server.user());
        put(settings, "REELSYNC_MYSQL_PASSWORD", server.password());
    }

    private <T extends PrivateServer> T running(String name, Map<String, Integer> ports, IntFunction<T> make) {
        int before;
        synchronized (ports) {
            before = ports.getOrDefault(name, 0);
        }
        T server = make.apply(before);
        if (before == 0 || !isRunning(name, before)) {
            // A broker that died may have left its port mapper.
            Leftovers.reap(folder.resolve(name));
            server.start();
        }
        synchronized (ports) {
            ports.put(name, server.port());
        }
        return server;
    }

    /** The names of the private servers among those of a cluster. */
    static Set<String> ours(Map<String, Integer> ports) {
        return ports.keySet().stream().filter(VARIABLES::containsKey).collect(Collectors.toSet());
    }

    /** Whether a private server lives and listens. */
    boolean isRunning(String name, int port) {
        return !Leftovers.in(folder.resolve(name)).isEmpty() && !Ports.isFree(port);
    }

    /** The process of a server's own, beside which there may be helpers. */
    Optional<ProcessHandle> process(String name) {
        List<ProcessHandle> found = Leftovers.in(folder.resolve(name));
        try {
            String pid = Files.readString(folder.resolve(name).resolve(name + ".pid"))
                    .strip();
            return found.stream()
                    .filter(process -> String.valueOf(process.pid()).equals(pid))
                    .findFirst();
        } catch (IOException notOfAServer) {
            return found.stream().findFirst();
        }
    }

    private static void put(Map<String, String> settings, String key, String value) {
        synchronized (settings) {
            settings.put(key, value);
        }
    }

    private static <T> T found(String name, Optional<T> binaries) {
        return binaries.orElseThrow(() -> new ServerException(
                name + " is not installed on this machine: install it, or name a server in the environment"));
    }

    /** Takes those that the user names now in the place of private ones. */
    static void putAside(Map<String, Integer> ports, Map<String, String> named) {
        VARIABLES.forEach((name, variable) -> {
            if (named.containsKey(variable)) {
                ports.remove(name);
            }
        });
    }

    /** Ends the private ones. */
    void stop() {
        VARIABLES.keySet().parallelStream().forEach(name -> Leftovers.reap(folder.resolve(name)));
    }
}
