package io.reelsync.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Videos;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.WorkerUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** Datasets that are got by themselves, from a site that tells versions and from a file. */
class ScheduledImportsTest {
    private static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    static Path folder;

    private static HttpServer site;
    private static volatile byte[] content = new byte[0];
    private static volatile String version = "";
    private static volatile int status = 200;
    private static volatile boolean heedsVersions = true;
    private static WorkerUnderTest worker;
    private static Path file;
    private static String address;
    private static ScheduledImports imports;

    @BeforeAll
    static void start() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", ScheduledImportsTest::answer);
        site.start();
        address = "http://127.0.0.1:" + site.getAddress().getPort() + "/title.ratings.tsv.gz";
        file = folder.resolve("title.akas.tsv.gz");
        offer();
        worker = new WorkerUnderTest("1/1s", null, Map.of("reelsync.imdb.datasets", address + "," + file));
        // By itself, as soon as it has started; then at the tests' word.
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> outcomes()
                .equals(List.of("IMPORTED", "IMPORTED")));
        imports = worker.bean(ScheduledImports.class);
        imports.stop();
    }

    private static void offer() throws IOException {
        offer("\"one\"", gzip("tconst\taverageRating\tnumVotes\ntt0000001\t8.1\t900\n"));
        Files.write(
                file,
                gzip("titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
                        + "tt0000001\t1\tLetters from Long Bridge\tUS\ten\t\\N\t\\N\t0\n"));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        ASKED.add(String.valueOf(known));
        exchange.getResponseHeaders().add("ETag", version);
        if (version.equals(known) && heedsVersions) {
            exchange.sendResponseHeaders(304, -1);
        } else if (status != 200) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(200, content.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content);
            }
        }
        exchange.close();
    }

    @AfterAll
    static void close() {
        worker.close();
        site.stop(0);
    }

    @BeforeEach
    void store() throws IOException {
        List.of("statements", "statement_names", "videos", "video_changes", "dataset_imports", "dataset_locations")
                .forEach(table -> worker.sql().sql("DELETE FROM " + table).update());
        FieldValues values = FieldValues.none();
        values.set(VideoField.TITLE, "长桥来信");
        values.set(VideoField.IMDB_ID, "tt0000001");
        worker.bean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            worker.bean(Statements.class)
                    .store(List.of(
                            new Statements.Told(new Statement(new SubjectId("douban", "1"), 1, values), "page", null)));
            worker.bean(Videos.class).follow(Map.of(1L, new Videos.Cause(null, false)));
        });
        ASKED.clear();
        status = 200;
        heedsVersions = true;
        offer();
    }

    private static void offer(String newVersion, byte[] newContent) {
        version = newVersion;
        content = newContent;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> outcomes() {
        return worker.sql()
                .sql("SELECT CONCAT_WS(' ', outcome, detail) FROM dataset_locations ORDER BY location DESC")
                .query(String.class)
                .list();
    }

    private static void makeDue() {
        worker.sql()
                .sql("UPDATE dataset_locations SET due_at = UTC_TIMESTAMP(3)")
                .update();
    }

    private static List<String> told() {
        return worker.sql()
                .sql("SELECT CONCAT_WS(' ', JSON_VALUE(facts_json, '$.votes'), JSON_VALUE(facts_json, '$.aka[0]'))"
                        + " FROM statements WHERE source = 'imdb'")
                .query(String.class)
                .list();
    }

    private static double counted(String outcome) {
        return worker.bean(MeterRegistry.class)
                .get(MetricNames.DATASET_IMPORTS)
                .tags("source", "imdb", "outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void importsWhatIsDueAndLooksAgainWhenItsTimeComes() {
        double before = counted("imported");

        imports.look();
        imports.look();

        assertThat(told()).containsExactly("900 Letters from Long Bridge");
        // From the address and the file, in that order.
        assertThat(outcomes()).containsExactly("IMPORTED", "IMPORTED");
        assertThat(ASKED).as("requests: the second look came too early").containsExactly("null");
        assertThat(counted("imported") - before).isEqualTo(2);
        assertThat(worker.sql()
                        .sql("SELECT COUNT(*) FROM dataset_locations"
                                + " WHERE due_at > UTC_TIMESTAMP() AND due_at < UTC_TIMESTAMP() + INTERVAL 25 HOUR")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void isLookedAtByOneWorkerAloneUntilItsLeaseEnds() {
        DatasetLocations locations = worker.bean(DatasetLocations.class);

        assertThat(locations.lease(address, "imdb", Duration.ofHours(2))).isTrue();
        assertThat(locations.lease(address, "imdb", Duration.ofHours(2))).isFalse();
        imports.look();
        assertThat(ASKED).as("requests while another worker has it").isEmpty();

        makeDue();
        imports.look();
        assertThat(ASKED).hasSize(1);
    }

    @Test
    void doesNotGetAgainWhatHasNotChanged() throws IOException {
        imports.look();
        makeDue();

        imports.look();

        assertThat(outcomes()).containsExactly("UNCHANGED", "UNCHANGED");
        assertThat(ASKED).containsExactly("null", "\"one\"");

        offer("\"two\"", gzip("tconst\taverageRating\tnumVotes\ntt0000001\t8.1\t901\n"));
        makeDue();
        imports.look();

        assertThat(outcomes()).containsExactly("IMPORTED", "UNCHANGED");
        assertThat(told()).containsExactly("901 Letters from Long Bridge");
    }

    @Test
    void readsNothingOfAFileThatIsTheSameByASiteThatHeedsNoVersions() {
        imports.look();
        heedsVersions = false;
        content = new byte[0];
        makeDue();

        imports.look();

        assertThat(outcomes()).containsExactly("UNCHANGED", "UNCHANGED");
    }

    @Test
    void triesAgainWithinTheHourWhatIsCutOffAndKeepsWhatIsThere() {
        imports.look();
        offer("\"two\"", Arrays.copyOf(content, content.length / 2));
        makeDue();

        imports.look();

        assertThat(outcomes().get(0)).startsWith("FAILED ").hasSizeGreaterThan(10);
        assertThat(told()).containsExactly("900 Letters from Long Bridge");
        assertThat(worker.sql()
                        .sql("SELECT due_at < UTC_TIMESTAMP() + INTERVAL 61 MINUTE FROM dataset_locations"
                                + " WHERE outcome = 'FAILED'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        makeDue();
        imports.look();
        assertThat(ASKED)
                .as("the version that was imported, not the one that failed")
                .containsExactly("null", "\"one\"", "\"one\"");
    }

    @Test
    void goesNowhereElseAndSaysWhatWasAnswered() throws IOException {
        status = 302;
        Files.delete(file);

        imports.look();

        assertThat(outcomes())
                .containsExactly(
                        "FAILED status 302 from " + address, "FAILED there is no file " + file + " that can be read");
        assertThat(ASKED).hasSize(1);
        assertThatIOException()
                .isThrownBy(() -> worker.bean(DatasetFetcher.class).get("http://127.0.0.1:1/none", null, null))
                .withMessageContaining("refused");
    }
}
