package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * A title that the source doesn't give costs that title's attempts, and neither the source nor its neighbours. The
 * services are the same throughout, each test with titles of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroublesomeTitlesTest {
    private static final int FILMS = 10;

    private final Cluster cluster = patient().with("reelsync.limit.first-pause", "1s");
    private final Films films = new Films(cluster.site);
    /** Of one test, which reads the list. */
    private final List<Long> listedFirst = films.next(FILMS);

    private Api api;

    @BeforeAll
    void start() {
        api = cluster.administrator();
        cluster.scheduler();
        cluster.worker();
    }

    @AfterEach
    void behaveAgain() {
        cluster.site.behave();
        cluster.site.clearRequests();
        cluster.sql().sql("DELETE FROM circuit_breakers").update();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void aBrokenTitleDoesNotKeepASourcePaused() {
        List<Long> wanted = films.next(FILMS);
        cluster.site.misbehave("/subject/", Misbehaviour.THROTTLED, 1, "1");
        misbehave(cluster, wanted.get(0), Misbehaviour.BROKEN, Misbehaviour.BROKEN);

        RunProgress end = cluster.awaitEnd(cluster.startSubjects(wanted));

        assertThat(end.created()).isEqualTo(FILMS - 1);
        assertThat(item(end, wanted.get(0))).isEqualTo("FAILED 3 BAD_STATUS");
        assertThat(pauses(cluster)).as("that of the one refusal").isEqualTo(1);
    }

    @Test
    void aTitleThatGuestsDoNotSeePausesNothing() {
        List<Long> wanted = films.next(FILMS);
        cluster.site.misbehave("/subject/", Misbehaviour.CHALLENGED, 0, "");
        cluster.site.misbehave(json(wanted.get(0)), Misbehaviour.WITHHELD, 0, "");

        RunProgress end = cluster.awaitEnd(cluster.startSubjects(wanted));

        assertThat(end.created()).isEqualTo(FILMS - 1);
        assertThat(item(end, wanted.get(0))).isEqualTo("FAILED 3 WITHHELD");
        assertThat(pauses(cluster)).isZero();
    }

    @Test
    void triesOfThreeBadTitlesHoldNoKindBack() throws Exception {
        try (Cluster other = patient()
                .with("reelsync.catalog.retry.attempts", 12)
                .with("reelsync.catalog.retry.longest-delay", "200ms")) {
            other.scheduler();
            other.worker();
            List<Long> wanted = other.site.listedFilms().subList(0, FILMS);
            wanted.subList(0, 3).forEach(film -> misbehave(other, film, Misbehaviour.LOST_LAYOUT, Misbehaviour.EMPTY));

            RunProgress end = other.awaitEnd(other.startSubjects(wanted));

            assertThat(end.created()).isEqualTo(FILMS - 3);
            assertThat(end.failed()).isEqualTo(3);
            assertThat(count(other, "circuit_breakers WHERE scope = 'KIND'")).isZero();
            assertThat(pauses(other)).isZero();
        }
    }

    @Test
    void aPageThatIsAlwaysCutIsReadByTheOtherRoute() {
        long film = films.next(1).get(0);
        cluster.site.misbehave(page(film), Misbehaviour.TRUNCATED, 0, "");

        RunProgress end = cluster.awaitEnd(cluster.startSubjects(List.of(film)));

        assertThat(item(end, film)).isEqualTo("CREATED 2");
        assertThat(cluster.site.requests()).extracting(LoggedRequest::path).containsExactly(page(film), json(film));
    }

    @Test
    void anOddEntryDoesNotCostItsList() {
        cluster.site.misbehave("/rexxar/api/v2/subject/", Misbehaviour.ODD_LIST, 0, "");

        RunProgress end = cluster.syncFilms(FILMS);

        assertThat(end.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(end.listed()).isEqualTo(FILMS);
        assertThat(end.created()).isEqualTo(listedFirst.size());
    }

    @Test
    void aMergedNumberIsGoneAtOnceAndTheOtherTitleTakesOver() {
        List<Long> both = films.next(2);
        long merged = both.get(0);
        long into = both.get(1);
        cluster.awaitEnd(cluster.startSubjects(List.of(merged)));
        String old = video(merged);
        cluster.site.clearRequests();
        cluster.site.misbehave(page(merged), Misbehaviour.MERGED, 0, "" + into);

        RunProgress end = cluster.awaitEnd(cluster.startSubjects(List.of(merged)));

        assertThat(item(end, merged)).isEqualTo("GONE 1 MERGED");
        JsonNode item = api.all("/api/sync/runs/" + end.run().id() + "/items").get(0);
        assertThat(item.get("detail").asString()).isEqualTo("merged into " + into);
        assertThat(count(cluster, "quarantined_answers WHERE source_id = '" + merged + "'"))
                .isZero();
        Awaitility.await()
                .until(() ->
                        count(cluster, "subjects WHERE detailed_at IS NOT NULL AND source_id = '" + into + "'") == 1);
        assertThat(cluster.site.requests()).extracting(LoggedRequest::path).containsExactly(page(merged), page(into));
        assertThat(api.status("/api/videos/" + old)).isEqualTo(307);
        assertThat(api.location("/api/videos/" + old)).isEqualTo(video(into));
        assertThat(api.get("/api/videos/" + video(into)).get("source_id").asLong())
                .isEqualTo(into);
    }

    private static Cluster patient() {
        return new Cluster()
                .with("reelsync.douban.rate", "50/1s")
                .with("reelsync.limit.recover-every", "100ms")
                .with("reelsync.catalog.retry.first-delay", "100ms")
                .with("reelsync.catalog.retry.attempts", 3);
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

    private String item(RunProgress run, long film) {
        return cluster.sql()
                .sql("SELECT CONCAT_WS(' ', state, attempts, reason) FROM sync_run_items"
                        + " WHERE run_id = ? AND source_id = ?")
                .params(run.run().id(), Long.toString(film))
                .query(String.class)
                .single();
    }

    private String video(long film) {
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
