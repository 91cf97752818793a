package io.reelsync.testservers;

import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.EtcdServer;
import io.reelsync.servers.InstalledBinaries;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.servers.Tls;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives tests real servers, each from the first of these that is there: an address in the environment
 * ({@code REELSYNC_MYSQL_URL}, {@code _USER}, {@code _PASSWORD}; {@code REELSYNC_RABBITMQ_URL};
 * {@code REELSYNC_REDIS_URL}), Docker, servers installed on this machine. Where none is, it fails and says what to do:
 * tests are never skipped for want of a server.
 *
 * <p>Shared servers start when first asked for and live as long as the JVM, or as {@code ./reelsync test} where it
 * started the JVM. Private ones belong to the test, which may kill and restart them.
 */
public final class TestServers {
    private static final Lazy<DatabaseAccess> DATABASE = new Lazy<>(TestServers::findDatabase);
    private static final AtomicReference<@Nullable Database> TABLES = new AtomicReference<>();
    private static final Lazy<String> RABBITMQ = new Lazy<>(TestServers::findRabbitMq);
    private static final Lazy<String> REDIS = new Lazy<>(TestServers::findRedis);

    private TestServers() {}

    /** A new, empty database (utf8mb4) with a name of its own, on the shared server. */
    public static Database database() {
        return DATABASE.get().createDatabase();
    }

    /**
     * As {@link #database()}, but with the services' tables, empty, once one of this JVM has {@linkplain #keepTables made
     * them}: all migrations anew for each test would take longer than many of them.
     */
    public static Database databaseWithTables() {
        Database made = TABLES.get();
        return made == null ? database() : DATABASE.get().copyTables(made);
    }

    /** Notes that a service has just made its tables in a new database of the shared server. */
    public static void keepTables(Database made) {
        if (TABLES.get() == null && DATABASE.get().hasTables(made)) {
            TABLES.compareAndSet(null, DATABASE.get().copyTables(made));
        }
    }

    /** The shared RabbitMQ: {@code amqp://user:password@host:port}. Give queues names of your own. */
    public static String rabbitMqUrl() {
        return RABBITMQ.get();
    }

    /** The shared Redis: {@code redis://host:port/0}. Give keys names of your own; never flush it. */
    public static String redisUrl() {
        return REDIS.get();
    }

    /** A started RabbitMQ that no one else uses; close it. */
    public static RabbitMqServer privateRabbitMq() {
        return privateRabbitMq(null);
    }

    /** @param tls null to speak in the clear alone */
    public static RabbitMqServer privateRabbitMq(@Nullable Tls tls) {
        return started(rabbitMq(TestFolders.create("rabbitmq"), tls));
    }

    private static RabbitMqServer rabbitMq(Path folder, @Nullable Tls tls) {
        return new RabbitMqServer(installed(InstalledBinaries.rabbitMq(), "RabbitMQ"), folder, 0, false, tls);
    }

    /** A started Redis that no one else uses, whose data outlives a kill; close it. */
    public static RedisServer privateRedis() {
        return privateRedis(null);
    }

    /** @param tls null to speak in the clear alone */
    public static RedisServer privateRedis(@Nullable Tls tls) {
        return started(redis(TestFolders.create("redis"), tls));
    }

    private static RedisServer redis(Path folder, @Nullable Tls tls) {
        return new RedisServer(installed(InstalledBinaries.redis(), "Redis"), folder, 0, true, null, tls);
    }

    /** A started database server that no one else uses; close it. */
    public static DatabaseServer privateDatabase() {
        return privateDatabase(null);
    }

    /** @param tls null to speak in the clear alone */
    public static DatabaseServer privateDatabase(@Nullable Tls tls) {
        return started(database(TestFolders.create("database"), tls));
    }

    private static DatabaseServer database(Path folder, @Nullable Tls tls) {
        return new DatabaseServer(installed(InstalledBinaries.database(), "MariaDB or MySQL"), folder, 0, tls);
    }

    /** A started etcd that no one else uses, whose data outlives a kill; close it. */
    public static EtcdServer privateEtcd() {
        return privateEtcd(null);
    }

    /** @param tls null to speak in the clear */
    public static EtcdServer privateEtcd(@Nullable Tls tls) {
        EtcdServer server =
                new EtcdServer(installed(InstalledBinaries.etcd(), "etcd"), TestFolders.create("etcd"), 0, tls);
        return started(server);
    }

    private static DatabaseAccess findDatabase() {
        String url = System.getenv("REELSYNC_MYSQL_URL");
        if (url != null) {
            String user = System.getenv().getOrDefault("REELSYNC_MYSQL_USER", "root");
            String password = System.getenv().getOrDefault("REELSYNC_MYSQL_PASSWORD", "");
            return DatabaseAccess.given(url, user, password);
        }
        if (Docker.isThere()) {
            return Containers.database();
        }
        ServerAddress server = shared(
                "database",
                folder -> database(folder, null).withoutFlushes(),
                made -> new ServerAddress(made.url(""), made.user(), made.password()));
        return DatabaseAccess.started(server.url(), server.user(), server.password());
    }

    private static String findRabbitMq() {
        String url = System.getenv("REELSYNC_RABBITMQ_URL");
        if (url != null) {
            return url;
        }
        if (Docker.isThere()) {
            return Containers.rabbitMq();
        }
        return shared("rabbitmq", folder -> rabbitMq(folder, null), made -> ServerAddress.of(made.url()))
                .url();
    }

    private static String findRedis() {
        String url = System.getenv("REELSYNC_REDIS_URL");
        if (url != null) {
            return url;
        }
        if (Docker.isThere()) {
            return Containers.redis();
        }
        return shared("redis", folder -> redis(folder, null), made -> ServerAddress.of(made.url()))
                .url();
    }

    /** One server for all JVMs of a run of {@code ./reelsync test}, which ends it; else one for this JVM. */
    private static <T extends PrivateServer> ServerAddress shared(
            String name, Function<Path, T> server, Function<T, ServerAddress> address) {
        Optional<Path> run = TestFolders.ofTheRun();
        if (run.isEmpty()) {
            return address.apply(started(server.apply(TestFolders.create(name))));
        }
        return new SharedByJvms(run.get()).get(name, () -> {
            T made = server.apply(TestFolders.createLasting(name));
            made.start();
            return address.apply(made);
        });
    }

    /** Ended at the latest with the JVM, be it in the middle of the start. */
    private static <T extends PrivateServer> T started(T server) {
        AtExit.close(server);
        server.start();
        return server;
    }

    private static <T> T installed(Optional<T> binaries, String what) {
        return binaries.orElseThrow(() -> new IllegalStateException(what + " is not installed on this machine."
                + " Run the tests with ./reelsync test, which installs what is missing where it may, or install "
                + what + " yourself. Tests that kill a server need it installed even where Docker is there."));
    }
}
