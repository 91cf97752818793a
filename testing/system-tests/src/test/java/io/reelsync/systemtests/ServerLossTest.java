package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.pace.RequestLimit;
import io.reelsync.samplesite.pace.Stalls;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A server that dies in the middle of a run, and comes back with or without what it knew. The services are the same
 * throughout, each test with films of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerLossTest {
    private static final int FILMS = 160;

    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int LIMIT = 100;
    /** A worker's first request finds its code cold, and takes long from its permit to the wire. */
    private static final int COLD = 8;

    private final Stalls stalls = new Stalls();
    private final RabbitMqServer broker = TestServers.privateRabbitMq();
    private final DatabaseServer database = TestServers.privateDatabase();
    private final Cluster cluster = new Cluster(databaseOn(database))
            .with("reelsync.rabbitmq.url", broker.url())
            .with("reelsync.douban.rate", LIMIT + "/5s")
            .with("reelsync.scheduler.window", "5s")
            .with("reelsync.scheduler.lease-at-most-for", "10s");
    private final Films films = new Films(cluster.site);

    @BeforeAll
    void start() {
        cluster.scheduler();
        cluster.worker();
        cluster.worker();
        // A quorum queue that was declared a moment ago may not come back from a kill.
        cluster.awaitEnd(cluster.startSubjects(films.next(FILMS)));
    }

    @AfterAll
    void stop() throws Exception {
        try (stalls;
                broker;
                database;
                cluster) {
            cluster.site.behave();
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheBrokerIsKilled() {
        losesAndDoublesNothing(broker, PrivateServer::kill);
    }

    @Test
    void losesAndDoublesNothingWhenTheBrokerIsRestarted() {
        losesAndDoublesNothing(broker, PrivateServer::stop);
    }

    @Test
    void losesAndDoublesNothingWhenTheDatabaseIsKilled() {
        losesAndDoublesNothing(database, PrivateServer::kill);
    }

    private void losesAndDoublesNothing(PrivateServer server, Consumer<PrivateServer> ending) {
        cluster.site.clearRequests();
        List<Long> wanted = films.next(FILMS);
        long run = cluster.startSubjects(wanted);

        cluster.awaitSettled(run, 60);
        ending.accept(server);
        assertThat(server.isRunning()).isFalse();
        server.start();

        new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), wanted);
        keepsTo(LIMIT, WINDOW, cluster);
    }

    @Test
    void keepsToTheRateWhenRedisComesBackEmpty() throws Exception {
        int titles = 40;
        try (RedisServer redis = TestServers.privateRedis();
                Cluster slow = new Cluster()
                        .with("reelsync.redis.url", redis.url())
                        .with("reelsync.scheduler.lease-at-most-for", "10s")
                        .with("reelsync.douban.rate", "10/5s")) {
            slow.scheduler();
            slow.worker();
            slow.worker();
            long run = slow.startFilms(titles);

            for (int settled : List.of(8, 16, 24)) {
                slow.awaitSettled(run, settled);
                redis.kill();
                empty(redis.folder());
                redis.start();
            }

            new Catalogue(slow).holdsEachOnce(slow.awaitEnd(run), titles);
            keepsTo(10, WINDOW, slow);
            // Half a second between two, less what a request may be late without a word, and some for a busy machine.
            keepsTo(1, Duration.ofMillis(400), slow);
        }
    }

    private void keepsTo(int permits, Duration window, Cluster one) {
        List<LoggedRequest> requests = one.site.requests();
        assertThat(requests).hasSizeGreaterThan(4 * COLD);
        assertThat(new RequestLimit(permits, window, stalls::longest, window.dividedBy(4))
                        .tooMany(requests.subList(COLD, requests.size())))
                .isEmpty();
    }

    private static Database databaseOn(DatabaseServer server) {
        JdbcClient.create(new DriverManagerDataSource(server.url(""), server.user(), server.password()))
                .sql("CREATE DATABASE sync CHARACTER SET utf8mb4")
                .update();
        return new Database(server.url("sync"), server.user(), server.password());
    }

    private static void empty(Path folder) throws IOException {
        List<Path> data;
        try (Stream<Path> all = Files.list(folder)) {
            data = all.filter(Files::isDirectory).toList();
        }
        assertThat(data).as("Redis' data").isNotEmpty();
        for (Path one : data) {
            FileSystemUtils.deleteRecursively(one);
        }
    }
}
