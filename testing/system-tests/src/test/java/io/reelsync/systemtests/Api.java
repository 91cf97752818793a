package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a gateway as a person's program would. */
class Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String url;
    private final Map<String, String> headers = new HashMap<>();

    Api(String url) {
        this.url = url;
    }

    Api signIn(String username, String password) {
        JsonNode tokens = post("/api/auth/login", Map.of("username", username, "password", password), 200);
        return with("Authorization", "Bearer " + tokens.get("access_token").asString());
    }

    Api with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** The data of a good answer. */
    JsonNode get(String path) {
        return data(request(path).GET().build(), 200);
    }

    /** The data of an answer of that status. */
    JsonNode post(String path, Object body, int status) {
        return data(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                status);
    }

    /** The data of the good answer to a change. */
    JsonNode put(String path, Object body) {
        return data(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                200);
    }

    /** One without a token. */
    Api anyone() {
        return new Api(url);
    }

    /** An answer as it is. */
    HttpResponse<byte[]> bytes(String path) {
        return send(request(path).GET().build(), BodyHandlers.ofByteArray());
    }

    /** The status of an answer, whatever it is. */
    int status(String path) {
        return send(request(path).GET().build(), BodyHandlers.discarding()).statusCode();
    }

    /** Where an answer sends us. */
    String location(String path) {
        return send(request(path).GET().build(), BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    /** All items of a list, page by page. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        long total;
        int page = 0;
        do {
            JsonNode list = get(path + (path.contains("?") ? "&" : "?") + "size=200&page=" + page++);
            list.get("items").forEach(items::add);
            total = list.get("total").asLong();
        } while (items.size() < total && page < 100);
        assertThat(items).hasSize(Math.toIntExact(total));
        return items;
    }

    /** The data of every event of a stream, to the stream's end. */
    List<JsonNode> events(String path, String name) {
        List<JsonNode> events = new ArrayList<>();
        try (Stream<String> lines = send(
                        request(path).timeout(Duration.ofMinutes(2)).GET().build(), BodyHandlers.ofLines())
                .body()) {
            String event = "";
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:") && event.equals(name)) {
                    events.add(JSON.readTree(line.substring("data:".length())));
                }
            }
        }
        return events;
    }

    private JsonNode data(HttpRequest request, int status) {
        HttpResponse<String> answer = send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body()).get("data");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        return request;
    }

    private static <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
