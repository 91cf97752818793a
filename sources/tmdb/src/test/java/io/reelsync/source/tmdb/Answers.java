package io.reelsync.source.tmdb;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers of a site that speaks as TMDB does. */
final class Answers {
    static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.made-up.token";
    static final TmdbSettings SETTINGS = new TmdbSettings(
            TOKEN,
            Rate.of("20/1s"),
            Rate.of("20/1s"),
            100,
            List.of("zh-CN", "en-US"),
            URI.create("http://127.0.0.1:8092/3"),
            URI.create("https://image.tmdb.org/t/p/w780"),
            false,
            null);

    static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Answers() {}

    static TmdbSource source() {
        return new TmdbSource(SETTINGS, CLOCK);
    }

    static TmdbSource source(String... languages) {
        return new TmdbSource(
                new TmdbSettings(
                        TOKEN,
                        SETTINGS.rate(),
                        SETTINGS.pictureRate(),
                        100,
                        List.of(languages),
                        SETTINGS.apiUrl(),
                        SETTINGS.posterUrl(),
                        false,
                        null),
                CLOCK);
    }

    static SubjectId subject(String id) {
        return new SubjectId(TmdbSource.NAME, id);
    }

    /** The facts of a title's details. */
    static VideoFacts read(String id, byte[] body) throws BrokenPageException {
        return read(source(), id, body);
    }

    static VideoFacts read(String id, String json) throws BrokenPageException {
        return read(id, json.getBytes(StandardCharsets.UTF_8));
    }

    static VideoFacts read(TmdbSource source, String id, byte[] body) throws BrokenPageException {
        return source.reader().detailsRoutes().get(0).read(subject(id), answer("/" + id, body));
    }

    static Response answer(String path, byte[] body) {
        return answer(path, 200, Map.of(), body);
    }

    static Response answer(String path, int status, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new HashMap<>(Map.of("content-type", "application/json;charset=utf-8"));
        all.putAll(headers);
        return new Response(URI.create(SETTINGS.apiUrl() + path), status, all, body);
    }
}
