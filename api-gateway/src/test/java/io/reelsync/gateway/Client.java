package io.reelsync.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a gateway as any program would. */
public final class Client {
    public static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String url;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private JsonNode tokens;

    Client(String url) {
        this.url = url;
    }

    /** An answer, with its envelope where it has one. */
    public record Answer(int status, HttpResponse<String> response) {
        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public JsonNode data() {
            return json().get("data");
        }

        public String message() {
            return json().get("message").asString();
        }

        public List<String> invalidFields() {
            return data().get("errors")
                    .valueStream()
                    .map(error -> error.get("field").asString())
                    .toList();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Client signIn(String username, String password) {
        Answer answer = login(username, password);
        assertThat(answer.status()).isEqualTo(200);
        return use(answer.data());
    }

    public Answer login(String username, String password) {
        return post("/api/auth/login", Map.of("username", username, "password", password));
    }

    public Answer refresh(String refreshToken) {
        return new Client(url).post("/api/auth/refresh", Map.of("refresh_token", refreshToken));
    }

    public Client use(JsonNode newTokens) {
        tokens = newTokens;
        return withToken(newTokens.get("access_token").asString());
    }

    public Client withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Client with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public String accessToken() {
        return tokens.get("access_token").asString();
    }

    public String refreshToken() {
        return tokens.get("refresh_token").asString();
    }

    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body), "application/json");
    }

    public Answer post(String path) {
        return send("POST", path, null, null);
    }

    public Answer send(String method, String path, String body, String contentType) {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        HttpResponse<String> response = exchange(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }

    /** An answer that goes on; close its body. */
    public HttpResponse<InputStream> stream(String path) {
        return exchange(request(path).build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        return request;
    }

    private static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
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
