package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.servers.RedisServer;
import io.reelsync.terminal.TerminalCommand;
import io.reelsync.testservers.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Each reason why nothing moves, made to happen by the site, by people or by what is away, and told alike by the control
 * room, the terminal and the API. The services are the same throughout; at first there are none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WhyNothingMovesTest {
    private static final int FIRST = 1;
    private static final int LAST = Integer.MAX_VALUE;

    private final RedisServer redis = TestServers.privateRedis();
    private final Cluster cluster = new Cluster()
            .with("reelsync.redis.url", redis.url())
            .with("reelsync.catalog.retry.first-delay", "5m")
            .with("reelsync.requests.per-minute-per-user", 100_000)
            .with("reelsync.requests.per-minute-per-address", 100_000);
    private final Films films = new Films(cluster.site);

    private String gateway;
    private Api api;
    private String key;
    private Chromium browser;
    private ControlRoom room;

    @BeforeAll
    void start() {
        gateway = cluster.gateway();
        api = new Api(gateway).signIn("admin", Cluster.ADMIN_PASSWORD);
        key = api.post("/api/api-keys", Map.of("name", "monitor", "role", "VIEWER"), 201)
                .get("key")
                .asString();
        browser = Chromium.start();
        room = new ControlRoom(browser.driver, gateway);
        room.open("overview").signIn("admin", Cluster.ADMIN_PASSWORD).shows("Newest titles");
    }

    @AfterEach
    void letAllMoveAgain() {
        cluster.site.behave();
        api.get("/api/status")
                .path("runs")
                .forEach(run -> change(run.get("run_id").asString(), "cancel"));
        cluster.sql().sql("DELETE FROM circuit_breakers").update();
    }

    @AfterAll
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        cluster.close();
        redis.close();
    }

    @Test
    @Order(FIRST)
    void nobodyWorks() {
        sync(films.next(1));

        told("NO_SCHEDULER", "No scheduler is running", "No scheduler is running");
        told("NO_WORKER", "No worker is running", "No worker is running");

        cluster.scheduler();
        cluster.worker();
    }

    @Test
    void nothingWasAskedFor() {
        Awaitility.await().until(() -> reasons().contains("NO_RUN"));

        assertThat(terminal()).contains("Nothing was asked for");
        room.open("overview").shows("Nothing is running");
    }

    @Test
    void aPersonHoldsARun() {
        cluster.site.misbehave("/subject/", Misbehaviour.SLOW, 0, "3000");
        String run = sync(films.next(100));
        change(run, "pause");

        told("RUN_PAUSED", "Run " + run + " is paused.", "Run " + run + " is paused: ./reelsync resume " + run);

        room.press("Resume", "Run " + run + " is paused.");
        Awaitility.await().until(() -> !reasons().contains("RUN_PAUSED"));
    }

    @Test
    void theSourceRefuses() {
        cluster.site.misbehave("/subject/", Misbehaviour.THROTTLED, 1, "120");
        sync(films.next(20));

        told("SOURCE_PAUSED", "is paused for", "douban is left alone for");
    }

    @Test
    void thePagesHaveAnotherStructure() {
        List<Long> stored = films.next(30);
        cluster.awaitEnd(Long.parseLong(sync(stored)));
        cluster.site.misbehave("/subject/", Misbehaviour.NEW_LAYOUT, 0, "");
        sync(stored);

        told("STRUCTURE_SUSPECTED", "the page layout seems to have changed", "pages seem to have a changed structure");
    }

    @Test
    void aListCanNotBeRead() {
        cluster.site.misbehave("/rexxar/", Misbehaviour.BROKEN, 0, "");
        sync(Map.of("source", "douban", "feeds", List.of("movies")));

        told("LIST_FAILED", "a list could not be read", "a list could not be read");
    }

    @Test
    void allThatIsLeftHasFailedBefore() {
        Long broken = films.next(1).get(0);
        for (String page : List.of("/subject/" + broken + "/", "/rexxar/api/v2/movie/" + broken)) {
            cluster.site.misbehave(page, Misbehaviour.BROKEN, 0, "");
        }
        String run = sync(List.of(broken));

        told("WAITING_FOR_RETRY", "Run " + run + ": what is left", "is tried again in");
    }

    @Test
    void allRequestsGoToAnotherRun() {
        cluster.site.misbehave("/subject/", Misbehaviour.SLOW, 0, "3000");
        String waiting = sync(Map.of("source", "douban", "feeds", List.of("tv")));
        Awaitility.await()
                .until(() -> api.get("/api/sync/runs/" + waiting).get("listed").asInt() > 0);
        change(waiting, "pause");
        Awaitility.await().until(() -> inHand() == 0);
        setRate("1/10s");
        String first = sync(films.next(100));
        Awaitility.await().until(() -> inHand() > 0);
        change(waiting, "resume");

        told("WAITING_FOR_PERMITS", "Run " + waiting + " is waiting", "go to run " + first);

        setRate(null);
    }

    @Test
    @Order(LAST)
    void aServerIsAway() {
        redis.kill();

        told("SERVER_AWAY", "Everything is waiting for a server: redis", "Everything waits for a server: redis");
        // Who signs in would not be counted.
        assertThat(terminal(Map.of("REELSYNC_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)))
                .contains("Nobody can sign in while Redis is away; with REELSYNC_API_KEY set");
    }

    /** The API has the code; the overview and the terminal say it in words. */
    private void told(String code, String inTheRoom, String atTheTerminal) {
        Awaitility.await().until(() -> reasons().contains(code));
        room.open("overview").shows(inTheRoom);
        Awaitility.await().untilAsserted(() -> assertThat(terminal()).contains(atTheTerminal));
    }

    private List<String> reasons() {
        return api.get("/api/status").path("reasons").findValuesAsString("code");
    }

    private String terminal() {
        return terminal(Map.of("REELSYNC_API_KEY", key));
    }

    private String terminal(Map<String, String> account) {
        Map<String, String> environment = new HashMap<>(account);
        environment.put("REELSYNC_URL", gateway);
        StringWriter said = new StringWriter();
        TerminalCommand.line(Path.of("."), environment)
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute("status");
        return said.toString();
    }

    private String sync(List<Long> titles) {
        return sync(Map.of(
                "source",
                "douban",
                "source_ids",
                titles.stream().map(String::valueOf).toList()));
    }

    private String sync(Map<String, Object> wanted) {
        return api.post("/api/sync/runs", wanted, 202).get("run_id").asString();
    }

    private void change(String run, String verb) {
        api.post("/api/sync/runs/" + run + "/" + verb, Map.of(), 200);
    }

    private void setRate(String rate) {
        api.put("/api/sources/douban/rate", Collections.singletonMap("rate", rate));
    }

    private int inHand() {
        return api.get("/api/sources").at("/0/in_hand").asInt();
    }
}
