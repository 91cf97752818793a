package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.run.RunState;
import io.reelsync.source.Rate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

/** A source's rate is set while a run goes on; afterwards the run is seen in the source's history. */
class RateChangeTest {
    private static final int FILMS = 80;

    @Test
    void holdsForAllWorkersAtOnceAndOverRestarts() throws Exception {
        try (Cluster cluster = new Cluster().with("reelsync.douban.rate", "40/1s")) {
            cluster.scheduler();
            cluster.worker();
            cluster.worker();
            Api api = cluster.administrator();
            long run = cluster.startFilms(FILMS);
            cluster.awaitSettled(run, 5);

            api.put("/api/sources/douban/rate", Map.of("rate", "1/600s"));

            RMap<String, String> limit = cluster.bean(RedissonClient.class)
                    .getMap(
                            cluster.settings.get("reelsync.limit.namespace") + ":limit:{douban}:state",
                            StringCodec.INSTANCE);
            await().until(() -> "1".equals(limit.get("rated")));
            assertThat(limit.get("interval")).isEqualTo(micros("1/600s"));
            // What had its permit by then arrives, and one more in ten minutes; more would come within this time
            // otherwise.
            int[] asked = {-1};
            await().during(Duration.ofSeconds(2)).until(() -> {
                int before = asked[0];
                asked[0] = cluster.site.requests().size();
                return asked[0] == before;
            });
            assertThat(asked[0]).isLessThan(FILMS);
            assertThat(cluster.progress(run).run().state()).isEqualTo(RunState.RUNNING);
            assertThat(rate(new Api(cluster.gateway()).signIn("admin", Cluster.ADMIN_PASSWORD)))
                    .as("at a gateway that starts later")
                    .isEqualTo("1/600s");

            api.put("/api/sources/douban/rate", Map.of("rate", "80/1s"));

            assertThat(cluster.awaitEnd(run).run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(limit.get("rated")).isEqualTo("2");
            assertThat(limit.get("interval")).isEqualTo(micros("80/1s"));
            seenInTheHistory(cluster, api);
        }
    }

    /** As if some minutes had passed: what isn't over is not told. */
    private static void seenInTheHistory(Cluster cluster, Api api) {
        await().untilAsserted(() -> assertThat(cluster.sql()
                        .sql("SELECT COALESCE(SUM(created), 0) FROM source_history WHERE step = 'MINUTE'")
                        .query(Long.class)
                        .single())
                .isEqualTo(FILMS));
        cluster.sql()
                .sql("UPDATE source_history SET begins_at = begins_at - INTERVAL 20 MINUTE WHERE step = 'MINUTE'"
                        + " ORDER BY begins_at")
                .update();

        JsonNode points = api.get("/api/history?source=douban&span=hour").get("points");

        assertThat(points.valueStream()
                        .mapToInt(point -> point.at("/outcomes/created").asInt())
                        .sum())
                .isEqualTo(FILMS);
        assertThat(points.valueStream()
                        .mapToInt(point -> point.get("requests").asInt())
                        .sum())
                .isGreaterThan(FILMS);
        assertThat(points.valueStream())
                .anySatisfy(point ->
                        assertThat(point.get("answer_mean_ms").asDouble(0)).isPositive());
    }

    private static String rate(Api api) {
        return api.get("/api/sources").get(0).get("rate").asString();
    }

    private static String micros(String rate) {
        return String.valueOf(Rate.of(rate).interval().toNanos() / 1000);
    }
}
