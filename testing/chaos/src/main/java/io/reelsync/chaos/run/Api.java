package io.reelsync.chaos.run;

import io.reelsync.samplesite.PlayedSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the gateways as a person's program would: to the next one where one doesn't answer. */
public final class Api {
    /** A run may ask for so many. */
    public static final int MOST_TITLES = 10_000;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final List<URI> gateways;
    private final String password;
    private int preferred;
    private @Nullable String token;

    /** @param password the administrator's */
    public Api(List<URI> gateways, String password) {
        this.gateways = List.copyOf(gateways);
        this.password = password;
    }

    /** No gateway gave a good answer. */
    public static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1;

        NoAnswer(String message) {
            super(message);
        }
    }

    /** Asks for titles by their numbers; the run's id. */
    public long startSubjects(List<Long> ids) throws NoAnswer, InterruptedException {
        return start(Map.of("source", PlayedSource.NAME, "source_ids", ids));
    }

    /** Asks the second source for titles by their ids there; the run's id. */
    public long startSecond(List<String> ids) throws NoAnswer, InterruptedException {
        return start(Map.of("source", PlayedSource.SECOND, "source_ids", ids));
    }

    /** Asks for the list of films; the run's id. */
    public long startFilms() throws NoAnswer, InterruptedException {
        return start(Map.of("source", PlayedSource.NAME, "feeds", List.of(PlayedSource.FILMS)));
    }

    private long start(Map<String, Object> body) throws NoAnswer, InterruptedException {
        return ask("/api/sync/runs", JSON.writeValueAsString(body), 202)
                .get("run_id")
                .asLong();
    }

    /** How a run stands now. */
    public RunSnapshot look(long run) throws NoAnswer, InterruptedException {
        return RunSnapshot.of(ask("/api/sync/runs/" + run, null, 200));
    }

    private synchronized JsonNode ask(String path, @Nullable String body, int status)
            throws NoAnswer, InterruptedException {
        String failure = "";
        for (int attempt = 0; attempt < gateways.size(); attempt++) {
            URI gateway = gateways.get(preferred % gateways.size());
            try {
                return askOne(gateway, path, body, status);
            } catch (IOException | JacksonException other) {
                failure += " " + gateway.getPort() + ": " + other + ";";
                preferred++;
            }
        }
        throw new NoAnswer("no gateway answers " + path + ":" + failure);
    }

    private JsonNode askOne(URI gateway, String path, @Nullable String body, int status)
            throws IOException, InterruptedException {
        if (token == null) {
            signIn(gateway);
        }
        HttpResponse<String> answer = send(gateway, path, body);
        if (answer.statusCode() == 401) {
            signIn(gateway);
            answer = send(gateway, path, body);
        }
        return data(answer, status);
    }

    private void signIn(URI gateway) throws IOException, InterruptedException {
        token = null;
        String body = JSON.writeValueAsString(Map.of("username", "admin", "password", password));
        token = data(send(gateway, "/api/auth/login", body), 200)
                .get("access_token")
                .asString();
    }

    private HttpResponse<String> send(URI gateway, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(ANSWERS_WITHIN);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode data(HttpResponse<String> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("status " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("data");
    }
}
