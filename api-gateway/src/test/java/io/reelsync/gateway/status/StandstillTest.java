package io.reelsync.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.cluster.SourceSignals;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Gateway;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Trip;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Why nothing moves, each cause made to happen, as the API tells it. */
class StandstillTest {
    private static Gateway gateway;
    private Client operator;

    @BeforeAll
    static void start() {
        gateway = Gateway.emptied();
    }

    @BeforeEach
    void asNew() {
        gateway.asNew();
        operator = gateway.as("OPERATOR");
        sql("DELETE FROM schedules");
    }

    @Test
    void nothingWasAskedFor() {
        alive("scheduler");
        alive("worker");

        JsonNode status = status();

        assertThat(status.get("moving").asBoolean()).isFalse();
        assertThat(codes(status)).containsExactly("NO_RUN");
        assertThat(status.at("/reasons/0/until").isNull()).isTrue();
        assertThat(status.get("runs")).isEmpty();
        assertThat(status.at("/servers/0/server").asString()).isEqualTo("mysql");
        assertThat(status.at("/servers/0/up").asBoolean()).isTrue();
        assertThat(status.at("/servers/1/up").isNull())
                .as("no scheduler has told")
                .isTrue();
    }

    @Test
    void nothingWasAskedForBeforeTheNextFiring() {
        alive("standalone");
        sql("""
                INSERT INTO schedules (name, source, feeds_json, cron, zone, enabled, last_firing_at, updated_at)
                VALUES ('nightly', 'douban', '["movies"]', '0 0 3 * * *', 'UTC', TRUE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""");

        assertThat(codes(status())).containsExactly("NO_RUN");
        assertThat(status().at("/reasons/0/until").asString()).endsWith("T03:00:00Z");
    }

    @Test
    void nobodyWorks() {
        ask(1);

        assertThat(codes(status())).containsExactly("NO_SCHEDULER", "NO_WORKER");
        assertThat(status().get("moving").asBoolean()).isFalse();

        alive("standalone");
        assertThat(codes(status())).isEmpty();
    }

    @Test
    void rabbitMqIsAway() {
        alive("standalone");
        ask(1);
        gateway.bean(SourceSignals.class).write("douban", new SourceSignals.Signals(null, 1, 0));

        JsonNode reason = only("SERVER_AWAY");

        assertThat(reason.get("detail").asString()).startsWith("rabbitmq: ");
        assertThat(status().get("moving").asBoolean()).isFalse();
        gateway.bean(SourceSignals.class).write("douban", new SourceSignals.Signals(3L, 1, 0));
        assertThat(codes(status())).isEmpty();
    }

    @Test
    void theSourceIsPaused() {
        alive("standalone");
        ask(1);
        inHand(1);
        assertThat(status().get("moving").asBoolean()).isTrue();

        gateway.bean(Pauses.class).pause("douban", PauseReason.THROTTLED, "status 429", Duration.ofMinutes(5));

        JsonNode reason = only("SOURCE_PAUSED");
        assertThat(reason.get("source").asString()).isEqualTo("douban");
        assertThat(reason.get("detail").asString()).isEqualTo("THROTTLED: status 429");
        assertThat(reason.get("since").asString()).endsWith("Z");
        assertThat(reason.get("until").asString())
                .isGreaterThan(reason.get("since").asString());
        assertThat(status().get("moving").asBoolean()).isFalse();
    }

    @Test
    void pagesHaveLostTheirStructure() {
        alive("standalone");
        ask(1);
        inHand(1);
        gateway.bean(CircuitBreaker.class).trip(Key.kind("douban", "tv"), new Trip("NO_STRUCTURE", "no title", null));

        assertThat(only("STRUCTURE_SUSPECTED").get("detail").asString()).isEqualTo("tv: NO_STRUCTURE no title");
        assertThat(status().get("moving").asBoolean()).as("of other kinds").isTrue();
    }

    @Test
    void aListCanNotBeRead() {
        alive("standalone");
        String run = operator.post("/api/sync/runs", Map.of("source", "douban", "feeds", List.of("tv")))
                .data()
                .get("run_id")
                .asString();
        assertThat(status().get("moving").asBoolean()).isTrue();

        sql("""
                UPDATE sync_run_feeds SET attempts = 1, reason = 'BAD_LIST', detail = 'no items in it',
                    due_at = UTC_TIMESTAMP(3) + INTERVAL 5 MINUTE WHERE run_id = """ + run);

        JsonNode reason = only("LIST_FAILED");
        assertThat(reason.get("run_id").asString()).isEqualTo(run);
        assertThat(reason.get("detail").asString()).isEqualTo("tv: BAD_LIST no items in it");
        assertThat(reason.get("until").asString()).endsWith("Z");
        assertThat(status().get("moving").asBoolean()).isFalse();
        JsonNode feed = operator.get("/api/sync/runs/" + run).data().at("/feeds/0");
        assertThat(feed.get("feed").asString()).isEqualTo("tv");
        assertThat(feed.get("reason").asString()).isEqualTo("BAD_LIST");
        assertThat(feed.get("retry_at")).isEqualTo(reason.get("until"));

        sql("UPDATE sync_run_feeds SET state = 'FAILED' WHERE run_id = " + run);
        sql("UPDATE sync_runs SET state = 'FAILED', active_key = NULL, finished_at = UTC_TIMESTAMP(3) WHERE id = "
                + run);
        assertThat(codes(status())).containsExactly("LIST_FAILED", "NO_RUN");
    }

