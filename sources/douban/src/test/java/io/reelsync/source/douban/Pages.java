package io.reelsync.source.douban;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Rate;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Answers of a Douban-shaped site. */
final class Pages {
    static final DoubanSettings SETTINGS = new DoubanSettings(
            URI.create("http://127.0.0.1:8090"),
            URI.create("http://127.0.0.1:8091"),
            URI.create("http://127.0.0.1:8092"),
            Rate.of("40/1s"),
            Rate.of("40/1s"),
            80,
            100,
            List.of("page", "json"),
            1,
            null,
            null,
            Map.of());

    static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private Pages() {}

    static DoubanSource source() {
        return new DoubanSource(SETTINGS, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The facts of a title's page. */
    static VideoFacts read(long id, byte[] page) throws BrokenPageException {
        return source().reader().detailsRoutes().get(0).read(subject(id), answer(id, page));
    }

    static VideoFacts read(long id, String page) throws BrokenPageException {
        return read(id, page.getBytes(StandardCharsets.UTF_8));
    }

    static SubjectId subject(long id) {
        return new SubjectId(DoubanSource.NAME, Long.toString(id));
    }

    static Response answer(long id, byte[] page) {
        return new Response(
                URI.create(SETTINGS.webUrl() + "/subject/" + id + "/"),
                200,
                Map.of("content-type", "text/html; charset=utf-8"),
                page);
    }

    static Response answer(long id, String page) {
        return answer(id, page.getBytes(StandardCharsets.UTF_8));
    }
}
