package io.reelsync.source.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The site that the stub reads, on 127.0.0.1. Safe for use by many threads; lives until it is closed. */
public final class StubSite implements AutoCloseable {
    private final HttpServer server;
    private final StubPages pages;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> refusals = new ConcurrentLinkedQueue<>();

    private StubSite(StubPages pages) throws IOException {
        this.pages = pages;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * A request that the site had.
     *
     * @param nanoTime {@link System#nanoTime} when it arrived
     * @param path with its query
     * @param status of the answer
     */
    public record Request(long nanoTime, String path, int status) {}

    /** Starts a site with so many films, from {@code movie/1} on, and so many series, from {@code show/1} on. */
    public static StubSite start(int films, int series) {
        try {
            return new StubSite(new StubPages(films, series));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Its address, without a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers the next request with 429. */
    public void refuseOnce(Duration retryAfter) {
        refusals.add(retryAfter);
    }

    /** All requests in the order of their arrival. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        long arrived = System.nanoTime();
        URI address = exchange.getRequestURI();
        Duration refusal = refusals.poll();
        Optional<String> text = refusal == null ? pages.at(address) : Optional.empty();
        int status = refusal != null ? 429 : text.isPresent() ? 200 : 404;
        requests.add(new Request(arrived, address.toString(), status));
        if (refusal != null) {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(refusal.toSeconds()));
        }
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        byte[] body = text.orElse("nothing\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
