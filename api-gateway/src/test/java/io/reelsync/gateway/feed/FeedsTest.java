package io.reelsync.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists that people keep, as the API adds, shows and removes them. That they are read is tested with workers. */
class FeedsTest {
    private static final String TOP = "https://m.douban.com/subject_collection/movie_top250";
    private static final String DOULIST = "https://www.douban.com/doulist/240962/";

    private final Gateway gateway = Gateway.shared();
    private final Client operator = gateway.as("OPERATOR");

    @AfterEach
    void clear() {
        gateway.jdbc().sql("DELETE FROM kept_lists").update();
        gateway.jdbc().sql("DELETE FROM schedules WHERE name LIKE 'kept-%'").update();
    }

    private Answer add(Map<String, Object> list) {
        return operator.post("/api/feeds", list);
    }

    private static Answer remove(Client client, String path) {
        return client.send("DELETE", path, null, null);
    }

    private static Answer schedule(Client admin) {
        Map<String, Object> weekly = Map.of("feeds", List.of("movie-top250"), "cron", "0 0 0 * * 1", "zone", "UTC");
        return admin.send(
                "PUT", "/api/schedules/kept-weekly", Client.JSON.writeValueAsString(weekly), "application/json");
    }

    @Test
    void keepsAListByItsLinkAndShowsItBesideTheSourcesOwn() {
        Answer added = add(Map.of("link", "m.douban.com/subject_collection/movie_top250?from=app"));

        assertThat(added.status()).isEqualTo(201);
        JsonNode list = added.data();
        assertThat(list.get("name").asString()).isEqualTo("movie-top250");
        assertThat(list.get("source").asString()).isEqualTo("douban");
        assertThat(list.get("link").asString()).isEqualTo(TOP);
        assertThat(list.get("size").asInt()).isEqualTo(250);
        assertThat(list.get("added_by").asString()).startsWith("u");
        JsonNode feeds = gateway.as("VIEWER").get("/api/feeds?size=200").data().get("items");
        assertThat(feeds.valueStream()).contains(list).anySatisfy(own -> {
            assertThat(own.get("name").asString()).isEqualTo("movies");
            assertThat(own.get("link").isNull()).isTrue();
            assertThat(own.get("size").asInt()).isEqualTo(80);
        });
        assertThat(gateway.as("VIEWER").get("/api/feeds?size=3&page=1").data().get("items"))
                .hasSize(3);
    }

    @Test
    void takesANameAndASizeAndACollectionsOwnName() {
        JsonNode list = add(Map.of("source", "douban", "link", "tv_korean", "name", "korea", "size", 10_000))
                .data();

        assertThat(list.get("name").asString()).isEqualTo("korea");
        assertThat(list.get("size").asInt()).isEqualTo(10_000);
        assertThat(list.get("link").asString()).endsWith("/tv_korean");
    }

    @Test
    void saysWhatIsWrongWithEachField() {
        add(Map.of("link", DOULIST, "name", "mine"));

        Answer wrong = add(Map.of("link", "https://example.org/list/7", "name", "No name", "size", 10_001, "x", 1));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.invalidFields()).containsExactlyInAnyOrder("link", "name", "size", "x");
        assertThat(wrong.data().toString()).contains("www.douban.com/doulist");
        assertThat(add(Map.of("link", TOP, "source", "imaginary")).invalidFields())
                .containsExactly("source");
        assertThat(add(Map.of("link", TOP, "name", "mine")).invalidFields()).containsExactly("name");
        assertThat(add(Map.of("link", TOP, "name", "movies")).invalidFields()).containsExactly("name");
        assertThat(add(Map.of("link", "m.douban.com/doulist/240962")).data().toString())
                .contains("\"link\"", "mine");
        assertThat(add(Map.of()).invalidFields()).containsExactly("link");
        assertThat(add(Map.of("link", TOP, "size", 0)).invalidFields()).containsExactly("size");
        assertThat(gateway.jdbc()
                        .sql("SELECT COUNT(*) FROM kept_lists")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:6379/subject_collection/x",
                "http://169.254.169.254/doulist/1/",
                "https://m.douban.com.example.org/subject_collection/x",
                "https://m.douban.com@127.0.0.1/subject_collection/x",
                "https://example.org/?uri=https://m.douban.com/subject_collection/x",
                "file:///etc/passwd",
                "https://m.douban.com/subject_collection/../../x",
                "https://www.douban.com/doulist/1%0d%0aHost:x/",
                "https://movie.douban.com/people/%2e%2e/wish"
            })
    void takesNoAddressOfElsewhereForAList(String link) {
        assertThat(add(Map.of("link", link)).invalidFields()).containsExactly("link");
    }

    @Test
    void givesListsOfTheSameNameANumber() {
        add(Map.of("link", "https://m.douban.com/subject_collection/ECPE465QY"));

        assertThat(add(Map.of("link", "https://m.douban.com/subject_collection/ECPe465QY"))
                        .data()
                        .get("name")
                        .asString())
                .isEqualTo("ecpe465qy-2");
    }

    @Test
    void runsAndSchedulesNameItLikeAnyOther() {
        add(Map.of("link", TOP, "size", 7));
        Map<String, Object> body = Map.of("source", "douban", "feeds", List.of("tv", "movie-top250"));

        String run = operator.post("/api/sync/runs", body).data().get("run_id").asString();

        assertThat(gateway.jdbc().sql("""
                        SELECT CONCAT_WS(' ', feed, wanted, COALESCE(link, 'own')) FROM sync_run_feeds
                        WHERE run_id = ? ORDER BY feed""").param(run).query(String.class).list())
                .containsExactly("movie-top250 7 " + TOP, "tv 80 own");
        operator.post("/api/sync/runs/" + run + "/cancel");
        assertThat(schedule(gateway.as("ADMIN")).status()).isEqualTo(200);
        assertThat(operator.post("/api/sync/runs", Map.of("source", "douban", "feeds", List.of("movie-top251")))
                        .data()
                        .toString())
                .contains("feeds[0]", "movie-top250");
    }

    @Test
    void isNotRemovedWhileAScheduleNamesIt() {
        add(Map.of("link", TOP));
        Client admin = gateway.as("ADMIN");
        schedule(admin);

        Answer refused = remove(operator, "/api/feeds/movie-top250");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).contains("kept-weekly");
        remove(admin, "/api/schedules/kept-weekly");
        assertThat(remove(operator, "/api/feeds/movie-top250?source=douban").status())
                .isEqualTo(200);
        assertThat(remove(operator, "/api/feeds/movie-top250").status()).isEqualTo(404);
        assertThat(remove(operator, "/api/feeds/movies").status()).isEqualTo(409);
        assertThat(gateway.jdbc()
                        .sql(
                                "SELECT detail FROM audit_log WHERE method = 'DELETE' AND path LIKE '/api/feeds/%' AND status = 200")
                        .query(String.class)
                        .list())
                .contains("douban movie-top250 " + TOP);
    }

    @Test
    void isKeptOnceWhoeverAddsItAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            Callable<Integer> adding = () -> add(Map.of("link", DOULIST)).status();
            List<Integer> statuses = threads
                    .invokeAll(IntStream.range(0, 6).mapToObj(i -> adding).toList())
                    .stream()
                    .map(FeedsTest::get)
                    .toList();

            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 422);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int get(Future<Integer> status) {
        try {
            return status.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
