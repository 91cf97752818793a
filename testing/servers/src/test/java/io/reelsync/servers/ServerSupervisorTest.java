package io.reelsync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSupervisorTest {
    @TempDir
    Path folder;

    @Test
    void startsAServerThatHasDiedAgainWhereItWas() {
        RedisServer redis = redis();
        redis.start();
        int port = redis.port();
        long first = redis.pid();
        try (ServerSupervisor keeper = new ServerSupervisor(List.of(redis))) {
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofMinutes(1)).until(() -> redis.isRunning() && redis.pid() != first);

            assertThat(redis.port()).isEqualTo(port);
            await().until(() -> keeper.troubles().isEmpty());
        }
        assertThat(redis.isRunning()).isFalse();
    }

    @Test
    void triesAgainUntilWhatKeptItFromStartingIsGone() throws Exception {
        RedisServer redis = redis();
        redis.start();
        // Redis can't be configured while a folder stands in its way.
        Path configuration = folder.resolve("data/redis.conf");
        Files.delete(configuration);
        Files.createDirectories(configuration.resolve("full"));
        try (ServerSupervisor keeper = new ServerSupervisor(List.of(redis))) {
            ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(keeper.troubles())
                    .singleElement()
                    .asString()
                    .contains("redis"));

            Folders.deleteIfThere(configuration);

            await().atMost(Duration.ofMinutes(1)).until(redis::isRunning);
            await().until(() -> keeper.troubles().isEmpty());
        }
    }

    private RedisServer redis() {
        return new RedisServer(new EmbeddedBinaries(folder).redis(), folder.resolve("data"), 0, false, null);
    }
}
