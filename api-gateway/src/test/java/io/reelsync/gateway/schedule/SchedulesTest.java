package io.reelsync.gateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Schedules as the API shows and changes them. That schedulers follow is tested with schedulers. */
class SchedulesTest {
    private static Gateway gateway;
    private Client admin;

    @BeforeAll
    static void start() {
        gateway = Gateway.emptied();
    }

    @BeforeEach
    void asNew() {
        gateway.asNew();
        admin = gateway.as("ADMIN");
    }

    @Test
    void makesAScheduleAndTellsItsNextThreeFirings() {
        Answer answer = put(
                "nightly", Map.of("cron", "0 30 2 * * *", "zone", "Asia/Shanghai", "feeds", List.of("tv", "movies")));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode schedule = answer.data();
        assertThat(schedule.get("source").asString()).isEqualTo("douban");
        assertThat(schedule.get("enabled").asBoolean()).isTrue();
        assertThat(schedule.get("next_firings")).hasSize(3);
        schedule.get("next_firings")
                .forEach(firing -> assertThat(firing.asString()).endsWith("T18:30:00Z"));
        assertThat(gateway.as("VIEWER")
                        .get("/api/schedules")
                        .data()
                        .at("/items/0/name")
                        .asString())
                .isEqualTo("nightly");
        assertThat(gateway.as("VIEWER").get("/api/schedules/nightly").data()).isEqualTo(schedule);
    }

