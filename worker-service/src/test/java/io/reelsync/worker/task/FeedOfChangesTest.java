package io.reelsync.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunStarter;
import io.reelsync.run.SyncRuns;
import io.reelsync.task.FeedTask;
import io.reelsync.worker.WorkerUnderTest;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that tells what has changed since it was last read, behind a token. */
class FeedOfChangesTest {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final String TOKEN = "made-up-token";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 200;
    private volatile String answer = "{\"page\": 1, \"results\": [{\"id\": 7}, {\"id\": 8}], \"total_pages\": 1}";
    private HttpServer site;
    private WorkerUnderTest worker;

    @BeforeEach
    void start() throws Exception {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        site.start();
        worker = new WorkerUnderTest(
                "100/1s",
                null,
                Map.of(
                        "reelsync.tmdb.token",
                        TOKEN,
                        "reelsync.tmdb.api-url",
                        "http://127.0.0.1:" + site.getAddress().getPort() + "/3",
                        "reelsync.tmdb.rate",
                        "100/1s"));
        know("movie/7");
        know("tv/7");
    }

    @AfterEach
    void stop() {
        worker.close();
        site.stop(0);
    }

    @Test
    void readsWhatHasChangedSinceTheLastReading() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        read();
        assertThat(asked)
                .containsExactly(
                        "/3/movie/changes?start_date=" + today.minusDays(1) + "&end_date=" + today + "&page=1 Bearer "
                                + TOKEN,
                        "/3/tv/changes?start_date=" + today.minusDays(1) + "&end_date=" + today + "&page=1 Bearer "
                                + TOKEN);
        assertThat(feed()).isEqualTo("READ 0");
        assertThat(due()).containsExactly("movie/7", "tv/7");
        worker.sql().sql("UPDATE subjects SET due_at = NULL").update();
        worker.sql()
                .sql(
                        "UPDATE sync_runs SET state = 'COMPLETED', active_key = NULL, started_at = UTC_TIMESTAMP(3) - INTERVAL 5 DAY")
                .update();
        asked.clear();

        read();

        assertThat(asked.get(0)).startsWith("/3/movie/changes?start_date=" + today.minusDays(5) + "&end_date=" + today);
        assertThat(due()).containsExactly("movie/7", "tv/7");
    }

    @Test
    void listOfChangesMayBeEmpty() throws Exception {
        answer = "{\"page\": 1, \"results\": [], \"total_pages\": 0}";

        read();

        assertThat(feed()).isEqualTo("READ 0");
        assertThat(asked).hasSize(2);
    }

    @Test
    void oneRefusalOfTheTokenPausesTheSourceAndSpendsNoAttempt() throws Exception {
        status = 401;
        answer = "{\"success\": false, \"status_code\": 7, \"status_message\": \"Invalid API key.\"}";

        read();

        assertThat(asked).hasSize(1);
        assertThat(feed()).isEqualTo("OUTSTANDING 0");
        assertThat(worker.sql()
                        .sql(
                                "SELECT CONCAT_WS(' ', reason, detail) FROM circuit_breakers WHERE blocked_until > UTC_TIMESTAMP(3)")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(pause -> assertThat(pause)
                        .startsWith("CHALLENGED the token is refused (code 7 Invalid API key.)")
                        .doesNotContain(TOKEN));
    }

    private void know(String id) {
        worker.sql().sql("""
                        INSERT INTO subjects (source, source_id, title, state, priority, detailed_at, first_seen_at)
                        VALUES ('tmdb', ?, 'A title', 'WAITING', 3, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""").param(id).update();
    }

    private void read() throws InterruptedException {
        long run = worker.bean(RunStarter.class)
                .feeds(
                        "tmdb",
                        List.of("changes"),
                        feed -> 1_000_000,
                        new RunStarter.Requester("test", "trace-of-the-test"))
                .runId();
        worker.bean(SyncRuns.class).begin(run);
        RunFeeds.LeasedFeed leased =
                worker.bean(RunFeeds.class).leaseDue("tmdb", 1, LEASE).get(0);
        worker.bean(FeedReader.class)
                .read(new FeedTask("tmdb", leased.lease(), leased.runId(), "changes", LEASE.toSeconds()), false);
    }

    private String feed() {
        return worker.sql()
                .sql("SELECT CONCAT_WS(' ', state, attempts, reason) FROM sync_run_feeds")
                .query(String.class)
                .single();
    }

    private List<String> due() {
        return worker.sql()
                .sql("SELECT source_id FROM subjects WHERE due_at <= UTC_TIMESTAMP(3) ORDER BY source_id")
                .query(String.class)
                .list();
    }
}
