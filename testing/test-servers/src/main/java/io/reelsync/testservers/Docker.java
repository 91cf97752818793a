package io.reelsync.testservers;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a Docker daemon is there, asked at no cost: Testcontainers takes a second to say no. */
final class Docker {
    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private Docker() {}

    static boolean isThere() {
        return System.getenv("DOCKER_HOST") != null || answers(SOCKET);
    }

    /** Whether someone at this socket answers Docker's {@code /_ping}. */
    static boolean answers(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(StandardCharsets.US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(64);
            channel.read(answer);
            answer.flip();
            return StandardCharsets.US_ASCII.decode(answer).toString().contains(" 200 ");
        } catch (IOException e) {
            return false;
        }
    }
}