    @Test
    void saysWhatIsWrong() {
        Answer answer =
                put("nightly", Map.of("cron", "61 * * * * *", "zone", "Mars", "feeds", List.of("books"), "on", 1));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.invalidFields()).containsExactlyInAnyOrder("cron", "zone", "feeds[0]", "on");
        assertThat(answer.data().toString()).contains("61");
        assertThat(put("nightly", Map.of("cron", "0 0 0 30 2 *", "zone", "UTC", "feeds", List.of("tv")))
                        .invalidFields())
                .containsExactly("cron");
        assertThat(put("Nightly%21", Map.of()).invalidFields()).containsExactly("name");
        assertThat(put("nightly", Map.of()).invalidFields()).containsExactlyInAnyOrder("cron", "zone", "feeds");
        assertThat(admin.get("/api/schedules").data().get("total").asInt()).isZero();
    }

    @Test
    void tellsWhenATimeWouldFireBeforeItIsStored() {
        JsonNode firings = admin.get("/api/firings?cron=0%2030%202%20*%20*%20*&zone=Asia/Shanghai")
                .data();

        assertThat(firings.get("next_firings")).hasSize(5);
        firings.get("next_firings")
                .forEach(firing -> assertThat(firing.asString()).endsWith("T18:30:00Z"));
        assertThat(admin.get("/api/firings?cron=61%20*%20*%20*%20*%20*&zone=Mars")
                        .invalidFields())
                .containsExactlyInAnyOrder("cron", "zone");
        assertThat(admin.get("/api/firings?cron=0%200%200%2030%202%20*&zone=UTC")
                        .invalidFields())
                .containsExactly("cron");
        assertThat(admin.get("/api/firings").invalidFields()).containsExactlyInAnyOrder("cron", "zone");
    }

    @Test
    void tellsWhenOneFiredLastAndThatOneNeverDid() {
        put("daily", Map.of("cron", "0 0 0 * * *", "zone", "UTC", "feeds", List.of("tv")));
        assertThat(admin.get("/api/schedules/daily").data().get("last_fired_at").isNull())
                .isTrue();
        gateway.jdbc().sql("""
                        INSERT INTO sync_runs (id, source, trigger_kind, schedule, firing_at, trace_id, state, requested_at)
                        VALUES (5, 'douban', 'SCHEDULED', 'daily', '2026-05-02 00:00:00', 't', 'COMPLETED', '2026-05-02'),
                            (6, 'douban', 'SCHEDULED', 'daily', '2026-05-01 00:00:00', 't', 'COMPLETED', '2026-05-01')""").update();

        assertThat(admin.get("/api/schedules")
                        .data()
                        .at("/items/0/last_fired_at")
                        .asString())
                .isEqualTo("2026-05-02T00:00:00Z");
    }

    @Test
    void makesNothingUpForAScheduleThatIsEnabledAgainOrHasNewTimes() {
        Map<String, Object> hourly =
                new HashMap<>(Map.of("cron", "0 0 * * * *", "zone", "UTC", "feeds", List.of("tv"), "enabled", true));
        put("hourly", hourly);
        gateway.jdbc()
                .sql("UPDATE schedules SET last_firing_at = '2026-01-01 00:00:00'")
                .update();

        hourly.put("feeds", List.of("tv", "movies"));
        assertThat(lastFiring("hourly", hourly)).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));

        hourly.put("enabled", false);
        put("hourly", hourly);
        hourly.put("enabled", true);
        assertThat(lastFiring("hourly", hourly)).isAfter(Instant.parse("2026-06-01T00:00:00Z"));

        gateway.jdbc()
                .sql("UPDATE schedules SET last_firing_at = '2026-01-01 00:00:00'")
                .update();
        hourly.put("cron", "0 5 * * * *");
        assertThat(lastFiring("hourly", hourly)).isAfter(Instant.parse("2026-06-01T00:00:00Z"));
    }

    @Test
    void showsNoFiringsOfADisabledOneAndARowThatSomebodyBroke() {
        put("off", Map.of("cron", "0 0 * * * *", "zone", "UTC", "feeds", List.of("tv"), "enabled", false));
        gateway.jdbc().sql("""
                        INSERT INTO schedules (name, source, feeds_json, cron, zone, enabled, updated_at)
                        VALUES ('broken', 'douban', '["tv"]', 'never', 'nowhere', 1, UTC_TIMESTAMP(3))""").update();

        JsonNode items = admin.get("/api/schedules").data().get("items");

        assertThat(items).hasSize(2);
        items.forEach(item -> assertThat(item.get("next_firings")).isEmpty());
    }

    @Test
    void takesAllWhoMakeTheSameScheduleAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(6);
        Callable<Integer> make = () -> put("same", Map.of("cron", "0 0 * * * *", "zone", "UTC", "feeds", List.of("tv")))
                .status();

        List<Future<Integer>> made = threads.invokeAll(Collections.nCopies(12, make));
        threads.shutdown();

        for (Future<Integer> status : made) {
            assertThat(status.get()).isEqualTo(200);
        }
        assertThat(admin.get("/api/schedules").data().get("total").asInt()).isEqualTo(1);
    }

    @Test
    void listsSchedulesByTheirNamesPageByPage() {
        for (String name : List.of("c", "a", "b")) {
            put(name, Map.of("cron", "0 0 * * * *", "zone", "UTC", "feeds", List.of("tv")));
        }

        JsonNode first = admin.get("/api/schedules?size=2").data();
        JsonNode second = admin.get("/api/schedules?size=2&page=1").data();

        assertThat(first.get("items").findValuesAsString("name")).containsExactly("a", "b");
        assertThat(second.get("items").findValuesAsString("name")).containsExactly("c");
        assertThat(second.get("total").asInt()).isEqualTo(3);
    }

    @Test
    void removesASchedule() {
        put("gone", Map.of("cron", "0 0 * * * *", "zone", "UTC", "feeds", List.of("tv")));

        assertThat(admin.send("DELETE", "/api/schedules/gone", null, null).status())
                .isEqualTo(200);
        assertThat(admin.send("DELETE", "/api/schedules/gone", null, null).status())
                .isEqualTo(404);
        assertThat(admin.get("/api/schedules/gone").status()).isEqualTo(404);
    }

    private Instant lastFiring(String name, Map<String, Object> body) {
        return Instant.parse(put(name, body).data().get("last_firing_at").asString());
    }

    private Answer put(String name, Map<String, ?> body) {
        return admin.send("PUT", "/api/schedules/" + name, Client.JSON.writeValueAsString(body), "application/json");
    }
}
