package io.reelsync.gateway.catalog;

import io.reelsync.gateway.index.VideoFilter;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.Fields;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives out the whole catalogue, or what a filter finds of it, as one stream. The next chunks are read
 * while one is written. What is stored meanwhile may be in it or not.
 */
@RestController
class ExportController {
    /** Each holds a thread for as long as its reader takes. As many more read chunks for all of them, by a connection each. */
    private static final int MOST_AT_ONCE = 4;

    /** Chunks: reading takes longer than writing. */
    private static final int READ_AHEAD = 2;

    private static final Duration COME_BACK_IN = Duration.ofSeconds(30);
    private static final String[] PARAMETERS = Stream.concat(
                    Stream.of("format", "provenance"), VideoFilter.PARAMETERS.stream())
            .toArray(String[]::new);

    private final ExportRows rows;
    private final Semaphore exports = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService reading =
            Executors.newFixedThreadPool(MOST_AT_ONCE, new CustomizableThreadFactory("export-"));

    ExportController(ExportRows rows) {
        this.rows = rows;
    }

    @GetMapping("/api/videos/export")
    void export(@RequestParam Map<String, String> query, HttpServletResponse response) throws IOException {
        Fields fields = Fields.ofQuery(query, PARAMETERS);
        VideoFilter filter = VideoFilter.read(fields, query);
        ExportFormat format = fields.choice("format", query.getOrDefault("format", "ndjson"), ExportFormat.class);
        String provenance = fields.oneOf("provenance", query.get("provenance"), List.of("true", "false"));
        fields.check();
        if (!exports.tryAcquire()) {
            throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "export.full", COME_BACK_IN);
        }
        try {
            write(filter, Objects.requireNonNullElse(format, ExportFormat.NDJSON), "true".equals(provenance), response);
        } finally {
            exports.release();
        }
    }

    private void write(VideoFilter filter, ExportFormat format, boolean provenance, HttpServletResponse response)
            throws IOException {
        Iterator<Supplier<List<ExportRow>>> chunks = rows.chunks(filter, provenance);
        // Read before anything is written, so that a failure can still be told as one.
        List<ExportRow> chunk = chunks.hasNext() ? chunks.next().get() : List.of();
        response.setContentType(format.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("videos." + format.extension())
                        .build()
                        .toString());
        // Proxies that gather an answer before they pass it on would need memory for all of it.
        response.setHeader("X-Accel-Buffering", "no");
        try (ExportFormat.RowWriter out = format.writer(response.getOutputStream(), provenance)) {
            Queue<CompletableFuture<List<ExportRow>>> ahead = new ArrayDeque<>();
            while (true) {
                while (ahead.size() < READ_AHEAD && chunks.hasNext()) {
                    ahead.add(CompletableFuture.supplyAsync(chunks.next(), reading));
                }
                for (ExportRow video : chunk) {
                    out.write(video);
                }
                if (ahead.isEmpty()) {
                    return;
                }
                chunk = ahead.remove().join();
            }
        }
    }

    @PreDestroy
    void stop() {
        reading.shutdownNow();
    }
}