    @Test
    void aPersonHoldsARun() {
        alive("standalone");
        String held = ask(1);
        operator.post("/api/sync/runs/" + held + "/pause");

        assertThat(only("RUN_PAUSED").get("run_id").asString()).isEqualTo(held);
        assertThat(status().get("moving").asBoolean()).isFalse();
        assertThat(status().at("/runs/0/state").asString()).isEqualTo("PAUSED");
    }

    @Test
    void allPermitsGoToAnotherRun() {
        alive("standalone");
        String first = ask(1);
        String second = ask(2);
        inHand(1);
        waits(2, 0);

        JsonNode reason = only("WAITING_FOR_PERMITS");

        assertThat(reason.get("run_id").asString()).isEqualTo(second);
        assertThat(reason.get("detail").asString()).isEqualTo("run " + first);
        assertThat(status().get("moving").asBoolean()).isTrue();
    }

    @Test
    void allThatIsOwedIsTriedAgainLater() {
        alive("standalone");
        String run = ask(1);
        waits(1, 2);

        JsonNode reason = only("WAITING_FOR_RETRY");

        assertThat(reason.get("run_id").asString()).isEqualTo(run);
        assertThat(reason.get("until").asString()).endsWith("Z");
        assertThat(status().get("moving").asBoolean()).isFalse();
        assertThat(status().at("/runs/0/eta_seconds").asInt())
                .as("the wait, and one request")
                .isBetween(30, 130);
    }

    @Test
    @Timeout(60)
    void isToldAsItGoes() throws IOException {
        alive("worker");
        try (Stream stream = new Stream(operator)) {
            assertThat(stream.next("status", event -> true)
                            .at("/reasons/0/code")
                            .asString())
                    .isEqualTo("NO_SCHEDULER");
            assertThat(stream.next("source", event -> true).get("name").asString())
                    .isEqualTo("douban");
            assertThat(stream.next("instance", event -> text(event, "service").equals("worker"))
                            .get("live")
                            .asBoolean())
                    .isTrue();

            String run = gateway.as("OPERATOR")
                    .post("/api/sync/runs", Map.of("source", "douban", "source_ids", List.of(7)))
                    .data()
                    .get("run_id")
                    .asString();
            stream.next("progress", event -> text(event, "run_id").equals(run));
            sql("DELETE FROM instances WHERE service = 'worker'");
            stream.next(
                    "instance",
                    event -> text(event, "service").equals("worker")
                            && !event.get("live").asBoolean());
            operator.post("/api/sync/runs/" + run + "/cancel");
            stream.next("progress", event -> text(event, "state").equals("CANCELLED"));
        }
    }

    @Test
    void isForThoseWhoAreSignedIn() {
        assertThat(gateway.anyone().get("/api/status").status()).isEqualTo(401);
        assertThat(gateway.anyone().get("/api/events").status()).isEqualTo(401);
        assertThat(gateway.as("VIEWER").get("/api/status").status()).isEqualTo(200);
    }

    private static String text(JsonNode event, String field) {
        return event.get(field).asString();
    }

    private static final class Stream implements AutoCloseable {
        private final BufferedReader lines;

        Stream(Client client) {
            lines = new BufferedReader(
                    new InputStreamReader(client.stream("/api/events").body(), StandardCharsets.UTF_8));
        }

        JsonNode next(String name, Predicate<JsonNode> wanted) throws IOException {
            List<String> event = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    event.add(line);
                    continue;
                }
                JsonNode data = Client.JSON.readTree(event.get(1).substring("data:".length()));
                if (event.get(0).equals("event:" + name) && wanted.test(data)) {
                    return data;
                }
                event.clear();
            }
            throw new AssertionError("the stream ended before such a " + name);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private String ask(int id) {
        return operator.post("/api/sync/runs", Map.of("source", "douban", "source_ids", List.of(id)))
                .data()
                .get("run_id")
                .asString();
    }

    /** As the scheduler hands it out. */
    private static void inHand(int id) {
        sql("""
                INSERT INTO subjects (source, source_id, state, priority, due_at, lease, lease_until, first_seen_at)
                VALUES ('douban', '%d', 'LEASED', 0, UTC_TIMESTAMP(3), 1, UTC_TIMESTAMP(3) + INTERVAL 5 MINUTE,
                    UTC_TIMESTAMP(3))""".formatted(id));
    }

    private static void waits(int id, int minutes) {
        sql("""
                INSERT INTO subjects (source, source_id, state, priority, due_at, attempts, first_seen_at)
                VALUES ('douban', '%d', 'WAITING', 0, UTC_TIMESTAMP(3) + INTERVAL %d MINUTE, 1, UTC_TIMESTAMP(3))""".formatted(id, minutes));
    }

    private static void alive(String service) {
        sql("INSERT INTO instances (id, service, version, started_at, seen_at) VALUES ('" + service
                + "-of-this-test', '" + service + "', '1', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL 1 HOUR)");
    }

    private static void sql(String statement) {
        gateway.jdbc().sql(statement).update();
    }

    private JsonNode status() {
        return operator.get("/api/status").data();
    }

    private JsonNode only(String code) {
        JsonNode status = status();
        assertThat(codes(status)).containsExactly(code);
        return status.at("/reasons/0");
    }

    private static List<String> codes(JsonNode status) {
        return status.get("reasons")
                .valueStream()
                .map(reason -> reason.get("code").asString())
                .toList();
    }
}
