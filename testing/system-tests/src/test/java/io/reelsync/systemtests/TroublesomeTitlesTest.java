package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A title that the source doesn't give costs that title's attempts, and neither the source nor its neighbours. */
class TroublesomeTitlesTest {
    private static final int FILMS = 10;

    @Test
    void aBrokenTitleDoesNotKeepASourcePaused() throws Exception {
        try (Cluster cluster = cluster().with("reelsync.limit.first-pause", "1s")) {
            cluster.scheduler();
            cluster.worker();
            List<Long> films = films(cluster);
            cluster.site.misbehave("/subject/", Misbehaviour.THROTTLED, 1, "1");
            misbehave(cluster, films.get(0), Misbehaviour.BROKEN, Misbehaviour.BROKEN);

            RunProgress end = cluster.awaitEnd(cluster.startSubjects(films));

            assertThat(end.created()).isEqualTo(FILMS - 1);
            assertThat(item(cluster, end, films.get(0))).isEqualTo("FAILED 3 BAD_STATUS");
            assertThat(pauses(cluster)).as("that of the one refusal").isEqualTo(1);
        }
    }

    @Test
    void aTitleThatGuestsDoNotSeePausesNothing() throws Exception {
        try (Cluster cluster = cluster()) {
            cluster.scheduler();
            cluster.worker();
            List<Long> films = films(cluster);
            cluster.site.misbehave("/subject/", Misbehaviour.CHALLENGED, 0, "");
            cluster.site.misbehave(json(films.get(0)), Misbehaviour.WITHHELD, 0, "");

            RunProgress end = cluster.awaitEnd(cluster.startSubjects(films));

            assertThat(end.created()).isEqualTo(FILMS - 1);
            assertThat(item(cluster, end, films.get(0))).isEqualTo("FAILED 3 WITHHELD");
            assertThat(pauses(cluster)).isZero();
        }
    }

    @Test
    void triesOfThreeBadTitlesHoldNoKindBack() throws Exception {
        try (Cluster cluster = cluster()
                .with("reelsync.catalog.retry.attempts", 12)
                .with("reelsync.catalog.retry.longest-delay", "200ms")) {
            cluster.scheduler();
            cluster.worker();
            List<Long> films = films(cluster);
            films.subList(0, 3).forEach(film -> misbehave(cluster, film, Misbehaviour.LOST_LAYOUT, Misbehaviour.EMPTY));

            RunProgress end = cluster.awaitEnd(cluster.startSubjects(films));

            assertThat(end.created()).isEqualTo(FILMS - 3);
            assertThat(end.failed()).isEqualTo(3);
            assertThat(count(cluster, "circuit_breakers WHERE scope = 'KIND'")).isZero();
            assertThat(pauses(cluster)).isZero();
        }
    }

    @Test
    void aPageThatIsAlwaysCutIsReadByTheOtherRoute() throws Exception {
        try (Cluster cluster = cluster()) {
            cluster.scheduler();
            cluster.worker();
            long film = films(cluster).get(0);
            cluster.site.misbehave(page(film), Misbehaviour.TRUNCATED, 0, "");

            RunProgress end = cluster.awaitEnd(cluster.startSubjects(List.of(film)));

            assertThat(item(cluster, end, film)).isEqualTo("CREATED 2");
            assertThat(cluster.site.requests()).extracting(LoggedRequest::path).containsExactly(page(film), json(film));
        }
    }

    @Test
    void anOddEntryDoesNotCostItsList() throws Exception {
        try (Cluster cluster = cluster()) {
            cluster.scheduler();
            cluster.worker();
            cluster.site.misbehave("/rexxar/api/v2/subject/", Misbehaviour.ODD_LIST, 0, "");

            RunProgress end = cluster.syncFilms(FILMS);

            assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(end.listed()).isEqualTo(FILMS);
            assertThat(end.created()).isEqualTo(FILMS);
        }
    }

    @Test
    void aMergedNumberIsGoneAtOnceAndTheOtherTitleTakesOver() throws Exception {
        try (Cluster cluster = cluster()) {
            Api api = cluster.administrator();
            cluster.scheduler();
            cluster.worker();
            List<Long> films = films(cluster);
            long merged = films.get(0);
            long into = films.get(1);
            cluster.awaitEnd(cluster.startSubjects(List.of(merged)));
            String old = video(cluster, merged);
            cluster.site.clearRequests();
            cluster.site.misbehave(page(merged), Misbehaviour.MERGED, 0, "" + into);

            RunProgress end = cluster.awaitEnd(cluster.startSubjects(List.of(merged)));

            assertThat(item(cluster, end, merged)).isEqualTo("GONE 1 MERGED");
            JsonNode item =
                    api.all("/api/sync/runs/" + end.run().id() + "/items").get(0);
            assertThat(item.get("detail").asString()).isEqualTo("merged into " + into);
            assertThat(count(cluster, "quarantined_answers")).isZero();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> count(cluster, "subjects WHERE detailed_at IS NOT NULL") == 2);
            assertThat(cluster.site.requests())
                    .extracting(LoggedRequest::path)
                    .containsExactly(page(merged), page(into));
            assertThat(api.status("/api/videos/" + old)).isEqualTo(307);
            assertThat(api.location("/api/videos/" + old)).isEqualTo(video(cluster, into));
            assertThat(api.get("/api/videos/" + video(cluster, into))
                            .get("source_id")
                            .asLong())
                    .isEqualTo(into);
        }
    }

    private static Cluster cluster() {
        return new Cluster()
                .with("reelsync.douban.rate", "50/1s")
                .with("reelsync.limit.recover-every", "100ms")
                .with("reelsync.catalog.retry.first-delay", "100ms")
                .with("reelsync.catalog.retry.attempts", 3);
    }

    private static List<Long> films(Cluster cluster) {
        return cluster.site.listedFilms().subList(0, FILMS);
    }

    private static String page(long film) {
        return "/subject/" + film + "/";
    }

    private static String json(long film) {
        return "/rexxar/api/v2/movie/" + film;
    }

    private static void misbehave(Cluster cluster, long film, Misbehaviour page, Misbehaviour json) {
        cluster.site.misbehave(page(film), page, 0, "");
        cluster.site.misbehave(json(film), json, 0, "");
    }

    private static String item(Cluster cluster, RunProgress run, long film) {
        return cluster.sql()
                .sql("SELECT CONCAT_WS(' ', state, attempts, reason) FROM sync_run_items"
                        + " WHERE run_id = ? AND source_id = ?")
                .params(run.run().id(), Long.toString(film))
                .query(String.class)
                .single();
    }

    private static String video(Cluster cluster, long film) {
        return cluster.sql()
                .sql("SELECT id FROM videos WHERE source_id = ?")
                .param(film)
                .query(String.class)
                .single();
    }

    private static long pauses(Cluster cluster) {
        return cluster.sql()
                .sql("SELECT COALESCE(SUM(trips), 0) FROM circuit_breakers WHERE scope = 'SOURCE'")
                .query(Long.class)
                .single();
    }

    private static long count(Cluster cluster, String table) {
        return cluster.sql()
                .sql("SELECT COUNT(*) FROM " + table)
                .query(Long.class)
                .single();
    }
}
