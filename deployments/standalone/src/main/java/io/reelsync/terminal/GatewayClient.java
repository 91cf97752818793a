package io.reelsync.terminal;

import io.reelsync.startup.StartRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a gateway, signed in for as long as it is open. Whatever goes wrong is a {@link StartRefused}. */
final class GatewayClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final int UNAUTHORIZED = 401;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    private final URI gateway;
    private final String token;
    private final boolean session;

    GatewayClient(Account account) {
        this.gateway = account.gateway();
        this.session = account.apiKey() == null;
        this.token = account.apiKey() != null ? account.apiKey() : signIn(account);
    }

    private String signIn(Account account) {
        Map<String, String> body = Map.of("username", account.user(), "password", String.valueOf(account.password()));
        return send(request("/api/auth/login", null).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))))
                .path("access_token")
                .asString();
    }

    /** Whether a gateway answers there. */
    static boolean answers(URI gateway) {
        HttpClient asking =
                HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
        HttpRequest ping = HttpRequest.newBuilder(URI.create(gateway + "/ping"))
                .timeout(CONNECT_WITHIN)
                .build();
        try {
            return asking.send(ping, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The data of an answer. */
    JsonNode get(String path) {
        return send(request(path, token).GET());
    }

    JsonNode post(String path, @Nullable Object body) {
        return send(request(path, token)
                .POST(body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    JsonNode delete(String path) {
        return send(request(path, token).DELETE());
    }

    JsonNode put(String path, Object body) {
        return send(request(path, token).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /**
     * Reads a stream of events to its end, or for as long as it is wanted.
     *
     * @param wanted is told each event's data; false ends it
     */
    void events(String path, Predicate<JsonNode> wanted) {
        HttpResponse<InputStream> answer = exchange(request(path, token).GET(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                dataOf(answer.statusCode(), lines.lines().collect(Collectors.joining("\n")));
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:") && !wanted.test(JSON.readTree(line.substring("data:".length())))) {
                    return;
                }
            }
        } catch (IOException broken) {
            throw new StartRefused("the connection to " + gateway + " broke: " + broken.getMessage(), broken);
        }
    }

    private HttpRequest.Builder request(String path, @Nullable String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(ANSWER_WITHIN)
                .header("Accept-Language", "en")
                .header("Content-Type", "application/json");
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<String> answer = exchange(request, BodyHandlers.ofString());
        return dataOf(answer.statusCode(), answer.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException away) {
            throw away(gateway);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartRefused("stopped", stopped);
        }
    }

    static StartRefused away(URI gateway) {
        return new StartRefused("no gateway answers at " + gateway
                + ": start one (./reelsync up), or name it with --url or REELSYNC_URL");
    }

    private JsonNode dataOf(int status, String body) {
        JsonNode envelope;
        try {
            envelope = JSON.readTree(body);
        } catch (JacksonException none) {
            throw new StartRefused(gateway + " is no gateway of Reelsync: it answered " + status, none);
        }
        if (status < 400 && envelope.has("code")) {
            return envelope.path("data");
        }
        String errors = envelope.path("data")
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("message").asString())
                .collect(Collectors.joining("; "));
        String message = envelope.path("message").asString("it answered " + status);
        if (status == UNAUTHORIZED) {
            message += ": the API key or the password is not (or no longer) good";
        }
        if (status == UNAVAILABLE) {
            message += ": a server that the gateway needs is away. Nobody can sign in while Redis is away; with"
                    + " REELSYNC_API_KEY set, ./reelsync status names the server";
        }
        throw new StartRefused(status == UNPROCESSABLE && !errors.isEmpty() ? errors : message);
    }

    @Override
    public void close() {
        if (session) {
            try {
                post("/api/auth/logout", null);
            } catch (StartRefused ended) {
                // The session ends by itself later.
            }
        }
    }
}
