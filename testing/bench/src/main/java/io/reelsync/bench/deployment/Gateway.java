package io.reelsync.bench.deployment;

import io.reelsync.samplesite.PlayedSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway, as an administrator's program speaks to it. For one thread. */
public final class Gateway {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private String token = "";

    /**
     * How a run stands.
     *
     * @param created how many new titles have their details
     */
    public record Progress(long created, boolean ended) {}

    /**
     * How long a run still takes.
     *
     * @param left seconds; null where that is unknown
     * @param unknown why; null where it is known
     */
    public record Standing(
            long planned,
            long outstanding,
            @Nullable Long left,
            @Nullable String unknown,
            boolean ended) {}

    public Gateway(URI url) {
        this.url = url;
    }

    void signIn(String password) throws IOException, InterruptedException {
        token = post("/api/auth/login", Map.of("username", "admin", "password", password), 200)
                .get("access_token")
                .asString();
    }

    /** As {@link #signIn}, unless that was done. */
    public void signInOnce(String password) throws IOException, InterruptedException {
        if (token.isEmpty()) {
            signIn(password);
        }
    }

    /** How the newest run stands, if it was asked for since then. */
    public Optional<Progress> newestRun(Instant since) throws IOException, InterruptedException {
        JsonNode runs = send(request("/api/sync/runs?size=1").GET(), 200).get("items");
        if (runs.isEmpty()
                || Instant.parse(runs.get(0).get("requested_at").asString()).isBefore(since)) {
            return Optional.empty();
        }
        return Optional.of(new Progress(
                runs.get(0).get("created").asLong(),
                !runs.get(0).get("finished_at").isNull()));
    }

    Standing standing(long run) throws IOException, InterruptedException {
        JsonNode json = send(request("/api/sync/runs/" + run).GET(), 200);
        JsonNode left = json.get("eta_seconds");
        JsonNode unknown = json.get("eta_unknown");
        return new Standing(
                json.get("planned").asLong(),
                json.get("outstanding").asLong(),
                left.isNull() ? null : left.asLong(),
                unknown.isNull() ? null : unknown.asString(),
                !json.get("finished_at").isNull());
    }

    /** Ends a run before it is through. */
    void cancel(long run) throws IOException, InterruptedException {
        post("/api/sync/runs/" + run + "/cancel", Map.of(), 200);
    }

    /** Starts a run of titles by their ids; the run's id. */
    long start(List<Long> ids) throws IOException, InterruptedException {
        List<String> texts = ids.stream().map(String::valueOf).toList();
        return post("/api/sync/runs", Map.of("source", PlayedSource.NAME, "source_ids", texts), 202)
                .get("run_id")
                .asLong();
    }

    private JsonNode post(String path, Map<String, Object> body, int status) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))),
                status);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWERS_WITHIN);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IOException(
                    "the gateway answered " + answer.uri() + " with " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body()).get("data");
    }
}
