package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two of everything, used as a person would: over HTTP. */
class SeveralServicesTest {
    private static final int FILMS = 80;

    @Test
    void completesARunTriggeredAtOneGatewayAndWatchedThroughTheOther() throws Exception {
        try (Cluster cluster = new Cluster().with("reelsync.douban.rate", "20/1s")) {
            Api one = cluster.administrator();
            Api other = cluster.administrator();
            cluster.scheduler();
            cluster.scheduler();
            cluster.worker();
            cluster.worker();

            JsonNode started = one.post("/api/sync/douban/movies", Map.of(), 202);
            String run = started.get("run_id").asString();
            assertThat(started.get("already_running").asBoolean()).isFalse();
            JsonNode again = other.post("/api/sync/douban/movies", Map.of(), 202);
            assertThat(again.get("run_id").asString()).isEqualTo(run);
            assertThat(again.get("already_running").asBoolean()).isTrue();
            List<JsonNode> steps = other.events("/api/sync/runs/" + run + "/events", "progress");

            assertThat(steps).hasSizeGreaterThan(3).allSatisfy(SeveralServicesTest::addsUp);
            JsonNode end = steps.get(steps.size() - 1);
            assertThat(end.get("state").asString()).isEqualTo("COMPLETED");
            assertThat(end.get("created").asInt()).isEqualTo(FILMS);
            assertThat(end.get("listed").asInt()).isEqualTo(FILMS);
            assertThat(steps.get(0).get("state").asString()).isNotEqualTo("COMPLETED");
            assertThat(one.get("/api/sync/runs/" + run).get("created").asInt()).isEqualTo(FILMS);
            assertThat(one.all("/api/videos")).hasSize(FILMS);
            assertThat(new Catalogue(cluster).pagesAskedFor())
                    .as("pages, each fetched once")
                    .hasSize(FILMS)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void showsEveryInstanceAndWhatTheSourceIsGiven() throws Exception {
        try (Cluster cluster = new Cluster()) {
            Api one = cluster.administrator();
            Api other = cluster.administrator();
            cluster.scheduler();
            cluster.worker();
            cluster.worker();
            JsonNode started = other.post("/api/sync/douban/movies", Map.of(), 202);
            cluster.awaitEnd(started.get("run_id").asLong());

            Awaitility.await().untilAsserted(() -> assertThat(one.get("/api/cluster")
                            .get("instances")
                            .valueStream()
                            .map(instance -> instance.get("service").asString()))
                    .containsExactly("gateway", "gateway", "scheduler", "worker", "worker"));
            // Uses are counted a few seconds later, together.
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode source = other.get("/api/sources").get(0);
                assertThat(source.get("permits_used_last_minute").asInt())
                        .as("%s", source)
                        .isEqualTo(cluster.site.requests().size());
                assertThat(source.get("queue_depth").asInt()).isZero();
                assertThat(source.get("due_subjects").asInt()).isZero();
                assertThat(source.get("freshness").asDouble()).isEqualTo(1);
            });
        }
    }

    private static void addsUp(JsonNode run) {
        int sum = 0;
        for (String fate : List.of("outstanding", "created", "changed", "unchanged", "gone", "failed", "cancelled")) {
            sum += run.get(fate).asInt();
        }
        assertThat(run.get("planned").asInt()).as("%s", run).isEqualTo(sum);
    }

    @Test
    void fetchesTitlesThatAreAskedForAlthoughTheyAreFresh() throws Exception {
        try (Cluster cluster = new Cluster()) {
            Api api = cluster.administrator();
            cluster.scheduler();
            cluster.worker();
            cluster.syncFilms(20);
            cluster.site.clearRequests();
            List<Long> asked = cluster.site.listedFilms().subList(15, 25);

            JsonNode started = api.post("/api/sync/runs", Map.of("source", "douban", "source_ids", asked), 202);
            cluster.awaitEnd(started.get("run_id").asLong());

            JsonNode run = api.get("/api/sync/runs/" + started.get("run_id").asString());
            assertThat(run.get("state").asString()).isEqualTo("COMPLETED");
            assertThat(run.get("unchanged").asInt()).isEqualTo(5);
            assertThat(run.get("created").asInt()).isEqualTo(5);
            assertThat(new Catalogue(cluster).pagesAskedFor()).containsExactlyInAnyOrderElementsOf(asked);
            assertThat(api.all("/api/videos")).hasSize(25);
        }
    }

    @Test
    void carriesTheTraceIdFromTheTriggerIntoTheWorkersLog() throws Exception {
        try (Cluster cluster = new Cluster()) {
            Api api = cluster.administrator().with("X-Trace-ID", "trace-of-this-test-4711");
            cluster.scheduler();
            ServiceProcess worker = cluster.workerProcess();

            JsonNode started = api.post("/api/sync/douban/movies", Map.of(), 202);
            String run = started.get("run_id").asString();
            cluster.awaitEnd(started.get("run_id").asLong());
            worker.close();

            Set<Long> logged = new HashSet<>();
            for (JsonNode line : lines(worker)) {
                if (line.path("source_id").isMissingNode()) {
                    continue;
                }
                assertThat(line.get("trace_id").asString()).as("%s", line).isEqualTo("trace-of-this-test-4711");
                assertThat(line.get("run_id").asString()).as("%s", line).isEqualTo(run);
                assertThat(line.get("source").asString()).as("%s", line).isEqualTo("douban");
                assertThat(line.get("message").asString()).contains("豆瓣");
                assertThat(line.has("time") && line.has("logger")).isTrue();
                assertThat(line.get("level").asString()).isEqualTo("info");
                logged.add(line.get("source_id").asLong());
            }
            assertThat(logged)
                    .containsExactlyInAnyOrderElementsOf(
                            cluster.site.listedFilms().subList(0, FILMS));
        }
    }

    private static List<JsonNode> lines(ServiceProcess service) throws IOException {
        JsonMapper json = JsonMapper.shared();
        return Files.readAllLines(service.log()).stream().map(json::readTree).toList();
    }
}
