package io.reelsync.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.WorkerUnderTest;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Requests to a source leave by its proxy alone, with its name and password. */
class ProxyTest {
    private static final String USER = "us@er";
    private static final String PASSWORD = "p:w";
    private static final String LOGIN = "us%40er:p%3Aw@";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    private static Fetched ask(String proxy) throws Exception {
        try (WorkerUnderTest worker = new WorkerUnderTest("20/1s", null, Map.of("reelsync.douban.proxy", proxy))) {
            SubjectId film = new SubjectId(
                    "douban", Long.toString(worker.site.listedFilms().get(0)));
            return worker.bean(Exchange.class)
                    .fetch(
                            worker.source(),
                            new FetchRequest(
                                    film.toString(),
                                    true,
                                    null,
                                    List.of(worker.source()
                                            .reader()
                                            .detailsRoutes()
                                            .get(0)
                                            .request(film, null)),
                                    0,
                                    Duration.ofSeconds(10),
                                    false,
                                    () -> true));
        }
    }

    @Test
    void goesByAnHttpProxyThatAsksForAName() throws Exception {
        try (HttpProxy proxy = new HttpProxy()) {
            assertThat(ask("http://" + LOGIN + "127.0.0.1:" + proxy.port())).isInstanceOf(Fetched.Page.class);

            assertThat(seen).isNotEmpty().allMatch(address -> address.startsWith("http://127.0.0.1:"));
        }
    }

    @Test
    void saysThatAProxyDoesNotTakeThePassword() throws Exception {
        try (HttpProxy proxy = new HttpProxy()) {
            Fetched answer = ask("http://us%40er:wrong@127.0.0.1:" + proxy.port());

            TaskResult.Failed failed = (TaskResult.Failed) ((Fetched.Ended) answer).result();
            assertThat(failed.reason()).isEqualTo(Reason.NO_ANSWER);
            assertThat(failed.detail()).contains("407").doesNotContain("wrong");
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void goesByASocksProxyThatAsksForAName() throws Exception {
        try (SocksProxy proxy = new SocksProxy()) {
            assertThat(ask("socks5://" + LOGIN + "127.0.0.1:" + proxy.port())).isInstanceOf(Fetched.Page.class);

            assertThat(seen).containsOnly(USER + "/" + PASSWORD);
        }
    }

    @Test
    void aProxyThatIsAwayIsNoAnswerOfTheSource() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Fetched answer = ask("http://127.0.0.1:" + free);

        TaskResult.Failed failed = (TaskResult.Failed) ((Fetched.Ended) answer).result();
        assertThat(failed.reason()).isEqualTo(Reason.NO_ANSWER);
    }

    /** Passes requests on to whom they name, for those who know the password. */
    private final class HttpProxy implements AutoCloseable {
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

        private HttpProxy() throws IOException {
            server.createContext("/", this::pass);
            server.start();
        }

        private int port() {
            return server.getAddress().getPort();
        }

        private void pass(HttpExchange exchange) throws IOException {
            String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            if (!("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
                exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
                exchange.sendResponseHeaders(407, -1);
                exchange.close();
                return;
            }
            seen.add(exchange.getRequestURI().toString());
            try {
                HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(exchange.getRequestURI()).build(),
                                HttpResponse.BodyHandlers.ofByteArray());
                answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                        .set("Content-Type", type));
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** SOCKS5 (RFC 1928) with name and password (RFC 1929), for addresses of IPv4. */
    private final class SocksProxy implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        private SocksProxy() throws IOException {
            CompletableFuture.runAsync(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket client = server.accept();
                        CompletableFuture.runAsync(() -> serve(client));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private int port() {
            return server.getLocalPort();
        }

        private void serve(Socket client) {
            try (client) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                OutputStream out = client.getOutputStream();
                in.readByte();
                in.readNBytes(in.readUnsignedByte());
                out.write(new byte[] {5, 2});
                in.readByte();
                String user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
                String password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
                seen.add(user + "/" + password);
                out.write(new byte[] {1, 0});
                in.readNBytes(4);
                InetAddress target = InetAddress.getByAddress(in.readNBytes(4));
                int port = in.readUnsignedShort();
                try (Socket site = new Socket(target, port)) {
                    out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
                    CompletableFuture<Void> back = CompletableFuture.runAsync(() -> copy(site, client));
                    copy(client, site);
                    back.join();
                }
            } catch (IOException gone) {
                // The client will say so.
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                in.transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException gone) {
                // The other direction ends too.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
