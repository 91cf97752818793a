package org.example.filmclub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The film club's site, made up. {@code java FilmClubSite.java [PORT]} serves it on 127.0.0.1, at port 8600 by default. */
final class FilmClubSite {
    private static final int FILMS = 23;
    private static final int OF_A_PAGE = 10;
    /** Listed, and withdrawn since. */
    private static final int WITHDRAWN = 13;

    private static final int MOST_IN_A_SECOND = 10;
    private static final Pattern PLACE = Pattern.compile("/films(?:\\?after=(?<after>\\d{1,9})|/(?<film>\\d{1,9}))?");

    private static final Deque<Long> LAST = new ArrayDeque<>();

    private FilmClubSite() {}

    /** An answer; all are JSON. */
    record Answer(int status, String json) {}

    static final Answer REFUSAL = new Answer(429, "{\"error\": \"no more than ten requests a second, please\"}");
    static final Answer NOT_FOUND = new Answer(404, "{\"error\": \"there is no such film\"}");

    /** What stands at an address. */
    static Answer at(URI address) {
        String query = address.getQuery() == null ? "" : "?" + address.getQuery();
        Matcher place = PLACE.matcher(address.getPath() + query);
        if (!place.matches()) {
            return NOT_FOUND;
        }
        if (place.group("film") != null) {
            return film(Integer.parseInt(place.group("film")));
        }
        return page(place.group("after") == null ? 0 : Integer.parseInt(place.group("after")));
    }

    private static Answer page(int after) {
        int last = Math.min(FILMS, after + OF_A_PAGE);
        String films = IntStream.rangeClosed(after + 1, last)
                .mapToObj(id -> "{\"id\": %d, \"title\": \"Reel %d\", \"score\": 7.%d}".formatted(id, id, id % 10))
                .collect(Collectors.joining(", "));
        return new Answer(
                200, "{\"films\": [%s], \"next\": %s}".formatted(films, last < FILMS ? "\"" + last + "\"" : "null"));
    }

    private static Answer film(int id) {
        if (id < 1 || id > FILMS || id == WITHDRAWN) {
            return NOT_FOUND;
        }
        return new Answer(200, """
                {"id": %d, "title": "Reel %d", "originalTitle": "Bobine %d", "released": "19%d-05-03",
                 "directors": ["Ada Quill"], "cast": ["Tom Field", "Ines Moor"], "genres": ["Drama"],
                 "countries": ["France"], "minutes": %d, "score": 7.%d, "votes": 31,
                 "synopsis": "A projectionist finds reel %d."}""".formatted(id, id, id, 50 + id, 80 + id, id % 10, id));
    }

    public static void main(String[] args) throws IOException {
        int port = args.length == 0 ? 8600 : Integer.parseInt(args[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", FilmClubSite::answer);
        server.start();
        System.out.println("The film club is at http://127.0.0.1:" + port + "/films; stop it with Ctrl-C.");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        Answer answer = isTooMuch(System.nanoTime()) ? REFUSAL : at(exchange.getRequestURI());
        System.out.println(answer.status() + " " + exchange.getRequestURI());
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "5");
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static boolean isTooMuch(long now) {
        LAST.removeIf(earlier -> now - earlier > 1_000_000_000);
        LAST.add(now);
        return LAST.size() > MOST_IN_A_SECOND;
    }
}
