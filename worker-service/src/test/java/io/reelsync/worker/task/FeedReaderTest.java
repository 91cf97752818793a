package io.reelsync.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunStarter;
import io.reelsync.run.SyncRuns;
import io.reelsync.task.FeedTask;
import io.reelsync.task.TaskPublisher;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.WorkerUnderTest;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedReaderTest {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static volatile String list = "";
    private static HttpServer site;
    private static WorkerUnderTest worker;
    private long run;

    @BeforeAll
    static void start() throws Exception {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] body = list.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        site.start();
        worker = new WorkerUnderTest(
                "100/1s",
                URI.create("http://127.0.0.1:" + site.getAddress().getPort()),
                Map.of(
                        "spring.datasource.hikari.data-source-properties.sessionVariables",
                        "innodb_lock_wait_timeout=1"));
    }

    @BeforeEach
    void asNew() {
        worker.asNew();
        worker.sql().sql("""
                        SELECT constraint_name FROM information_schema.table_constraints
                        WHERE table_schema = DATABASE() AND constraint_name = 'refused'""").query(String.class).list().forEach(name -> worker.sql()
                .sql("ALTER TABLE videos DROP CONSTRAINT " + name)
                .update());
        run = worker.bean(RunStarter.class)
                .feeds("douban", List.of("movies"), feed -> 80, new RunStarter.Requester("test", "trace-of-the-test"))
                .runId();
        worker.bean(SyncRuns.class).begin(run);
    }

    @AfterAll
    static void stop() {
        worker.close();
        site.stop(0);
    }

    @Test
    void storesAListAndEndsTheFeed() throws Exception {
        list = listOf("片名");

        read();

        assertThat(feed()).isEqualTo("READ 0");
        assertThat(worker.bean(SyncRuns.class).find(run).orElseThrow().outstanding())
                .isEqualTo(1);
    }

    @Test
    void listThatTheDatabaseRefusesSpendsAnAttemptAndIsGivenUpAtLast() throws Exception {
        refuse("片名");
        list = listOf("片名");

        for (int attempt = 1; attempt <= 4; attempt++) {
            read();
            assertThat(feed()).isEqualTo("OUTSTANDING " + attempt + " BAD_LIST");
        }
        read();

        assertThat(feed()).isEqualTo("FAILED 5 BAD_LIST");
        assertThat(titles()).isEmpty();
    }

    @Test
    void listGoesOnWithoutEntriesThatCanNotBeReadOrStored() throws Exception {
        refuse("坏");
        list = listOf("甲", "坏", "", "乙");
        double before = leftOut();

        read();

        assertThat(feed()).isEqualTo("READ 0");
        assertThat(titles()).containsExactly("甲", "乙");
        assertThat(worker.bean(SyncRuns.class).find(run).orElseThrow().listed()).isEqualTo(2);
        assertThat(leftOut() - before).isEqualTo(2);
    }

    private static double leftOut() {
        return worker.bean(MeterRegistry.class)
                .counter(MetricNames.ENTRIES_LEFT_OUT, "source", "douban")
                .count();
    }

    @Test
    void titleThatIsLongerThanItsColumnIsStoredWithItsList() throws Exception {
        list = listOf("甲", "长".repeat(256));

        read();

        assertThat(feed()).isEqualTo("READ 0");
        assertThat(titles()).containsExactly("甲", "长".repeat(256));
    }

    @Test
    void emptyListIsNoList() throws Exception {
        list = "{\"items\":[],\"total\":0}";

        read();

        assertThat(feed()).isEqualTo("OUTSTANDING 1 BAD_LIST");
    }

    @Test
    void cursorThatTheSourceDoesNotKnowSpendsAnAttempt() throws Exception {
        list = listOf("片名");
        worker.sql().sql("UPDATE sync_run_feeds SET next_cursor = 'page 2'").update();

        read();

        assertThat(feed()).isEqualTo("OUTSTANDING 1 BAD_LIST");
        assertThat(titles()).isEmpty();
    }

    @Test
    void listThatWaitsTooLongForALockSpendsNoAttempt() throws Exception {
        list = listOf("片名");
        FeedTask task = lease();
        Set<String> waits = new HashSet<>();
        try (Connection holder = worker.bean(DataSource.class).getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().executeQuery("SELECT * FROM sync_runs FOR UPDATE");

            TaskPublisher broker = worker.bean(TaskPublisher.class);
            assertThat(broker.publish(List.of(new TaskPublisher.Traced(task, "trace-of-the-test"))))
                    .isEmpty();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                waits.addAll(waitsForLocks());
                return waits.size() > 1;
            });
            holder.rollback();
        }

        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(feed())
                .isEqualTo("READ 0"));
    }

    /** When each began that is under way. */
    private List<String> waitsForLocks() {
        return worker.sql().sql("""
                                SELECT trx_wait_started FROM information_schema.innodb_trx
                                JOIN information_schema.processlist p ON p.id = trx_mysql_thread_id
                                WHERE trx_wait_started IS NOT NULL AND p.db = DATABASE()""").query(String.class).list();
    }

    private void read() throws InterruptedException {
        worker.bean(FeedReader.class).read(lease(), false);
    }

    private FeedTask lease() {
        worker.sql().sql("UPDATE sync_run_feeds SET due_at = UTC_TIMESTAMP(3)").update();
        RunFeeds.LeasedFeed leased =
                worker.bean(RunFeeds.class).leaseDue("douban", 1, LEASE).get(0);
        return new FeedTask("douban", leased.lease(), run, "movies", LEASE.toSeconds());
    }

    private String feed() {
        return worker.sql()
                .sql("SELECT CONCAT_WS(' ', state, attempts, reason) FROM sync_run_feeds")
                .query(String.class)
                .single();
    }

    /** As a database does for a reason of its own. */
    private void refuse(String title) {
        worker.sql()
                .sql("ALTER TABLE videos ADD CONSTRAINT refused CHECK (title <> '" + title + "')")
                .update();
    }

    private List<String> titles() {
        return worker.sql()
                .sql("SELECT COALESCE(title_full, title) FROM videos ORDER BY source_id")
                .query(String.class)
                .list();
    }

    private static String listOf(String... titles) {
        return IntStream.range(0, titles.length)
                .mapToObj(i -> "{\"id\":\"" + (7 + i) + "\",\"title\":\"" + titles[i]
                        + "\",\"type\":\"movie\",\"card\":\"subject\","
                        + "\"rating\":{\"value\":7.5,\"count\":10},\"pic\":{\"normal\":\"https://img.example/7.jpg\"}}")
                .collect(Collectors.joining(",", "{\"items\":[", "],\"total\":" + titles.length + "}"));
    }
}
