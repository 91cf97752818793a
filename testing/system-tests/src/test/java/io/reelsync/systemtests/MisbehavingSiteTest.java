package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.limit.Pauses;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.control.LoggedRequest;
import io.reelsync.samplesite.control.Misbehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A site that answers with anything but the page: what is stored stays, and each title is counted with its reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehavingSiteTest {
    private static final long NO_SUCH_FILM = 999;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int CONSUMERS = 4;

    /** What the site does for a title, and how the title's item ends. */
    private record Case(Misbehaviour kind, String argument, String state, String reason) {
        static Case failed(Misbehaviour kind, String reason) {
            return new Case(kind, "", "FAILED", reason);
        }
    }

    private static final List<Case> CASES = List.of(
            Case.failed(Misbehaviour.BROKEN, "BAD_STATUS"),
            Case.failed(Misbehaviour.UNAVAILABLE, "BAD_STATUS"),
            Case.failed(Misbehaviour.DRIP, "NO_ANSWER"),
            Case.failed(Misbehaviour.CUT, "NO_ANSWER"),
            Case.failed(Misbehaviour.TRUNCATED, "TRUNCATED"),
            Case.failed(Misbehaviour.EMPTY, "TRUNCATED"),
            Case.failed(Misbehaviour.ENORMOUS, "TOO_LARGE"),
            Case.failed(Misbehaviour.GZIP_BOMB, "TOO_LARGE"),
            Case.failed(Misbehaviour.GARBAGE, "TRUNCATED"),
            Case.failed(Misbehaviour.LOST_LAYOUT, "NO_STRUCTURE"),
            Case.failed(Misbehaviour.WRONG_TYPE, "WRONG_CONTENT_TYPE"),
            Case.failed(Misbehaviour.WRONG_TITLE, "WRONG_SUBJECT"),
            Case.failed(Misbehaviour.POISONED, "WRONG_TITLE"),
            new Case(Misbehaviour.REDIRECT, "http://elsewhere.invalid/", "FAILED", "BAD_REDIRECT"),
            new Case(Misbehaviour.SOFT_GONE, "", "GONE", "GONE"),
            new Case(Misbehaviour.SLOW, "500", "UNCHANGED", null));

    /** Of the tests that need no settings of their own. */
    private final Cluster shared = twoAttempts();

    @BeforeAll
    void start() {
        shared.scheduler();
        shared.worker();
    }

    @AfterEach
    void behaveAgain() {
        shared.site.behave();
    }

    @AfterAll
    void stop() throws Exception {
        shared.close();
    }

    @Test
    void keepsWhatIsStoredAndCountsEachTitleWithItsReason() throws Exception {
        try (Cluster cluster = twoAttempts().with("reelsync.douban.routes", "page")) {
            Api api = cluster.administrator();
            cluster.scheduler();
            cluster.worker();
            cluster.syncFilms(CASES.size());
            List<Map<String, Object>> before = videos(cluster);
            assertThat(before).hasSize(CASES.size());
            List<Long> films = cluster.site.listedFilms().subList(0, CASES.size());
            Map<Long, Case> cases = new LinkedHashMap<>();
            for (int i = 0; i < films.size(); i++) {
                Case one = CASES.get(i);
                cases.put(films.get(i), one);
                cluster.site.misbehave("/subject/" + films.get(i) + "/", one.kind(), 0, one.argument());
            }
            List<Long> wanted = new ArrayList<>(films);
            wanted.add(NO_SUCH_FILM);

            long id = cluster.startSubjects(wanted);
            RunProgress run = cluster.awaitEnd(id);

            assertThat(videos(cluster)).isEqualTo(before);
            assertThat(run.run().state()).isEqualTo(RunState.COMPLETED);
            assertThat(run.planned()).isEqualTo(CASES.size() + 1);
            assertThat(run.failed()).isEqualTo(CASES.size() - 2);
            assertThat(run.gone()).isEqualTo(2);
            assertThat(run.unchanged()).isEqualTo(1);
            for (JsonNode item : api.all("/api/sync/runs/" + id + "/items")) {
                long film = item.get("source_id").asLong();
                Case expected =
                        film == NO_SUCH_FILM ? new Case(Misbehaviour.SOFT_GONE, "", "GONE", "GONE") : cases.get(film);
                assertThat(item.get("state").asString())
                        .as("%s: %s", expected, item)
                        .isEqualTo(expected.state());
                assertThat(
                                item.get("reason").isNull()
                                        ? null
                                        : item.get("reason").asString())
                        .as("%s: %s", expected, item)
                        .isEqualTo(expected.reason());
                assertThat(item.get("attempts").asInt())
                        .as("%s: %s", expected, item)
                        .isEqualTo(expected.state().equals("FAILED") ? 2 : 1);
            }
        }
    }

    @Test
    void failsARunWhoseListCanNotBeRead() {
        for (Misbehaviour kind : List.of(Misbehaviour.BROKEN, Misbehaviour.GARBAGE, Misbehaviour.TRUNCATED)) {
            shared.site.behave();
            shared.site.misbehave("/rexxar/", kind, 0, "");

            RunProgress run = shared.syncFilms(80);

            assertThat(run.run().state()).as("%s", kind).isEqualTo(RunState.FAILED);
            assertThat(run.listed()).isZero();
        }
        shared.site.behave();
        assertThat(shared.syncFilms(5).run().state()).isEqualTo(RunState.COMPLETED);
    }

    /** How a site refuses, the addresses for which it does, how often, and how many requests may be on the wire then. */
    private record Refusal(Misbehaviour kind, String path, int times, String argument, int onTheWire) {}

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal(Misbehaviour.THROTTLED, "/subject/", 1, "1", CONSUMERS),
            new Refusal(Misbehaviour.FORBIDDEN, "/subject/", 1, "", CONSUMERS),
            // By each of the two routes.
            new Refusal(Misbehaviour.CHALLENGED, "/", 0, "", 2 * CONSUMERS));

    @Test
    void leavesASourceAloneThatRefusesAndSpendsNoAttempt() throws Exception {
        try (Cluster cluster = twoAttempts()
                .with("reelsync.douban.rate", "20/1s")
                .with("reelsync.limit.first-pause", "2s")
                .with("reelsync.limit.recover-every", "200ms")
                .with("reelsync.worker.concurrency", CONSUMERS)) {
            cluster.scheduler();
            cluster.worker();
            Films films = new Films(cluster.site);
            for (Refusal refusal : REFUSALS) {
                cluster.sql().sql("DELETE FROM circuit_breakers").update();
                cluster.site.clearRequests();
                cluster.site.misbehave(refusal.path(), refusal.kind(), refusal.times(), refusal.argument());
                long run = cluster.startSubjects(films.next(30));

                Awaitility.await()
                        .until(() -> cluster.bean(Pauses.class).find("douban").isPresent());
                cluster.site.behave();
                RunProgress end = cluster.awaitEnd(run);

                assertThat(end.run().state()).as("%s", refusal).isEqualTo(RunState.COMPLETED);
                assertThat(end.created()).as("%s", refusal).isEqualTo(30);
                assertThat(requestsWithin(PAUSE, cluster.site.requests()))
                        .as("%s: requests that were on the wire when the first was refused", refusal)
                        .isLessThan(refusal.onTheWire());
            }
            assertThat(new Catalogue(cluster).number("SELECT COUNT(*) FROM sync_run_items WHERE attempts <> 1"))
                    .isZero();
        }
    }

    @Test
    void readsByTheOtherRouteWhereOneChallengesUs() throws Exception {
        try (Cluster cluster =
                twoAttempts().with("reelsync.douban.rate", "20/1s").with("reelsync.limit.first-pause", "30s")) {
            cluster.scheduler();
            cluster.worker();
            List<Long> films = cluster.site.listedFilms();
            int from = 0;
            for (Misbehaviour kind :
                    List.of(Misbehaviour.CHALLENGED, Misbehaviour.CHALLENGED_INLINE, Misbehaviour.LOGIN_WALL)) {
                cluster.sql().sql("DELETE FROM circuit_breakers").update();
                cluster.site.clearRequests();
                cluster.site.misbehave("/subject/", kind, 0, "");

                RunProgress end = cluster.awaitEnd(cluster.startSubjects(films.subList(from, from += 20)));

                assertThat(end.created()).as("%s", kind).isEqualTo(20);
                assertThat(cluster.site.requests().stream()
                                .filter(request -> request.path().startsWith("/subject/"))
                                .count())
                        .as("%s: pages asked for before the first refusal was known", kind)
                        .isBetween(1L, (long) CONSUMERS);
                assertThat(cluster.bean(Pauses.class).find("douban")).isEmpty();
            }
            Catalogue catalogue = new Catalogue(cluster);
            assertThat(catalogue.number("SELECT COUNT(*) FROM sync_run_items WHERE attempts <> 1"))
                    .isZero();
            assertThat(catalogue.number("SELECT COUNT(*) FROM subjects WHERE route = 'json'"))
                    .isEqualTo(60);
            assertThat(catalogue.number("SELECT COUNT(*) FROM videos WHERE writers_json IS NOT NULL"))
                    .as("what this route never tells")
                    .isZero();
            assertThat(catalogue.number("SELECT COUNT(*) FROM subjects WHERE due_at > UTC_TIMESTAMP + INTERVAL 2 DAY"))
                    .as("the better route is tried before long")
                    .isZero();
        }
    }

    @Test
    void takesWhatTheBlockOfFactsSaysWhereAPageDisagreesWithItself() {
        List<Long> films = shared.site.listedFilms().subList(20, 30);
        shared.site.misbehave("/subject/", Misbehaviour.TORN, 0, "");

        assertThat(shared.awaitEnd(shared.startSubjects(films)).created()).isEqualTo(10);

        Catalogue catalogue = new Catalogue(shared);
        assertThat(catalogue.number("SELECT COUNT(*) FROM videos WHERE tags_json LIKE '%戏曲%'"
                        + " OR director_json LIKE '%无名氏%' OR release_date = '1950-01-01'"))
                .isZero();
        assertThat(catalogue.number("SELECT COUNT(DISTINCT source_id) FROM cross_check_disagreements"
                        + " WHERE field = 'tags' AND other_value = '[戏曲]'"))
                .isEqualTo(10);

        shared.site.behave();
        shared.awaitEnd(shared.startSubjects(films));
        assertThat(catalogue.number("SELECT COUNT(*) FROM cross_check_disagreements"))
                .isZero();
    }

    /** Requests that follow the first within that time. */
    private static long requestsWithin(Duration time, List<LoggedRequest> requests) {
        long first = requests.get(0).nanoTime();
        return requests.stream()
                .skip(1)
                .filter(request -> request.nanoTime() - first < time.toNanos())
                .count();
    }

    private static List<Map<String, Object>> videos(Cluster cluster) {
        return cluster.sql().sql("SELECT * FROM videos ORDER BY id").query().listOfRows();
    }

    private static Cluster twoAttempts() {
        return new Cluster()
                .with("reelsync.catalog.retry.attempts", 2)
                .with("reelsync.limit.suspect-after", 1000)
                .with("reelsync.worker.answer-within", "2s")
                .with("reelsync.worker.largest-page", "2MB");
    }
}
