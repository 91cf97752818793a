package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** A server that dies in the middle of a run, and comes back with or without what it knew. */
class ServerLossTest {
    private static final int FILMS = 300;
    private static final Duration WINDOW = Duration.ofSeconds(1);

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

            // Nine seconds: a quorum queue that was declared a moment ago may not come back from a kill.
            cluster.awaitSettled(run, 180);
            ending.end(broker);
            assertThat(broker.isRunning()).isFalse();
            broker.start();

            RunProgress end = cluster.awaitEnd(run, Duration.ofSeconds(120));
            new Catalogue(cluster).holdsEachOnce(end, FILMS);
            assertThat(Windows.of(cluster.site).fullest(WINDOW)).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void keepsToTheRateWhenRedisComesBackEmpty() throws Exception {
        try (RedisServer redis = TestServers.privateRedis();
                Cluster cluster = atTwentyASecond().with("reelsync.redis.url", redis.url())) {
            cluster.scheduler();
            cluster.worker();
            cluster.worker();
            long run = cluster.startFilms(FILMS);

            cluster.awaitSettled(run, 100);
            redis.kill();
            empty(redis.folder());
            redis.start();

            RunProgress end = cluster.awaitEnd(run, Duration.ofSeconds(120));
            new Catalogue(cluster).holdsEachOnce(end, FILMS);
            assertThat(Windows.of(cluster.site).fullest(WINDOW)).isLessThanOrEqualTo(20);
        }
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
        return new Cluster()
                .with("reelsync.douban.rate", "20/1s")
                .with("reelsync.scheduler.window", "5s")
                .with("reelsync.scheduler.lease-at-most-for", "10s");
    }
}
