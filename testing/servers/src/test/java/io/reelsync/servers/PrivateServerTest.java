package io.reelsync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateServerTest {
    @TempDir
    Path folder;

    @Test
    void keepsItsPortOverStopAndStart() {
        try (RedisServer server = redis(0)) {
            server.start();
            int port = server.port();
            long pid = server.pid();

            server.stop();
            assertThat(server.isRunning()).isFalse();
            assertThat(Ports.isFree(port)).isTrue();
            server.start();

            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(pid);
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RedisServer server = redis(taken.getLocalPort())) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("taken");
            assertThat(server.isRunning()).isFalse();
        }
    }

    @Test
    void showsTheEndOfTheLogOfAServerThatEndsWhileItStarts() throws Exception {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\necho out of luck\nexit 3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        try (RedisServer server = new RedisServer(program, folder.resolve("d"), 0, false, null)) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("ended with exit code 3")
                    .hasMessageContaining("out of luck");
        }
    }

    @Test
    void isClosedInTheMiddleOfAStart() throws Exception {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\nexec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        RedisServer server = new RedisServer(program, folder.resolve("d"), 0, false, null);
        CompletableFuture<Void> start = CompletableFuture.runAsync(server::start);
        Awaitility.await().until(() -> Files.exists(folder.resolve("d/redis.pid")));

        server.close();

        assertThatThrownBy(start::join).hasMessageContaining("was closed while it started");
        assertThat(folder.resolve("d/redis.pid")).doesNotExist();
    }

    @Test
    void saysThatAProgramIsNotThere() {
        try (RedisServer server = new RedisServer(folder.resolve("no-such"), folder.resolve("d"), 0, false, null)) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("no-such");
        }
    }

    private RedisServer redis(int port) {
        return new RedisServer(new EmbeddedBinaries(folder).redis(), folder.resolve("data"), port, false, null);
    }
}
