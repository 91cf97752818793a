package io.reelsync.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.cover.CoverStore;
import io.reelsync.cover.CoverWidth;
import io.reelsync.cover.Covers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.util.AopTestUtils;

class HousekeepingTest {
    private static final int MANY = 2 * Housekeeping.ROWS_A_STEP + 500;
    private static final String NUMBERS =
            " WITH RECURSIVE numbers AS (SELECT 0 n UNION ALL SELECT n + 1 FROM numbers WHERE n < 99) ";

    @TempDir
    static Path covers;

    private static SchedulerUnderTest scheduler;

    @BeforeAll
    static void start() {
        scheduler = new SchedulerUnderTest(
                Map.of("reelsync.catalog.archive.largest", "10000B", "reelsync.covers.dir", covers.toString()));
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void clear() {
        List.of(
                        "sync_run_items",
                        "sync_run_feeds",
                        "schedule_firings",
                        "sync_runs",
                        "video_changes",
                        "raw_pages",
                        "quarantined_answers",
                        "covers",
                        "videos",
                        "source_history")
                .forEach(table -> scheduler.sql().sql("DELETE FROM " + table).update());
    }

    @Test
    void removesRunsThatEndedLongAgoWithAllThatBelongsToThem() {
        run(1, "COMPLETED", "100 DAY");
        run(2, "COMPLETED", "80 DAY");
        run(3, "CANCELLED", "100 DAY");

        Map<String, Integer> pruned = housekeeping().pruneOnce();

        assertThat(pruned).containsEntry("sync_runs", 2).containsEntry("sync_run_items", 2 * MANY);
        for (String table : List.of("sync_run_items", "sync_run_feeds", "schedule_firings")) {
            assertThat(ids("SELECT DISTINCT run_id FROM " + table)).as(table).containsExactly(2L);
        }
        assertThat(ids("SELECT id FROM sync_runs")).containsExactly(2L);
        assertThat(housekeeping().pruneOnce()).isEmpty();
    }

    @Test
    void removesCoversThatNoVideoShowsAnyMoreWithTheirFiles() throws IOException {
        CoverStore files = scheduler.bean(CoverStore.class);
        String shared = "a".repeat(64);
        String lone = "b".repeat(64);
        for (String content : List.of(shared, lone)) {
            files.keep(content, Map.of(CoverWidth.SMALL, new byte[] {1}));
        }
        String poster = "https://img1.example.com/p1.jpg";
        scheduler
                .sql()
                .sql("INSERT INTO videos (id, source, source_id, type, title, cover_url)"
                        + " VALUES (1, 'douban', 1, 'movie', 'shown', ?)")
                .param(poster)
                .update();
        cover(1, poster, "STORED", shared, "400 DAY");
        cover(1, "https://img1.example.com/before.jpg", "STORED", lone, "400 DAY");
        cover(2, poster, "STORED", shared, "1 DAY");
        cover(3, poster, "WANTED", null, "1 DAY");

        assertThat(prune()).isEqualTo(3);

        assertThat(ids("SELECT video_id FROM covers")).containsExactly(1L);
        assertThat(files.find(shared, CoverWidth.LARGE)).isPresent();
        assertThat(files.find(lone, CoverWidth.LARGE)).isEmpty();
        assertThat(prune()).isZero();
    }

    @Test
    void letsACoverThatWasGivenUpBeWantedAnewAMonthLater() {
        String poster = "https://img1.example.com/p1.jpg";
        for (int id = 1; id <= 2; id++) {
            scheduler
                    .sql()
                    .sql("INSERT INTO videos (id, source, source_id, type, title, cover_url)"
                            + " VALUES (?, 'douban', ?, 'movie', 'shown', ?)")
                    .params(id, id, poster)
                    .update();
        }
        cover(1, poster, "DEAD", null, "31 DAY");
        cover(2, poster, "DEAD", null, "29 DAY");

        assertThat(prune()).isEqualTo(1);

        assertThat(ids("SELECT video_id FROM covers")).containsExactly(2L);
    }

    private static int prune() {
        return AopTestUtils.<PruneCovers>getTargetObject(scheduler.bean(PruneCovers.class))
                .pruneOnce();
    }

    private static void cover(long video, String address, String state, String content, String age) {
        scheduler
                .sql()
                .sql(
                        "INSERT INTO covers (video_id, version, source, address, state, content, due_at, wanted_at, settled_at)"
                                + " SELECT ?, ?, 'douban', ?, ?, ?, moment, moment, moment FROM (SELECT UTC_TIMESTAMP(3) - INTERVAL "
                                + age
                                + " moment) times")
                .param(video)
                .param(Covers.version(address))
                .param(address)
                .param(state)
                .param(content)
                .update();
    }

    @Test
    void keepsARunThatIsActiveWhateverItsAge() {
        for (String state : List.of("REQUESTED", "RUNNING", "PAUSED")) {
            run(state.length(), state, "500 DAY");
        }

        assertThat(housekeeping().pruneOnce()).isEmpty();

        assertThat(ids("SELECT id FROM sync_runs")).hasSize(3);
    }

    @Test
    void removesOldChangesAndKeepsYoungOnes() {
        change(MANY, "366 DAY");
        change(3, "364 DAY");

        assertThat(housekeeping().pruneOnce()).isEqualTo(Map.of("video_changes", MANY));

        assertThat(ids("SELECT id FROM video_changes")).hasSize(3);
    }

    @Test
    void boundsTheArchiveByAgeAndThenByItsSize() {
        for (int id = 1; id <= 8; id++) {
            page(id, 3000, id * 20 + " DAY");
        }

        // Of 20, 40, 60 and 80 days are left, and three of them fit.
        assertThat(housekeeping().pruneOnce()).isEqualTo(Map.of("raw_pages", 5));

        assertThat(ids("SELECT source_id FROM raw_pages ORDER BY source_id")).containsExactly(1L, 2L, 3L);
        assertThat(housekeeping().pruneOnce()).isEmpty();
    }

    @Test
    void removesOldAnswersFromQuarantine() {
        for (int id : new int[] {89, 91}) {
            scheduler
                    .sql()
                    .sql("INSERT INTO quarantined_answers (id, source, source_id, route, reason, quarantined_at)"
                            + " VALUES (?, 'douban', 1, 'page', 'WRONG_TITLE', UTC_TIMESTAMP(3) - INTERVAL ? DAY)")
                    .params(id, id)
                    .update();
        }

        assertThat(housekeeping().pruneOnce()).isEqualTo(Map.of("quarantined_answers", 1));

        assertThat(ids("SELECT id FROM quarantined_answers")).containsExactly(89L);
    }

    @Test
    void removesTheHistorysMinutesAfterADayAndItsHoursAfterSomeWeeks() {
        for (String[] row : new String[][] {
            {"MINUTE", "26 HOUR"}, {"MINUTE", "28 HOUR"}, {"HOUR", "28 HOUR"}, {"HOUR", "34 DAY"}, {"HOUR", "36 DAY"}
        }) {
            scheduler
                    .sql()
                    .sql("INSERT INTO source_history (step, begins_at, source)"
                            + " VALUES (?, UTC_TIMESTAMP() - INTERVAL " + row[1] + ", 'douban')")
                    .param(row[0])
                    .update();
        }

        assertThat(housekeeping().pruneOnce()).isEqualTo(Map.of("source_history", 2));

        assertThat(ids("SELECT TIMESTAMPDIFF(HOUR, begins_at, UTC_TIMESTAMP()) FROM source_history"
                        + " ORDER BY step, begins_at"))
                .containsExactly(34 * 24L, 28L, 26L);
    }

    private static void page(int id, int size, String age) {
        scheduler
                .sql()
                .sql("INSERT INTO raw_pages (source, source_id, route, address, body, size, fetched_at)"
                        + " VALUES ('douban', ?, 'page', 'https://example.org/', 'x', ?, UTC_TIMESTAMP(3) - INTERVAL "
                        + age + ")")
                .params(id, size)
                .update();
    }

    @Test
    void twoAtOnceRemoveEverythingOnce() throws Exception {
        run(1, "COMPLETED", "100 DAY");
        run(2, "FAILED", "100 DAY");
        change(MANY, "366 DAY");
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Map<String, Integer>>> turns = IntStream.range(0, 2)
                    .mapToObj(turn -> threads.submit(() -> {
                        together.await();
                        return housekeeping().pruneOnce();
                    }))
                    .toList();
            int removed = 0;
            for (Future<Map<String, Integer>> turn : turns) {
                removed += sum(turn.get());
            }
            // One that met the other's locks has left the rest to a later turn.
            removed += sum(housekeeping().pruneOnce());

            assertThat(removed).isEqualTo(2 * MANY + MANY + 2 + 2 + 2);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int sum(Map<String, Integer> pruned) {
        return pruned.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Housekeeping housekeeping() {
        return AopTestUtils.getTargetObject(scheduler.bean(Housekeeping.class));
    }

    private static void run(long id, String state, String age) {
        scheduler
                .sql()
                .sql("""
                        INSERT INTO sync_runs (id, source, trigger_kind, trace_id, state, requested_at, finished_at)
                        VALUES (:id, 'douban', 'REQUESTED', 't', :state, UTC_TIMESTAMP(3) - INTERVAL """ + " " + age
                        + ", IF(:state IN ('REQUESTED', 'RUNNING', 'PAUSED'), NULL, UTC_TIMESTAMP(3) - INTERVAL " + age
                        + "))")
                .param("id", id)
                .param("state", state)
                .update();
        scheduler.sql().sql("""
                        INSERT INTO sync_run_feeds (run_id, feed, state, wanted, due_at)
                        VALUES (?, 'movies', 'READ', 1, UTC_TIMESTAMP(3))""").param(id).update();
        scheduler.sql().sql("""
                        INSERT INTO schedule_firings (schedule, firing_at, run_id, fired_at)
                        VALUES (?, UTC_TIMESTAMP(3), ?, UTC_TIMESTAMP(3))""").params("schedule " + id, id).update();
        scheduler
                .sql()
                .sql("INSERT INTO sync_run_items (run_id, source, source_id, state, updated_at)" + NUMBERS
                        + "SELECT ?, 'douban', 100 * a.n + b.n number, 'CREATED', UTC_TIMESTAMP(3)"
                        + " FROM numbers a JOIN numbers b ORDER BY number LIMIT " + MANY)
                .param(id)
                .update();
    }

    private static void change(int count, String age) {
        scheduler
                .sql()
                .sql("INSERT INTO video_changes (video_id, field, changed_at)" + NUMBERS
                        + "SELECT 100 * a.n + b.n number, 'score', UTC_TIMESTAMP(3) - INTERVAL " + age
                        + " FROM numbers a JOIN numbers b ORDER BY number LIMIT " + count)
                .update();
    }

    private static List<Long> ids(String query) {
        return scheduler.sql().sql(query).query(Long.class).list();
    }
}
