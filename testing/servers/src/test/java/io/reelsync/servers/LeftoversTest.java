package io.reelsync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    Path folder;

    @Test
    void endsAServerThatAKilledJvmLeftBehind() {
        RedisServer server =
                new RedisServer(new EmbeddedBinaries(folder).redis(), folder.resolve("servers/redis"), 0, false, null);
        server.start();

        assertThat(Leftovers.reap(folder.resolve("servers"))).isEqualTo(1);

        // The process is gone, but this JVM, whose child it is, may learn of that a moment later.
        await().until(() -> !server.isRunning());
        assertThat(folder.resolve("servers/redis/redis.pid")).doesNotExist();
    }

    @Test
    void leavesAProcessAloneWhoseCommandLineDoesNotNameTheFolder() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Path pidFile = Files.writeString(folder.resolve("redis.pid"), Long.toString(other.pid()));

            assertThat(Leftovers.reap(folder)).isZero();

            assertThat(other.isAlive()).isTrue();
            assertThat(pidFile).doesNotExist();
        } finally {
            other.destroy();
        }
    }

    @Test
    void leavesAProcessAloneWhoseFolderOnlyStartsWithTheSameLetters() throws Exception {
        Path ours = Files.createDirectory(folder.resolve("data"));
        Path longer = Files.createDirectory(folder.resolve("data-of-another"));
        Process other = new ProcessBuilder("tail", "-f", longer.resolve("log").toString(), "/dev/null").start();
        try {
            Files.writeString(ours.resolve("x.pid"), Long.toString(other.pid()));

            assertThat(Leftovers.reap(ours)).isZero();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    void overlooksPidFilesThatHoldNoNumber() throws Exception {
        Files.writeString(folder.resolve("x.pid"), "not a pid\n");

        assertThat(Leftovers.reap(folder)).isZero();
        assertThat(Leftovers.reap(folder.resolve("not there"))).isZero();
    }
}
