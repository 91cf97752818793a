package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** A server that dies in the middle of a run, and comes back with or without what it knew. */
class ServerLossTest {
    private static final int FILMS = 240;

    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int LIMIT = 100;
    /** A worker's first request finds its code cold, and takes long from its permit to the wire. */
    private static final int COLD = 8;

    private static final Stalls STALLS = new Stalls();

    @AfterAll
    static void measureNoMore() {
        STALLS.close();
    }

    @Test
    void losesAndDoublesNothingWhenTheBrokerIsKilled() throws Exception {
        completesWhateverHappensToTheBroker(PrivateServer::kill);
    }

    @Test
    void losesAndDoublesNothingWhenTheBrokerIsRestarted() throws Exception {
        completesWhateverHappensToTheBroker(PrivateServer::stop);
    }

    private interface Ending {
        void end(RabbitMqServer broker);
    }

    private static void completesWhateverHappensToTheBroker(Ending ending) throws Exception {
        try (RabbitMqServer broker = TestServers.privateRabbitMq();
                Cluster cluster = atTwentyASecond().with("reelsync.rabbitmq.url", broker.url())) {
            cluster.scheduler();
            cluster.worker();
            cluster.worker();
            long run = cluster.startFilms(FILMS);

            // Eight seconds: a quorum queue that was declared a moment ago may not come back from a kill.
            cluster.awaitSettled(run, 160);
            ending.end(broker);
            assertThat(broker.isRunning()).isFalse();
            broker.start();

            RunProgress end = cluster.awaitEnd(run, Duration.ofSeconds(120));
            new Catalogue(cluster).holdsEachOnce(end, FILMS);
            keepsTo(LIMIT, WINDOW, cluster);
        }
    }

    @Test
    void keepsToTheRateWhenRedisComesBackEmpty() throws Exception {
        int films = 40;
        try (RedisServer redis = TestServers.privateRedis();
                Cluster cluster = atTwentyASecond()
                        .with("reelsync.redis.url", redis.url())
                        .with("reelsync.douban.rate", "10/5s")) {
            cluster.scheduler();
            cluster.worker();
            cluster.worker();
            long run = cluster.startFilms(films);

            for (int settled : List.of(8, 16, 24)) {
                cluster.awaitSettled(run, settled);
                redis.kill();
                empty(redis.folder());
                redis.start();
            }

            RunProgress end = cluster.awaitEnd(run, Duration.ofSeconds(120));
            new Catalogue(cluster).holdsEachOnce(end, films);
            keepsTo(10, WINDOW, cluster);
            // Half a second between two, less what a request may be late without a word, and some for a busy machine.
            keepsTo(1, Duration.ofMillis(400), cluster);
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheDatabaseIsKilled() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase();
                Cluster cluster = atTwentyASecond(databaseOn(server))) {
            cluster.scheduler();
            cluster.worker();
            cluster.worker();
            long run = cluster.startFilms(FILMS);

            cluster.awaitSettled(run, 100);
            server.kill();
            server.start();

            RunProgress end = cluster.awaitEnd(run, Duration.ofSeconds(120));
            new Catalogue(cluster).holdsEachOnce(end, FILMS);
            keepsTo(LIMIT, WINDOW, cluster);
        }
    }

    private static void keepsTo(int permits, Duration window, Cluster cluster) {
        List<LoggedRequest> requests = cluster.site.requests();
        assertThat(requests).hasSizeGreaterThan(4 * COLD);
        assertThat(new RequestLimit(permits, window, STALLS::longest, window.dividedBy(4))
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

    private static Cluster atTwentyASecond() {
        return atTwentyASecond(TestServers.database());
    }

    private static Cluster atTwentyASecond(Database database) {
        return new Cluster(database)
                .with("reelsync.douban.rate", LIMIT + "/5s")
                .with("reelsync.scheduler.window", "5s")
                .with("reelsync.scheduler.lease-at-most-for", "10s");
    }
}
