package io.reelsync.bench.deployment;

import io.reelsync.localcluster.Launch;
import io.reelsync.samplesite.content.MadeUpContent;
import io.reelsync.samplesite.content.SiteFeed;
import io.reelsync.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A site of the sample site's pages, all written before the first request, so that it costs little: a process of its own.
 * Answers are not compressed, and connections stay open.
 */
public final class PageSite {
    /** The process' name. */
    public static final String NAME = "site";

    private static final String PORT = "BENCH_PORT";
    private static final String PAGES = "BENCH_PAGES";
    private static final String IDS = "BENCH_IDS";
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Pattern SUBJECT = Pattern.compile("/subject/(\\d{1,12})/");
    /** What real pages have. */
    private static final int LEAST_BYTES = 60_000;

    private static final int MOST_BYTES = 120_000;
    /** So many titles are listed that those whose pages are of such a size are enough. */
    private static final int LISTED_FOR_A_PAGE = 2;

    private static final int LISTED_BESIDES = 100;

    private PageSite() {}

    /** A site that runs: its address, its titles' ids and its process. */
    public record Running(URI url, List<Long> ids, MeasuredProcess process) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    /** Starts one in a process of its own, and waits until it has written its pages. */
    public static Running start(int pages, Path folder) throws IOException, InterruptedException {
        int port = Ports.free();
        Path ids = folder.resolve("site.ids");
        Map<String, String> settings =
                Map.of(PORT, String.valueOf(port), PAGES, String.valueOf(pages), IDS, ids.toString());
        MeasuredProcess process = MeasuredProcess.java(NAME, PageSite.class, settings, folder);
        try {
            process.await(() -> Files.exists(ids), READY_WITHIN);
            return new Running(
                    Launch.url(port),
                    Files.readAllLines(ids).stream().map(Long::valueOf).toList(),
                    process);
        } catch (IOException | RuntimeException | InterruptedException failure) {
            process.close();
            throw failure;
        }
    }

    /** The process. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(setting(PORT));
        Map<Long, ByteBuffer> pages = write(Integer.parseInt(setting(PAGES)), Launch.url(port));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Pages(pages));
        server.start();
        Path ids = Path.of(setting(IDS));
        Path partial = ids.resolveSibling("site.ids.partial");
        Files.write(
                partial, pages.keySet().stream().sorted().map(String::valueOf).toList());
        Files.move(partial, ids, StandardCopyOption.ATOMIC_MOVE);
        server.join();
    }

    private static String setting(String variable) {
        return Objects.requireNonNull(System.getenv(variable), variable);
    }

    private static Map<Long, ByteBuffer> write(int count, URI url) {
        Clock now = Clock.fixed(Instant.now(), ZoneOffset.UTC);
        MadeUpContent content = new MadeUpContent(1, LISTED_BESIDES + count * LISTED_FOR_A_PAGE, now);
        Map<Long, ByteBuffer> pages = new HashMap<>();
        Iterator<Long> ids = Arrays.stream(SiteFeed.values())
                .flatMap(feed -> content.listed(feed).stream())
                .iterator();
        while (pages.size() < count && ids.hasNext()) {
            long id = ids.next();
            byte[] page = content.page(id, url.toString()).orElseThrow().plain();
            if (page.length >= LEAST_BYTES && page.length <= MOST_BYTES) {
                pages.put(id, direct(page));
            }
        }
        if (pages.size() < count) {
            throw new IllegalStateException("only " + pages.size() + " pages of " + count + " have a usual size");
        }
        return pages;
    }

    /** Outside of the heap, so that no collection touches it, and the socket takes it as it is. */
    private static ByteBuffer direct(byte[] page) {
        return ByteBuffer.allocateDirect(page.length).put(page).flip();
    }

    /** Answers with a page, or that there is none. */
    private static final class Pages extends Handler.Abstract.NonBlocking {
        private final Map<Long, ByteBuffer> pages;

        Pages(Map<Long, ByteBuffer> pages) {
            this.pages = pages;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Matcher subject = SUBJECT.matcher(Request.getPathInContext(request));
            ByteBuffer page = subject.matches() ? pages.get(Long.valueOf(subject.group(1))) : null;
            if (page == null) {
                Response.writeError(request, response, callback, 404);
                return true;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.remaining());
            response.write(true, page.duplicate(), callback);
            return true;
        }
    }
}
