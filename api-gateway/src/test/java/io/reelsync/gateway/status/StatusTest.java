package io.reelsync.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.cluster.SourceSignals;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Gateway;
import io.reelsync.history.AnswerTimes;
import io.reelsync.history.SourceHistory;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Trip;
import io.reelsync.limit.PauseReason;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Permits;
import io.reelsync.source.Rate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StatusTest {
    private static Gateway gateway;
    private Client viewer;

    @BeforeAll
    static void start() {
        gateway = Gateway.emptied();
    }

    @BeforeEach
    void asNew() {
        gateway.asNew();
        viewer = gateway.as("VIEWER");
    }

    @Test
    void showsASourceThatIsOpen() {
        JsonNode source = source();

        assertThat(source.get("name").asString()).isEqualTo("douban");
        assertThat(source.get("rate").asString()).isEqualTo("1/6s");
        assertThat(source.get("state").asString()).isEqualTo("open");
        assertThat(source.get("paused_until").isNull()).isTrue();
        assertThat(source.get("permits_used_last_minute").asInt()).isZero();
        assertThat(source.get("queue_depth").isNull()).isTrue();
        assertThat(source.get("label").asString()).isEqualTo("豆瓣");
        assertThat(source.get("feeds").valueStream().map(JsonNode::asString)).startsWith("movies", "tv");
        assertThat(source.at("/feed_details/1/kind").asString()).isEqualTo("tv");
        assertThat(source.at("/feed_details/1/size").asInt()).isEqualTo(80);
    }

    @Test
    void setsARateForAllAndTakesItBack() {
        Client admin = gateway.as("ADMIN");

        Client.Answer set = put(admin, "\" 1/2s \"");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.data().get("rate").asString()).isEqualTo("1/2s");
        try (Gateway other = gateway.another()) {
            JsonNode elsewhere = other.as("VIEWER").get("/api/sources").data().get(0);
            assertThat(elsewhere.get("rate").asString()).isEqualTo("1/2s");
            assertThat(elsewhere.get("rate_setting").asString()).isEqualTo("1/6s");
            assertThat(elsewhere.get("rate_origin").asString()).isEqualTo("api");
            assertThat(elsewhere.get("rate_set_by").asString()).isNotEmpty();
            assertThat(elsewhere.get("rate_set_at").asString()).endsWith("Z");
        }
        assertThat(usefulWorkers().get("permits_per_second").asDouble()).isEqualTo(0.5);
        assertThat(admin.get("/api/audit")
                        .data()
                        .get("items")
                        .valueStream()
                        .filter(line -> line.get("path").asString().endsWith("/rate"))
                        .map(line -> line.get("detail").asString()))
                .containsExactly("douban: 1/6s -> 1/2s");

        assertThat(put(admin, "null").data().get("rate").asString()).isEqualTo("1/6s");
        assertThat(source().get("rate_origin").asString()).isEqualTo("setting");
        put(admin, "\"1/9s\"");
        assertThat(delete(admin, "douban").data().get("rate").asString()).isEqualTo("1/6s");
        assertThat(delete(admin, "imaginary").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "unlimited, only where the setting is",
        "11/6s, at most 10 times the setting",
        "1000/1s, at most 10 times the setting",
        "1000/3ms, so close apart",
        "0/6s, 1 to 1000 permits",
        "1/25h, time of 1ms to 24h",
        "fast, write PERMITS/TIME",
        "-1/6s, write PERMITS/TIME"
    })
    void refusesARateThatIsOutOfBoundsWithTheReason(String rate, String reason) {
        Client.Answer refused = put(gateway.as("ADMIN").with("Accept-Language", "en"), "\"" + rate + "\"");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.data().at("/errors/0/field").asString()).isEqualTo("rate");
        assertThat(refused.data().at("/errors/0/message").asString()).contains(reason);
        assertThat(source().get("rate").asString()).isEqualTo("1/6s");
    }

    @Test
    void showsWhatASchedulerHasMeasuredAndWhatIsInHand() {
        gateway.bean(SourceSignals.class).write("douban", new SourceSignals.Signals(7L, 12, 0.25));
        gateway.jdbc().sql("""
                        INSERT INTO subjects (source, source_id, state, priority, first_seen_at)
                        VALUES ('douban', 1, 'LEASED', 0, UTC_TIMESTAMP(3))""").update();

        JsonNode source = source();

        assertThat(source.get("queue_depth").asInt()).isEqualTo(7);
        assertThat(source.get("due_subjects").asInt()).isEqualTo(12);
        assertThat(source.get("freshness").asDouble()).isEqualTo(0.25);
        assertThat(source.get("in_hand").asInt()).isEqualTo(1);
        assertThat(source.get("measured_at").isNull()).isFalse();
    }

    @Test
    void showsAPauseWithItsEndAndReason() {
        gateway.bean(Pauses.class).pause("douban", PauseReason.THROTTLED, "429", Duration.ofMinutes(5));

        JsonNode source = source();

        assertThat(source.get("state").asString()).isEqualTo("paused");
        assertThat(source.get("pause_reason").asString()).isEqualTo("THROTTLED");
        assertThat(source.get("paused_until").asString()).endsWith("Z");
    }

    @Test
    void aSourceIsPausedOnceAllItsRoutesAre() {
        CircuitBreaker breaker = gateway.bean(CircuitBreaker.class);
        breaker.trip(Key.route("douban", "page"), new Trip("CHALLENGED", "robots", Duration.ofMinutes(5)));

        assertThat(source().get("state").asString()).isEqualTo("open");
        assertThat(source().at("/pauses/0/route").asString()).isEqualTo("page");

        breaker.trip(Key.route("douban", "json"), new Trip("CHALLENGED", "robots", Duration.ofMinutes(9)));
        assertThat(source().get("state").asString()).isEqualTo("paused");
        assertThat(source().get("paused_until")).isEqualTo(source().at("/pauses/1/until"));
    }

    @Test
    void countsThePermitsThatWereUsed() throws InterruptedException {
        Permits permits = gateway.bean(Permits.class);
        Rate rate = new Rate(10, Duration.ofSeconds(1));
        int used = 0;
        while (used < 2) {
            var answer =
                    permits.acquire(new Permits.Request("douban", rate, Duration.ofSeconds(10), false, () -> true));
            assertThat(answer).isInstanceOf(Permits.Result.Granted.class);
            // One that a busy machine holds up is good no more: it isn't used, and isn't counted.
            used += ((Permits.Result.Granted) answer).permit().use() ? 1 : 0;
        }
        assertThat(permits.acquire(new Permits.Request("douban", rate, Duration.ofSeconds(10), false, () -> true)))
                .isInstanceOf(Permits.Result.Granted.class);

        // Uses are counted a few seconds later, together.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        source().get("permits_used_last_minute").asInt())
                .isEqualTo(2));
    }

    @Test
    void showsEveryLiveInstanceAndForgetsOneThatStops() {
        Gateway other = gateway.another();
        await().untilAsserted(() -> assertThat(instances()).hasSize(2));
        JsonNode first = instances().get(0);
        assertThat(first.get("service").asString()).isEqualTo("gateway");
        assertThat(first.get("version").asString()).isNotEmpty();
        assertThat(first.get("tasks_in_hand").asInt()).isZero();
        assertThat(first.get("concurrency").isNull()).isTrue();
        assertThat(first.get("last_seen").asString()).endsWith("Z");
        assertThat(first.get("host").asString()).isNotEmpty();
        assertThat(first.get("heap_bytes").asLong())
                .isBetween(1L, first.get("heap_limit_bytes").asLong());

        other.close();

        assertThat(instances()).hasSize(1);
    }

    @Test
    void takesOneForDeadThatIsNoLongerSeen() {
        gateway.jdbc().sql("""
                        INSERT INTO instances (id, service, version, started_at, seen_at)
                        VALUES ('a', 'worker', '1', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL 14 SECOND),
                            ('b', 'worker', '1', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL 16 SECOND)""").update();

        assertThat(instances()
                        .valueStream()
                        .filter(instance -> instance.get("service").asString().equals("worker"))
                        .map(instance -> instance.get("id").asString()))
                .containsExactly("a");
    }

    @Test
    void tellsWhichSchedulerHandsOutTasks() {
        gateway.jdbc().sql("""
                        INSERT INTO instances (id, service, version, started_at, seen_at)
                        VALUES ('one', 'scheduler', '1', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
                            ('two', 'scheduler', '1', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""").update();
        gateway.jdbc().sql("""
                        INSERT INTO shedlock (name, lock_until, locked_at, locked_by)
                        VALUES ('dispatch', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 'two'),
                            ('housekeeping', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 'one')""").update();

        assertThat(instances()
                        .valueStream()
                        .filter(instance -> instance.get("leads").asBoolean())
                        .map(instance -> instance.get("id").asString()))
                .containsExactly("two");
    }

    @Test
    void tellsHowManyWorkersASourcesLimitCanUse() {
        JsonNode assumed = usefulWorkers();
        assertThat(assumed.get("source").asString()).isEqualTo("douban");
        assertThat(assumed.get("measured").asBoolean()).isFalse();
        assertThat(assumed.get("exchange_seconds").asDouble()).isEqualTo(1);
        assertThat(assumed.get("concurrency").asInt()).isEqualTo(4);
        assertThat(assumed.get("tasks").asInt()).isEqualTo(2);
        assertThat(assumed.get("workers").asInt()).isEqualTo(1);

        gateway.jdbc().sql("""
                        INSERT INTO instances (id, service, version, started_at, seen_at, concurrency)
                        VALUES ('a', 'worker', '1', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 2)""").update();
        gateway.bean(SourceHistory.class)
                .add(
                        "douban",
                        new SourceHistory.Counts(new AnswerTimes(2, 40_000, AnswerTimes.NONE.within()), Map.of()));

        JsonNode measured = usefulWorkers();
        assertThat(measured.get("measured").asBoolean()).isTrue();
        assertThat(measured.get("exchange_seconds").asDouble()).isEqualTo(20);
        // A sixth of a permit a second, and twenty seconds each: four on the wire, and one that waits.
        assertThat(measured.get("tasks").asInt()).isEqualTo(5);
        assertThat(measured.get("concurrency").asInt()).isEqualTo(2);
        assertThat(measured.get("workers").asInt()).isEqualTo(3);
    }

    private static Client.Answer put(Client client, String rate) {
        return client.send("PUT", "/api/sources/douban/rate", "{\"rate\":" + rate + "}", "application/json");
    }

    private static Client.Answer delete(Client client, String source) {
        return client.send("DELETE", "/api/sources/" + source + "/rate", null, null);
    }

    private JsonNode usefulWorkers() {
        return viewer.get("/api/cluster").data().get("useful_workers").get(0);
    }

    private JsonNode source() {
        return viewer.get("/api/sources").data().get(0);
    }

    private JsonNode instances() {
        return viewer.get("/api/cluster").data().get("instances");
    }
}
