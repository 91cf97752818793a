package io.reelsync.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import io.reelsync.gateway.openapi.OpenApi.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Sends random requests, made from the description that the gateway gives out, and holds each answer to that
 * description. {@code -Dreelsync.random-requests=N} sends more, {@code -Dreelsync.random-seed=N} others.
 */
class RandomRequestsTest {
    private static final int REQUESTS = Integer.getInteger("reelsync.random-requests", 800);
    private static final long SEED = Long.getLong("reelsync.random-seed", 1);
    private static final int MOST_FAULTS = 20;
    /** A stream of events ends with what it tells of: here that would never end. */
    private static final Set<String> ENDLESS = Set.of("watchRun", "watchAll");

    private final Random random = new Random(SEED);

    @Test
    void findsNoAnswerThatIsNotDescribedAndNoFailureOfOurs() {
        try (Gateway gateway = Gateway.start(Map.of(
                "reelsync.requests.per-minute-per-user", 1_000_000,
                "reelsync.requests.per-minute-per-address", 1_000_000))) {
            OpenApi api = new OpenApi(gateway);
            RandomValues values = new RandomValues(api, random);
            fill(gateway, values);
            List<Operation> operations = api.operations().stream()
                    .filter(operation -> !ENDLESS.contains(
                            operation.description().get("operationId").asString()))
                    .toList();
            List<Client> clients = clients(gateway);
            Map<Integer, Integer> statuses = new TreeMap<>();
            List<String> faults = new ArrayList<>();
            for (int i = 0; i < REQUESTS && faults.size() < MOST_FAULTS; i++) {
                Operation operation = operations.get(random.nextInt(operations.size()));
                Client client = clients.get(random.nextInt(clients.size()));
                String address = address(operation, values);
                String body = body(operation, values);
                Answer answer = client.send(
                        operation.method().toUpperCase(),
                        address,
                        body,
                        body == null ? null : random.nextInt(40) == 0 ? "text/plain" : "application/json");
                statuses.merge(answer.status(), 1, Integer::sum);
                List<String> wrong = new ArrayList<>(api.faults(operation, answer));
                if (answer.status() >= 500) {
                    wrong.add("a failure of ours");
                }
                if (!wrong.isEmpty()) {
                    faults.add(operation + " " + address + " " + body + " -> " + answer.status() + " "
                            + answer.response().body() + ": " + wrong);
                }
            }
            System.out.println("random requests, seed " + SEED + ": answers by status " + statuses);
            assertThat(faults).as("faults found with seed %d", SEED).isEmpty();
            assertThat(statuses)
                    .as("requests of every fate, seed %d", SEED)
                    .containsKeys(200, 202, 304, 401, 403, 404, 422);
        }
    }

    /** Something of everything, so that requests find something. */
    private static void fill(Gateway gateway, RandomValues values) {
        List<String> videos = new ArrayList<>();
        for (long id = 1; id <= 30; id++) {
            gateway.jdbc().sql("""
                            INSERT INTO videos (id, source, source_id, type, title, release_date, score, tags_json,
                                country_json, aka_json, year, created_at, updated_at)
                            VALUES (?, 'douban', ?, 'movie', ?, '2020-01-02', 7.5, '["科幻"]', '["中国大陆"]',
                                '["另一个名字"]', 2020, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""").params(id, id, "片名 " + id).update();
            gateway.jdbc().sql("""
                            INSERT INTO subjects (source, source_id, state, priority, reason, first_seen_at)
                            VALUES ('douban', ?, ?, 3, 'NO_ANSWER', UTC_TIMESTAMP(3))""").params(id, id % 3 == 0 ? "DEAD" : "WAITING").update();
            gateway.jdbc().sql("""
                            INSERT INTO video_changes (video_id, field, old_value, new_value, changed_at)
                            VALUES (?, 'title', 'old', 'new', UTC_TIMESTAMP(3))""").param(id).update();
            videos.add(Long.toString(id));
        }
        gateway.jdbc().sql("""
                        INSERT INTO circuit_breakers (source, scope, name, tripped_at, blocked_until, reason)
                        VALUES ('douban', 'KIND', 'movie', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 'NO_STRUCTURE')""").update();
        values.know("id", videos);
        for (String state : List.of("RUNNING", "PAUSED", "COMPLETED")) {
            String run = gateway.as("OPERATOR")
                    .post("/api/sync/runs", Map.of("source", "douban", "source_ids", List.of(1, 2, 3)))
                    .data()
                    .get("run_id")
                    .asString();
            gateway.jdbc()
                    .sql("UPDATE sync_runs SET state = ?, started_at = UTC_TIMESTAMP(3) WHERE id = ?")
                    .params(state, run)
                    .update();
            values.know("id", List.of(run));
        }
        values.know("source", List.of("douban"));
        values.know("feeds", List.of("movies"));
        values.know("kind", List.of("movie", "*"));
        values.know("check", List.of("dead", "stale", "missing.title", "outlier.runtime"));
        values.know("cron", List.of("0 0 */8 * * *", "0 0 0 30 2 *", "* * * * *"));
        values.know("zone", List.of("Asia/Shanghai", "Mars/Phobos"));
        values.know("name", List.of("nightly", "douban-movies"));
        values.know("link", List.of("movie_top250", "https://www.douban.com/doulist/7/"));
        values.know("q", List.of("片名", "名字"));
        values.know("from", List.of("2026-01-01T00:00:00Z"));
        values.know("current_password", List.of(Gateway.PASSWORD));
    }

    private static List<Client> clients(Gateway gateway) {
        List<Client> clients = new ArrayList<>(List.of(gateway.anyone(), gateway.as("VIEWER")));
        Client admin = gateway.as("ADMIN");
        String tags = IntStream.rangeClosed(1, 30)
                .mapToObj(id -> admin.get("/api/videos/" + id).header("ETag"))
                .collect(Collectors.joining(", "));
        for (String role : List.of("VIEWER", "OPERATOR", "ADMIN", "ADMIN", "ADMIN", "ADMIN")) {
            Answer made = admin.post("/api/api-keys", Map.of("name", "random " + clients.size(), "role", role));
            String key = made.data().get("key").asString();
            clients.add(gateway.anyone().withToken(key));
            clients.add(
                    gateway.anyone().withToken(key).with("If-None-Match", tags).with("Idempotency-Key", "mine"));
        }
        clients.add(gateway.anyone().withToken("no token").with("Accept-Language", "en"));
        return clients;
    }

    private String address(Operation operation, RandomValues values) {
        String path = operation.path();
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.get("name").asString();
            boolean required = parameter.path("required").asBoolean(false);
            String in = parameter.get("in").asString();
            if (in.equals("header") || (!required && random.nextInt(3) > 0)) {
                continue;
            }
            JsonNode made = values.value(name, parameter.get("schema"));
            String value = made.isString() ? made.asString() : made.toString();
            if (in.equals("path")) {
                path = path.replace("{" + name + "}", value.isEmpty() ? "0" : encode(value));
            } else if (!required || random.nextInt(20) > 0) {
                query.add(name + "=" + encode(value));
            }
        }
        if (random.nextInt(50) == 0) {
            query.add("no_such_parameter=1");
        }
        return path + query;
    }

    private String body(Operation operation, RandomValues values) {
        JsonNode body = operation.description().get("requestBody");
        if (body == null) {
            return null;
        }
        return values.body(body.at("/content/application~1json/schema"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
