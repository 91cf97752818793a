package io.reelsync.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first words of each server's protocol, enough to tell that it is there, without a client library. */
final class Greeting {
    private static final int TIMEOUT_MS = 2_000;
    private static final int ENOUGH = 64;

    private Greeting() {}

    /** A database server speaks first: a packet that starts with its protocol's version, 10, and not with an error. */
    static boolean database(int port) throws IOException {
        byte[] answer = exchange(port, new byte[0]);
        return answer.length > 4 && answer[4] == 10;
    }

    /** A broker answers the protocol's header with the method frame {@code connection.start}. */
    static boolean amqp(int port) throws IOException {
        byte[] answer = exchange(port, new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
        return answer.length > 0 && answer[0] == 1;
    }

    /** Redis has loaded its data when it answers {@code PING}, be it to ask for the password. */
    static boolean redis(int port) throws IOException {
        String answer =
                new String(exchange(port, "PING\r\n".getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
        return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
    }

    /** An etcd that serves says over HTTP that it is healthy. */
    static boolean etcd(int port) throws IOException {
        byte[] answer = exchange(port, "GET /health HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.0 200");
    }

    /** Whether someone listens; asking by binding the port could take it from a server that is just about to. */
    static boolean accepts(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            return socket.isConnected();
        }
    }

    private static byte[] exchange(int port, byte[] say) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(say);
            byte[] buffer = new byte[ENOUGH];
            int read = socket.getInputStream().read(buffer);
            return read < 0 ? new byte[0] : Arrays.copyOf(buffer, read);
        }
    }
}
