package io.reelsync.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunState;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.control.Misbehaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people do in the control room, in a browser. Browser and services are the same throughout, each story with titles
 * of its own; none leaves a complaint in the browser's console.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final int STORED = 40;
    private static final List<String> PAGES = List.of(
            "overview", "runs", "runs/new", "catalogue", "health", "history", "operation", "administration", "account");

    /** What opens a dialog, in both languages, by the page where it stands. */
    private static final Map<String, List<List<String>>> DIALOGS = Map.of(
            "health", List.of(List.of("Compare", "对比"), List.of("Accept", "采用")),
            "operation", List.of(List.of("New schedule", "新建定时任务"), List.of("Edit", "编辑"), List.of("Change", "修改")),
            "administration",
                    List.of(List.of("New user", "新建用户"), List.of("Set password", "重置密码"), List.of("New key", "新建密钥")));

    private final Cluster cluster = new Cluster()
            .with("reelsync.douban.rate", "20/1s")
            .with("reelsync.catalog.retry.attempts", 2)
            .with("reelsync.requests.per-minute-per-user", 100_000)
            .with("reelsync.requests.per-minute-per-address", 100_000);
    /** Those of the list's first page are for the run that reads it. */
    private final List<Long> films = cluster.site.listedFilms().subList(80, 400);

    private final long dead = films.get(20);
    /** One to accept, and one that stays. */
    private final List<Long> doubted =
            films.subList(0, 20).stream().filter(this::hasMuchToLose).limit(2).toList();

    private int port;
    private ServiceProcess gateway;
    private Chromium browser;
    private ControlRoom room;
    private Api api;
    private String tab;
    private int given = STORED;

    @BeforeAll
    void start() throws IOException {
        port = freePort();
        gateway = cluster.gatewayProcess(port);
        browser = Chromium.start();
        tab = browser.driver.getWindowHandle();
        cluster.scheduler();
        cluster.worker();
        cluster.site.misbehave("/subject/" + dead + "/", Misbehaviour.BROKEN, 0, "");
        cluster.site.misbehave("/rexxar/api/v2/movie/" + dead, Misbehaviour.BROKEN, 0, "");
        cluster.awaitEnd(cluster.startSubjects(films.subList(0, STORED)));
        doubted.forEach(film -> cluster.site.misbehave("/subject/" + film + "/", Misbehaviour.LOSES_FACTS, 0, ""));
        cluster.awaitEnd(cluster.startSubjects(doubted));
        cluster.site.behave();
        room = new ControlRoom(browser.driver, gateway.url());
        api = new Api(gateway.url()).signIn("admin", Cluster.ADMIN_PASSWORD);
        api.put("/api/schedules/nightly", schedule("0 0 3 * * *"));
    }

    @AfterAll
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        cluster.close();
    }

    @BeforeEach
    void comeIn() {
        browser.look(1280, "light");
        browser.driver.get("about:blank");
        room.open("overview");
        if (room.text().contains("User name")) {
            room.signIn("admin", Cluster.ADMIN_PASSWORD);
        }
        room.shows("Newest titles");
    }

    @AfterEach
    void leaveNoComplaint() {
        List<String> complaints = browser.complaints();
        browser.closeOtherTabs(tab);
        browser.driver.executeScript("localStorage.setItem('reelsync.language', 'en')");
        assertThat(complaints).isEmpty();
    }

    @Test
    void signsInOnceForAllTabsAndSignsOutOfAll() {
        browser.openTab();
        room.open("catalogue").shows("Minimum score");
        room.openInAnotherTab("#videos/");
        room.shows("History");
        for (String each : browser.driver.getWindowHandles()) {
            browser.driver.switchTo().window(each).navigate().refresh();
        }
        for (String each : browser.driver.getWindowHandles()) {
            browser.driver.switchTo().window(each);
            room.shows("Sign out");
        }

        room.press("Sign out");

        for (String each : browser.driver.getWindowHandles()) {
            browser.driver.switchTo().window(each);
            room.shows("User name").showsNo("Sign out");
        }
        room.signIn("admin", Cluster.ADMIN_PASSWORD).shows("Sign out");
        for (String each : browser.driver.getWindowHandles()) {
            browser.driver.switchTo().window(each);
            room.shows("Sign out");
        }
    }

    /** A browser has six connections to a site, and the stream of each page that is seen holds one. */
    @Test
    void answersHoweverManyTabsAreOpen() {
        for (int tab = 0; tab < 7; tab++) {
            browser.openTab();
            room.open("account").shows("New password");
        }
    }

    @Test
    void leavesNoTokenWhereAScriptCouldReadIt() {
        Object readable = browser.driver.executeScript(
                "return document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");

        assertThat(readable.toString()).doesNotContain("eyJ", "b.", "token");
    }

    @Test
    void startsASyncAndWatchesItToItsEnd() {
        room.press("Start sync").shows("Running", "of 80 done").shows("80 of 80 done", "100%", "Completed");

        room.shows("New 80");
    }

    @Test
    void pausesOneOfTwoRunsAndResumesIt() {
        long first = cluster.startSubjects(next(60));
        room.shows("Running");
        long second = cluster.startSubjects(next(60));

        room.press("Pause").shows("Run " + first + " is paused.", "Paused");
        assertThat(cluster.awaitEnd(second).run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(state(first)).isEqualTo(RunState.PAUSED);
        room.press("Resume").showsNo("is paused.").shows("60 of 60 done");

        assertThat(cluster.awaitEnd(first).created()).isEqualTo(60);
    }

    @Test
    void showsARunThatSomebodyElseHasStartedWithoutAReload() {
        browser.driver.executeScript("window.sameSincethen = true");

        api.post("/api/sync/runs", Map.of("source", "douban", "source_ids", texts(next(47))), 202);

        room.shows("of 47 done").shows("47 of 47 done");
        assertThat(browser.driver.executeScript("return window.sameSincethen")).isEqualTo(true);
    }

    @Test
    void saysSinceWhenNothingIsHeardAndHealsByItself() {
        gateway.kill();
        room.shows("Connection lost at");

        gateway = cluster.gatewayProcess(port);
        assertThat(gateway.url()).endsWith(":" + port);

        room.showsNo("Connection lost at");
        api.post("/api/sync/runs", Map.of("source", "douban", "source_ids", texts(next(23))), 202);
        room.shows("23 of 23 done");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("net::ERR_"));
    }

    @Test
    void triesATitleAgainThatWasGivenUp() {
        room.go("Quality").shows("Given up", "" + dead);

        room.press("Replay", "" + dead).shows("1 title is back in the queue.").showsNo("" + dead);

        String search = "/api/videos?q=" + URLEncoder.encode(titleOf(dead), UTF_8);
        Awaitility.await().until(() -> api.get(search).get("total").asInt() > 0);
        room.go("Catalogue").fill("Title", titleOf(dead)).press("Search").shows(titleOf(dead));
    }

    @Test
    void acceptsAnAnswerThatWasNotBelieved() {
        String film = "" + doubted.get(0);
        room.go("Quality").shows("Quarantine", film);
        room.press("Compare", film).shows("Stored", "Refused", "Close").closeDialog();

        room.press("Accept", film).shows("Accept the answer for", "Refused").press("Accept");
        room.showsNo(film);

        assertThat(api.get("/api/quarantine?accepted=true").get("items").findValuesAsString("source_id"))
                .containsExactly(film);
    }

    @Test
    void changesASchedule() {
        room.go("System").shows("nightly", "0 0 3 * * *");

        room.press("Edit", "nightly")
                .fill("Cron expression", "0 30 4 * * *")
                .press("Save")
                .shows("0 30 4 * * *");

        assertThat(api.get("/api/schedules/nightly").get("cron").asString()).isEqualTo("0 30 4 * * *");
    }

    @Test
    void keepsTheFiltersOfTheCatalogueFromAFilmBackToTheList() {
        room.go("Catalogue");
        int all = room.total();
        room.fill("Minimum score", "7").fill("Sort by", "Highest score").press("Search");
        int good = room.total();
        assertThat(good).isLessThan(all).isPositive();

        room.openFirst("#videos/").shows("History").back().shows("Minimum score");

        assertThat(room.total()).isEqualTo(good);
        assertThat(room.valueOf("Minimum score")).isEqualTo("7");
    }

    @Test
    void showsFilmsRatherThanFiltersFirstOnAPhone() {
        browser.look(390, "light");
        room.go("Catalogue").showsNo("Minimum score").showsNo("Country");

        room.press("Filters").shows("Country").fill("Minimum score", "7").press("Search");
        room.press("Filters (1)").showsNo("Minimum score").showsNo("Country");
        room.reload().shows("Minimum score");
    }

    @Test
    void speaksTheLanguageOfChoiceFromThenOn() {
        room.press("中文").shows("开始同步", "最近的同步").showsNo("Start sync");
        room.reload().shows("开始同步").go("片库").shows("最低评分");

        room.press("English").shows("Minimum score");
    }

    @Test
    void opensTheDescriptionOfTheApiAndTriesACallInOnesOwnName() {
        room.go("Account").press("Open the description").shows("Who is signed in");

        browser.driver.get("about:blank");
        browser.driver.get(gateway.url() + "/swagger-ui/index.html#/session/me");
        room.shows("Who is signed in").press("Try it out").press("Execute").shows("\"username\": \"admin\"");
    }

    /** Each theme, each width and each language. */
    @ParameterizedTest
    @CsvSource({"dark, 390, English", "light, 1280, 中文"})
    void canBeUsedByEverybodyInEveryLook(String theme, int width, String language) {
        int spoken = language.equals("English") ? 0 : 1;
        if (spoken == 1) {
            room.press("中文");
        }
        browser.look(width, theme);
        Axe axe = new Axe(browser.driver);
        List<String> found = new ArrayList<>();
        for (String page : PAGES) {
            room.open(page);
            examine(axe, page, "body", found);
            for (List<String> opener : DIALOGS.getOrDefault(page, List.of())) {
                room.press(opener.get(spoken));
                examine(axe, page + ", " + opener.get(0), "dialog[open]", found);
                room.closeDialog();
            }
        }
        if (width < 640) {
            room.open("catalogue").press(List.of("Filters", "筛选").get(spoken));
            examine(axe, "filters", "body", found);
        }
        room.open("videos/" + api.get("/api/videos?size=1").at("/items/0/id").asString());
        examine(axe, "a film", "body", found);
        room.open("runs/"
                        + api.get("/api/sync/runs?size=1").at("/items/0/run_id").asString())
                .shows(
                        "./reelsync logs --trace ",
                        List.of("Titles settled per ", "处理的影片数").get(spoken));
        examine(axe, "a run", "body", found);
        room.press(List.of("Sign out", "退出登录").get(spoken))
                .shows(List.of("User name", "用户名").get(spoken));
        examine(axe, "entrance", "body", found);
        if (spoken == 1) {
            room.press("English");
        }

        assertThat(found).isEmpty();
    }

    private void examine(Axe axe, String place, String part, List<String> found) {
        axe.violations(part).forEach(violation -> found.add(place + ": " + violation));
        if (room.overhang() > 0) {
            found.add(place + ": scrolls sideways by " + room.overhang());
        }
    }

    private static Map<String, Object> schedule(String cron) {
        return Map.of(
                "source",
                "douban",
                "feeds",
                List.of("movies"),
                "cron",
                cron,
                "zone",
                "Asia/Shanghai",
                "enabled",
                false);
    }

    private RunState state(long run) {
        return cluster.progress(run).run().state();
    }

    private List<Long> next(int count) {
        given += count;
        return films.subList(given - count, given);
    }

    private static List<String> texts(List<Long> ids) {
        return ids.stream().map(String::valueOf).toList();
    }

    private boolean hasMuchToLose(long film) {
        TitleFacts facts = cluster.site.truth(film).orElseThrow();
        return facts.score() != null
                && !facts.directors().isEmpty()
                && !facts.actors().isEmpty();
    }

    private String titleOf(long film) {
        return cluster.site.truth(film).orElseThrow().title();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
