package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.source.stub.StubSite;
import io.reelsync.task.QueueTopology;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A source in a jar of its own beside the first one: none of the services has a line that knows of it. */
class SecondSourceTest {
    private static final int FILMS = 25;
    private static final int SERIES = 12;
    private static final int RATE = 10;
    /** Of a machine that is slow at first. */
    private static final double TOLERANCE = 1.1;

    private final StubSite stub = StubSite.start(FILMS, SERIES);

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void hasItsQueueLimitMetricsAndPauseOfItsOwn() throws Exception {
        try (Cluster cluster =
                new Cluster().with("reelsync.stub.url", stub.url()).with("reelsync.stub.rate", RATE + "/1s")) {
            Api api = cluster.administrator();
            cluster.scheduler();
            ConfigurableApplicationContext worker = cluster.worker();

            RunProgress end = cluster.awaitEnd(startStub(api, Map.of("feeds", List.of("films", "series"))));

            assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(end.listed()).isEqualTo(FILMS + SERIES);
            assertThat(end.created()).isEqualTo(FILMS + SERIES);
            assertThat(stored(cluster)).containsExactly("movie " + FILMS, "tv " + SERIES);
            assertThat(titlesOfNumber(api, 7)).containsExactlyInAnyOrder("movie/7 Film 7", "show/7 Show 7");
            QueueTopology queues = worker.getBean(QueueTopology.class);
            AmqpAdmin broker = worker.getBean(AmqpAdmin.class);
            assertThat(List.of(queues.tasksOf("stub"), queues.urgentTasksOf("stub")))
                    .allMatch(queue -> broker.getQueueInfo(queue) != null);
            assertThat(requestsPerSecond()).isLessThanOrEqualTo(RATE * TOLERANCE);
            // Uses are counted a few seconds later, together.
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            source(api, "stub").get("permits_used_last_minute").asInt())
                    .isEqualTo(stub.requests().size()));
            assertThat(metrics(worker))
                    .anyMatch(line -> line.startsWith("reelsync_tasks_total{")
                            && line.contains("source=\"stub\"")
                            && line.contains("outcome=\"created\"")
                            && line.endsWith("} " + (double) (FILMS + SERIES)));

            JsonNode refused = api.with("Accept-Language", "en")
                    .post("/api/sync/runs", Map.of("source", "stub", "source_ids", List.of("movie/7", 7)), 422)
                    .get("errors");
            assertThat(refused.valueStream().map(JsonNode::toString))
                    .containsExactly(
                            "{\"field\":\"source_ids[1]\",\"message\":\"must be movie/ or show/ and a number of"
                                    + " 1 to 9 digits, as movie/7\"}");

            JsonNode both = runOfBoth(cluster, api);
            assertThat(parts(both)).containsExactly("douban 80 listed, 80 created", "stub 2 listed, 2 unchanged");

            stub.refuseOnce(Duration.ofMinutes(5));
            startStub(api, Map.of("source_ids", List.of("show/7")));
            Awaitility.await()
                    .until(() -> source(api, "stub").get("state").asString().equals("paused"));
            List<Long> films = cluster.site.listedFilms().subList(0, 5);
            assertThat(cluster.awaitEnd(cluster.startSubjects(films)).unchanged())
                    .isEqualTo(films.size());
            assertThat(source(api, "douban").get("state").asString()).isEqualTo("open");
            assertThat(source(api, "stub").get("state").asString()).isEqualTo("paused");
        }
    }

    /** One run of a feed of the first source and titles of the second. */
    private static JsonNode runOfBoth(Cluster cluster, Api api) {
        Map<String, Object> films = Map.of("source", "douban", "feeds", List.of("movies"));
        Map<String, Object> titles = Map.of("source", "stub", "source_ids", List.of("movie/3", "show/4"));
        JsonNode refused = api.with("Accept-Language", "en")
                .post("/api/sync/runs", Map.of("sources", List.of(titles, titles)), 422)
                .get("errors");
        assertThat(refused.valueStream().map(JsonNode::toString))
                .containsExactly("{\"field\":\"sources[1].source\",\"message\":\"each source can be named once\"}");
        String run = api.post("/api/sync/runs", Map.of("sources", List.of(titles, films)), 202)
                .get("run_id")
                .asString();
        assertThat(cluster.awaitEnd(Long.parseLong(run)).run().state()).isEqualTo(RunState.COMPLETED);
        return api.get("/api/sync/runs/" + run);
    }

    private static List<String> parts(JsonNode run) {
        return run.get("parts")
                .valueStream()
                .map(part -> part.get("source").asString() + " " + part.get("listed") + " listed"
                        + told(part, "created") + told(part, "unchanged") + told(part, "failed"))
                .toList();
    }

    private static String told(JsonNode part, String count) {
        return part.get(count).asInt() == 0 ? "" : ", " + part.get(count) + " " + count;
    }

    private static long startStub(Api api, Map<String, Object> wanted) {
        Map<String, Object> body = new HashMap<>(wanted);
        body.put("source", "stub");
        return api.post("/api/sync/runs", body, 202).get("run_id").asLong();
    }

    private static JsonNode source(Api api, String name) {
        return api.get("/api/sources")
                .valueStream()
                .filter(source -> source.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Ids and titles of the stub's videos whose ids have that number. */
    private static List<String> titlesOfNumber(Api api, int number) {
        return api.all("/api/videos").stream()
                .filter(video -> video.get("source").asString().equals("stub")
                        && video.get("source_id").asString().endsWith("/" + number))
                .map(video -> video.get("source_id").asString() + " "
                        + video.get("title").asString())
                .toList();
    }

    /** How many of each kind are stored. */
    private static List<String> stored(Cluster cluster) {
        return cluster.sql()
                .sql("SELECT CONCAT(type, ' ', COUNT(*)) FROM videos WHERE source = 'stub' GROUP BY type ORDER BY type")
                .query(String.class)
                .list();
    }

    private double requestsPerSecond() {
        List<StubSite.Request> all = stub.requests();
        long nanos = all.get(all.size() - 1).nanoTime() - all.get(0).nanoTime();
        return (all.size() - 1) / (nanos / 1e9);
    }

    private static List<String> metrics(ConfigurableApplicationContext service) throws Exception {
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .toList();
    }
}
