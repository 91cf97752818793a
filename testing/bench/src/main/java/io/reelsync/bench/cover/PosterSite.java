package io.reelsync.bench.cover;

import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.localcluster.Launch;
import io.reelsync.samplesite.poster.PosterPainter;
import io.reelsync.servers.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * A site of the sample site's posters, a hundred of them painted before the first request, so that it costs little: a process
 * of its own. Each address has other bytes behind the picture's end, so that no two are the same content.
 */
final class PosterSite {
    private static final String PORT = "BENCH_PORT";
    private static final int PAINTED = 100;
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Pattern POSTER = Pattern.compile("/p(\\d{1,12})\\.jpg");

    private PosterSite() {}

    /** A site that runs. */
    record Running(URI url, MeasuredProcess process) implements AutoCloseable {
        URI poster(long id) {
            return url.resolve("/p" + id + ".jpg");
        }

        @Override
        public void close() {
            process.close();
        }
    }

    static Running start(Path folder) throws InterruptedException {
        int port = Ports.free();
        MeasuredProcess process =
                MeasuredProcess.java("site", PosterSite.class, Map.of(PORT, String.valueOf(port)), folder);
        Running site = new Running(Launch.url(port), process);
        try {
            process.await(() -> answers(site.poster(0)), READY_WITHIN);
        } catch (RuntimeException | InterruptedException failure) {
            process.close();
            throw failure;
        }
        return site;
    }

    private static boolean answers(URI poster) {
        try {
            HttpURLConnection connection = (HttpURLConnection) poster.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The process. */
    public static void main(String[] args) throws Exception {
        PosterPainter painter = new PosterPainter();
        List<byte[]> posters = new ArrayList<>();
        for (int id = 0; id < PAINTED; id++) {
            posters.add(painter.of(id));
        }
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(Objects.requireNonNull(System.getenv(PORT), PORT)));
        server.addConnector(connector);
        server.setHandler(new Posters(posters));
        server.start();
        server.join();
    }

    private static final class Posters extends Handler.Abstract.NonBlocking {
        private final List<byte[]> posters;

        Posters(List<byte[]> posters) {
            this.posters = posters;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Matcher poster = POSTER.matcher(Request.getPathInContext(request));
            if (!poster.matches()) {
                Response.writeError(request, response, callback, 404);
                return true;
            }
            long id = Long.parseLong(poster.group(1));
            byte[] painted = posters.get((int) (id % PAINTED));
            ByteBuffer body = ByteBuffer.allocate(painted.length + Long.BYTES)
                    .put(painted)
                    .putLong(id)
                    .flip();
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "image/jpeg");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
            response.write(true, body, callback);
            return true;
        }
    }
}
