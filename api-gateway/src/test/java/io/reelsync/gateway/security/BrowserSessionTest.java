package io.reelsync.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session that a browser keeps in a cookie. */
class BrowserSessionTest {
    private final Gateway gateway = Gateway.shared();
    private final String name = gateway.user("VIEWER");
    private final Browser browser = Browser.of(gateway);

    @Test
    void givesTheRefreshTokenToNoScript() {
        Answer answer = browser.page().post("/api/auth/session", credentials());

        assertThat(answer.data().propertyNames()).containsExactly("access_token", "token_type", "expires_in");
        assertThat(answer.header("Set-Cookie"))
                .startsWith("reelsync-session-" + gateway.port() + "=b.")
                .contains("; Path=/; Max-Age=2592000; ", "; HttpOnly", "; SameSite=Strict")
                .doesNotContain("Domain", "Secure");
        assertThat(answer.response().body())
                .doesNotContain(answer.header("Set-Cookie").replaceFirst(".*=(b\\.[^;]+);.*", "$1"));
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void takesTheCookieOverHttpsAloneWhereItCameOverHttps() {
        Browser secure = Browser.behindTls(gateway);
        Answer answer = secure.page().post("/api/auth/session", credentials());
        String cookie = answer.header("Set-Cookie");

        assertThat(cookie).startsWith("__Host-reelsync-session-").contains("; Secure;", "; Path=/;");
        assertThat(secure.withCookie(cookie.replaceFirst(";.*", "")).refresh().status())
                .isEqualTo(200);
        String plain = browser.signIn(name, Gateway.PASSWORD).cookie();
        assertThat(secure.withCookie(plain).refresh().status())
                .as("one that a neighbour may have set")
                .isEqualTo(401);
    }

    @Test
    void staysSignedInAndReplacesTheCookieAtEachUse() {
        String first = browser.signIn(name, Gateway.PASSWORD).cookie();

        Answer answer = browser.refresh();

        assertThat(browser.cookie()).isNotEqualTo(first);
        assertThat(as(answer).get("/api/auth/me").data().get("username").asString())
                .isEqualTo(name);
        assertThat(browser.refresh().status()).isEqualTo(200);
    }

    @Test
    void letsAllTabsComeWithTheSameCookieAtOnce() throws Exception {
        String shared = browser.signIn(name, Gateway.PASSWORD).cookie();
        var threads = Executors.newFixedThreadPool(8);
        Callable<Browser> tab = () -> {
            Browser another = Browser.of(gateway).withCookie(shared);
            assertThat(another.refresh().status()).isEqualTo(200);
            return another;
        };

        List<Browser> tabs = threads.invokeAll(Collections.nCopies(8, tab)).stream()
                .map(BrowserSessionTest::result)
                .toList();
        threads.shutdown();

        // Whichever answer came last is what the browser keeps, and the tab with the first may have been closed.
        minutesPass(10);
        assertThat(tabs.get(3).refresh().status()).isEqualTo(200);
        assertThat(tabs.get(3).refresh().status()).isEqualTo(200);
    }

    @Test
    void endsTheSessionWhereACookieIsUsedAgainLater() {
        String stolen = browser.signIn(name, Gateway.PASSWORD).cookie();
        Answer mine = browser.refresh();
        minutesPass(2);

        assertThat(Browser.of(gateway).withCookie(stolen).refresh().status()).isEqualTo(401);

        assertThat(as(mine).get("/api/auth/me").status()).isEqualTo(401);
        assertThat(browser.refresh().status()).isEqualTo(401);
    }

    @Test
    void tellsAThiefWhoWasQuickEnoughToGetACookieOfHisOwn() {
        String stolen = browser.signIn(name, Gateway.PASSWORD).cookie();
        browser.refresh();
        Browser thief = Browser.of(gateway).withCookie(stolen);
        assertThat(thief.refresh().status()).isEqualTo(200);
        minutesPass(2);

        assertThat(browser.refresh().status()).isEqualTo(200);
        assertThat(thief.refresh().status()).isEqualTo(401);
        assertThat(browser.refresh().status())
                .as("the owner has to sign in again")
                .isEqualTo(401);
    }

    @Test
    void endsInAllTabsAtOnceWhereOneSignsOut() {
        browser.signIn(name, Gateway.PASSWORD);
        Client otherTab = as(browser.refresh());
        String kept = browser.cookie();

        Answer answer = browser.signOut();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).contains("=; Path=/; Max-Age=0;");
        assertThat(browser.cookie()).isEmpty();
        assertThat(otherTab.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(browser.withCookie(kept).refresh().status()).isEqualTo(401);
        assertThat(browser.signOut().status()).as("once more").isEqualTo(200);
    }

    @Test
    void endsTheSessionThatTheBrowserHadWhereSomebodyElseSignsIn() {
        Client before = as(browser.signIn(name, Gateway.PASSWORD).refresh());

        browser.signIn(gateway.user("OPERATOR"), Gateway.PASSWORD);

        assertThat(before.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(as(browser.refresh()).get("/api/auth/me").data().get("role").asString())
                .isEqualTo("OPERATOR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void isNotForPagesOfOtherSites(String site) {
        browser.signIn(name, Gateway.PASSWORD);
        Client attacker = browser.page().with("Sec-Fetch-Site", site);

        assertThat(attacker.post("/api/auth/session", credentials()).status()).isEqualTo(403);
        assertThat(attacker.post("/api/auth/session/refresh").status()).isEqualTo(403);
        assertThat(attacker.send("DELETE", "/api/auth/session", null, null).status())
                .isEqualTo(403);
        assertThat(browser.refresh().status()).as("nothing was done").isEqualTo(200);
    }

    @Test
    void isNotForAFormWithoutTheHeaderThatOnlyOurOwnPagesCanSend() {
        browser.signIn(name, Gateway.PASSWORD);
        Client form = gateway.anyone().with("Cookie", browser.cookie());

        Answer answer = form.send("POST", "/api/auth/session/refresh", "a=b", "text/plain");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(form.post("/api/auth/session", credentials()).status())
                .as("nor can it sign a visitor in as the attacker")
                .isEqualTo(400);
    }

    @Test
    void givesNoLeaveToSendThatHeaderToTheSitesThatMayCallTheApi() {
        try (Gateway open = Gateway.start(Map.of("reelsync.cors.origins", "https://films.example"))) {
            Answer preflight = open.anyone()
                    .with("Origin", "https://films.example")
                    .with("Access-Control-Request-Method", "POST")
                    .with("Access-Control-Request-Headers", "x-requested-with")
                    .send("OPTIONS", "/api/auth/session/refresh", null, null);

            assertThat(preflight.status()).isEqualTo(403);
        }
    }

    @Test
    void letsNobodyCallTheApiByTheCookieAlone() {
        browser.signIn(name, Gateway.PASSWORD);

        assertThat(browser.page().get("/api/videos").status()).isEqualTo(401);
        assertThat(browser.page().post("/api/auth/logout").status()).isEqualTo(401);
    }

    @Test
    void keepsTheTokensOfBrowsersAndProgramsApart() {
        Client program = gateway.as("VIEWER");
        String port = "reelsync-session-" + gateway.port() + "=";
        String cookie = browser.signIn(name, Gateway.PASSWORD).cookie();

        assertThat(Browser.of(gateway)
                        .withCookie(port + program.refreshToken())
                        .refresh()
                        .status())
                .isEqualTo(401);
        assertThat(Browser.of(gateway)
                        .withCookie(port + "b." + program.refreshToken())
                        .refresh()
                        .status())
                .isEqualTo(401);
        assertThat(program.refresh(cookie.substring(port.length())).status()).isEqualTo(401);
        assertThat(program.refresh(program.refreshToken()).status())
                .as("still good")
                .isEqualTo(200);
        assertThat(browser.refresh().status()).as("still good").isEqualTo(200);
    }

    @Test
    void showsTheDescriptionOfTheApiToWhoeverIsSignedIn() {
        browser.signIn(name, Gateway.PASSWORD);

        assertThat(browser.visit("/swagger-ui/index.html").status()).isEqualTo(200);
        assertThat(browser.visit("/v3/api-docs").json().get("openapi").asString())
                .startsWith("3.1");
        assertThat(browser.refresh().status()).as("reading uses nothing up").isEqualTo(200);
        String kept = browser.cookie();
        browser.signOut();
        assertThat(browser.withCookie(kept).visit("/v3/api-docs").status()).isEqualTo(401);
        assertThat(browser.visit("/swagger-ui/index.html").status()).isEqualTo(401);
    }

    private Map<String, String> credentials() {
        return Map.of("username", name, "password", Gateway.PASSWORD);
    }

    private Client as(Answer answer) {
        return gateway.anyone().withToken(answer.data().get("access_token").asString());
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As far as this user's tokens tell. */
    private void minutesPass(int minutes) {
        gateway.jdbc().sql("""
                        UPDATE user_tokens SET created_at = created_at - INTERVAL ? MINUTE,
                            reelsync_replaced_at = reelsync_replaced_at - INTERVAL ? MINUTE
                        WHERE user_id = (SELECT id FROM users WHERE username = ?)""").params(minutes, minutes, name).update();
    }
}
