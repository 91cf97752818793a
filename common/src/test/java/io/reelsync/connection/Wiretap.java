package io.reelsync.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Hands on what a client and a server say to each other, and keeps what the client said. */
final class Wiretap implements AutoCloseable {
    private final ServerSocket listening;
    private final int server;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    /** @param server a port of this machine */
    Wiretap(int server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        thread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Each byte a sign. */
    String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket end = new Socket("127.0.0.1", server);
            thread(() -> copy(client, end, true));
            thread(() -> copy(end, client, false));
        }
    }

    private void copy(Socket from, Socket to, boolean listen) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] some = new byte[8192];
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                if (listen) {
                    heard.write(some, 0, length);
                }
                out.write(some, 0, length);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // By one of the two, or by close().
                    }
                },
                "wiretap");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
