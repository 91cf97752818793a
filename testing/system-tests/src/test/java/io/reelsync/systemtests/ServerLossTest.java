package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.pace.RequestLimit;
import io.reelsync.samplesite.pace.Stalls;
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

/** A server that comes back without what it knew. */
class ServerLossTest {
    private static final int TITLES = 40;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int LIMIT = 10;
    /** A worker's first request finds its code cold, and takes long from its permit to the wire. */
    private static final int COLD = 8;

    @Test
    void keepsToTheRateWhenRedisComesBackEmpty() throws Exception {
        try (Stalls stalls = new Stalls();
                RedisServer redis = TestServers.privateRedis();
                Cluster cluster = new Cluster()
                        .with("reelsync.redis.url", redis.url())
                        .with("reelsync.scheduler.lease-at-most-for", "10s")
                        .with("reelsync.douban.rate", LIMIT + "/5s")) {
            cluster.scheduler();
            cluster.worker();
            cluster.worker();
            long run = cluster.startFilms(TITLES);

            for (int settled : List.of(8, 16, 24)) {
                cluster.awaitSettled(run, settled);
                redis.kill();
                empty(redis.folder());
                redis.start();
            }

            new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), TITLES);
            keepsTo(LIMIT, WINDOW, cluster, stalls);
            // Half a second between two, less what a request may be late without a word, and some for a busy machine.
            keepsTo(1, Duration.ofMillis(400), cluster, stalls);
        }
    }

    private static void keepsTo(int permits, Duration window, Cluster cluster, Stalls stalls) {
        List<LoggedRequest> requests = cluster.site.requests();
        assertThat(requests).hasSizeGreaterThan(4 * COLD);
        assertThat(new RequestLimit(permits, window, stalls::longest, window.dividedBy(4))
                        .tooMany(requests.subList(COLD, requests.size())))
                .isEmpty();
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
