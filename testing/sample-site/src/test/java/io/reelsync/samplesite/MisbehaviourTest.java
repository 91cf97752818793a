package io.reelsync.samplesite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelsync.samplesite.RawClient.Raw;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.control.Misbehaviour;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisbehaviourTest {
    private final MovingClock clock = new MovingClock(Instant.parse("2026-04-01T10:20:30Z"));
    private final SampleSite site =
            SampleSite.start(SampleSiteSettings.defaults().withClock(clock));
    private final RawClient client = new RawClient(site.port());
    private final long id = site.listedFilms().get(3);
    private final String path = "/subject/" + id + "/";
    private final TitleFacts truth = site.truth(id).orElseThrow();

    @AfterEach
    void close() {
        site.close();
    }

    private Raw misbehaved(Misbehaviour kind, String argument, String... headers) throws IOException {
        site.misbehave(path, kind, 1, argument);
        return client.get(path, headers);
    }

    @Test
    void slowAnswersComeLateAndAreLoggedAtTheirArrival() throws IOException {
        long asked = System.nanoTime();
        Raw answer = misbehaved(Misbehaviour.SLOW, "400");

        assertThat(answer.status()).isEqualTo(200);
        long arrived = site.requests().get(0).nanoTime();
        assertThat(arrived).isGreaterThan(asked);
        assertThat(System.nanoTime() - arrived).isGreaterThan(400_000_000L);
    }

    @Test
    void drippingAnswersBringOneByteASecond() throws IOException {
        site.misbehave(path, Misbehaviour.DRIP, 1, "");
        long asked = System.nanoTime();
        try (Socket socket = client.open("GET", path)) {
            InputStream in = socket.getInputStream();
            RawClient.line(in);
            assertThat(RawClient.headers(in).get("content-length")).hasSizeGreaterThan(4);
            assertThat(in.readNBytes(3)).asString(StandardCharsets.US_ASCII).isEqualTo("<!D");
            assertThat(System.nanoTime() - asked).isGreaterThan(2_000_000_000L);
        }
    }

    @ParameterizedTest
    @CsvSource({"BROKEN,500,", "UNAVAILABLE,503,", "UNAVAILABLE,503,17", "THROTTLED,429,30", "FORBIDDEN,403,"})
    void refusalsHaveTheirStatus(Misbehaviour kind, int status, String retryAfter) throws IOException {
        Raw answer = misbehaved(kind, kind == Misbehaviour.UNAVAILABLE && retryAfter != null ? retryAfter : "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("retry-after")).isEqualTo(retryAfter);
        assertThat(site.requests())
                .last()
                .extracting(request -> request.status())
                .isEqualTo(status);
    }

    @Test
    void throttlingMayNameADate() throws IOException {
        assertThat(misbehaved(Misbehaviour.THROTTLED, "Wed, 21 Oct 2026 07:28:00 GMT")
                        .header("retry-after"))
                .isEqualTo("Wed, 21 Oct 2026 07:28:00 GMT");
    }

    @Test
    void bansSayThatTheAddressIsForbidden() throws IOException {
        assertThat(misbehaved(Misbehaviour.FORBIDDEN, "").text())
                .contains("禁止访问")
                .contains("有异常请求从你的 IP 发出");
    }

    @Test
    void challengesRedirectToAPuzzle() throws IOException {
        Raw answer = misbehaved(Misbehaviour.CHALLENGED, "");
        String address = answer.header("location");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(address).startsWith(site.url() + "/c?r=http");
        Raw puzzle = client.get(address.substring(site.url().toString().length()));
        assertThat(puzzle.status()).isEqualTo(200);
        assertPuzzle(puzzle);
    }

    @Test
    void inlineChallengesStandAtTheAskedAddress() throws IOException {
        Raw answer = misbehaved(Misbehaviour.CHALLENGED_INLINE, "");

        assertThat(answer.status()).isEqualTo(200);
        assertPuzzle(answer);
    }

    private void assertPuzzle(Raw page) {
        assertThat(Jsoup.parse(page.text()).title()).isEqualTo("豆瓣");
        assertThat(page.text()).contains("点我继续浏览");
        assertThat(Jsoup.parse(page.text()).select("form#sec input#cha")).hasSize(1);
        assertThat(Jsoup.parse(page.text()).select("input#red").attr("value")).isEqualTo(site.url() + path);
    }

    @Test
    void loginWallsAskToSignIn() throws IOException {
        Raw answer = misbehaved(Misbehaviour.LOGIN_WALL, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Jsoup.parse(answer.text()).title()).contains("登录跳转页");
    }

    @Test
    void softlyGonePagesHaveStatusOk() throws IOException {
        Raw answer = misbehaved(Misbehaviour.SOFT_GONE, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("条目不存在");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 37, 99})
    void truncatedPagesAnnounceWhatIsLeft(int percent) throws IOException {
        byte[] whole = client.get(path).body();
        Raw answer = misbehaved(Misbehaviour.TRUNCATED, String.valueOf(percent), "Accept-Encoding: gzip");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Arrays.copyOf(whole, whole.length * percent / 100));
        assertThat(answer.announced()).isEqualTo(answer.body().length);
    }

    @Test
    void cutConnectionsEndBeforeTheAnnouncedLength() throws IOException {
        byte[] whole = client.get(path).body();
        Raw answer = misbehaved(Misbehaviour.CUT, "");

        assertThat(answer.announced()).isEqualTo(whole.length);
        assertThat(answer.body()).hasSize(whole.length / 2);
    }

    @Test
    void enormousPagesStreamWithoutALength() throws IOException {
        Raw answer = misbehaved(Misbehaviour.ENORMOUS, "12");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).isNull();
        assertThat(answer.body()).hasSize(12 << 20);
    }

    @Test
    void garbageClaimsToBeHtml() throws IOException {
        Raw answer = misbehaved(Misbehaviour.GARBAGE, "");

        assertThat(answer.header("content-type")).startsWith("text/html");
        assertThat(answer.body()).hasSizeGreaterThan(10_000).contains(0);
    }

    @Test
    void emptyAnswersHaveStatusOkAndNoBody() throws IOException {
        Raw answer = misbehaved(Misbehaviour.EMPTY, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.announced()).isZero();
    }

    @Test
    void wrongTypesCarryTheGoodPage() throws IOException {
        byte[] good = client.get(path).body();
        Raw answer = misbehaved(Misbehaviour.WRONG_TYPE, "");

        assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(answer.body()).isEqualTo(good);
    }

    @Test
    void wrongTitlesHaveAnotherIdAndName() throws IOException {
        String html = misbehaved(Misbehaviour.WRONG_TITLE, "").text();

        assertThat(html).doesNotContain("/subject/" + id + "/photos");
        assertThat(Jsoup.parse(html).title()).isNotEqualTo(truth.title() + " (豆瓣)");
        assertThat(Jsoup.parse(html).select("#info")).hasSize(1);
    }

    @Test
    void poisonedPagesHaveTheAskedIdAndAnothersFacts() throws IOException {
        String html = misbehaved(Misbehaviour.POISONED, "").text();

        assertThat(html).contains("/subject/" + id + "/photos");
        assertThat(Jsoup.parse(html).title()).isNotEqualTo(truth.title() + " (豆瓣)");
        assertThat(PageReader.read(html, truth).actors()).isNotEqualTo(truth.actors());
    }

    @Test
    void pagesThatLostTheirLayoutKeepTheirName() throws IOException {
        String html = misbehaved(Misbehaviour.LOST_LAYOUT, "").text();

        assertThat(Jsoup.parse(html).select("#info")).isEmpty();
        assertThat(Jsoup.parse(html).title()).isEqualTo(truth.title() + " (豆瓣)");
    }

    @Test
    void redirectsLeadWhereTheyAreTold() throws IOException {
        Raw answer = misbehaved(Misbehaviour.REDIRECT, "http://169.254.169.254/latest");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).isEqualTo("http://169.254.169.254/latest");
    }

    @Test
    void bombsUnpackToFarMoreThanWasSent() throws IOException {
        Raw answer = misbehaved(Misbehaviour.GZIP_BOMB, "50");

        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
        assertThat(answer.body().length).isLessThan(200_000);
        try (InputStream unpacked = new GZIPInputStream(RawClient.bytes(answer))) {
            assertThat(unpacked.transferTo(OutputStream.nullOutputStream())).isEqualTo(50L << 20);
        }
    }

    @Test
    void countsDownAndThenBehaves() throws IOException {
        site.misbehave(path, Misbehaviour.BROKEN, 2, "");
        site.misbehave("/subject/", Misbehaviour.UNAVAILABLE, 1, "");

        assertThat(client.get(path).status()).isEqualTo(500);
        assertThat(client.get("/").status()).isEqualTo(200);
        assertThat(client.get(path).status()).isEqualTo(500);
        assertThat(client.get(path).status()).isEqualTo(503);
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    @Test
    void goesOnUntilClearedWhereNoCountIsGiven() throws IOException {
        site.misbehave("/", Misbehaviour.BROKEN, 0, "");
        for (int call = 0; call < 5; call++) {
            assertThat(client.get(path).status()).isEqualTo(500);
        }
        site.behave();
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    @Test
    void isAskedForOverHttpToo() throws IOException {
        Raw asked =
                client.send("POST", "/_misbehave?path=" + path + "&kind=REDIRECT&times=0&arg=http%3A%2F%2Fx%2F%3Fa");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(client.get(path).header("location")).isEqualTo("http://x/?a");

        assertThat(client.send("DELETE", "/_misbehave").status()).isEqualTo(200);
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=LAZY&times=1",
                "times=1",
                "kind=BROKEN&times=x",
                "kind=BROKEN&path=subject",
                "kind=SLOW&arg=soon",
                "kind=TRUNCATED&arg=101",
                "kind=REDIRECT"
            })
    void refusesWhatItCannotDo(String query) throws IOException {
        Raw answer = client.send("POST", "/_misbehave?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("error");
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    @Test
    void refusesANegativeCount() {
        assertThatThrownBy(() -> site.misbehave("/", Misbehaviour.BROKEN, -1, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stopsWhileAnswersDrip() throws IOException {
        site.misbehave(path, Misbehaviour.DRIP, 1, "");
        try (Socket socket = client.open("GET", path)) {
            RawClient.line(socket.getInputStream());
            long asked = System.nanoTime();
            site.close();
            assertThat(System.nanoTime() - asked).isLessThan(20_000_000_000L);
        }
    }

    @Test
    void aNewLayoutIsWholeAndHoldsTheFactsElsewhere() throws IOException {
        String html = misbehaved(Misbehaviour.NEW_LAYOUT, "").text();
        Document page = Jsoup.parse(html, Parser.htmlParser().setTrackErrors(100));

        assertThat(html).contains("</html>").doesNotContain("id=\"info\"").doesNotContain("v:itemreviewed");
        assertThat(page.select("dl.subject-facts > dt")).hasSizeGreaterThan(3);
        assertThat(page.select("dl.subject-facts > dd").text())
                .contains(truth.genres().get(0));
        assertThat(openDivisions(html))
                .as("as balanced as the good page")
                .isEqualTo(openDivisions(client.get(path).text()));
    }

    private static int openDivisions(String html) {
        return html.split("<div", -1).length - html.split("</div>", -1).length;
    }

    @Test
    void aPageOfFewLabelsHoldsTwo() throws IOException {
        Document page = Jsoup.parse(misbehaved(Misbehaviour.FEW_LABELS, "").text());

        assertThat(page.select("#info span.pl")).hasSize(2);
        assertThat(page.select("h1 [property=v:itemreviewed]").text()).startsWith(truth.title());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ISO-8859-1", "windows-1252", "GBK"})
    void mojibakeKeepsTheMarkupAndSpoilsTheLetters(String charset) throws IOException {
        Document page = Jsoup.parse(misbehaved(Misbehaviour.MOJIBAKE, charset).text());

        assertThat(page.select("#info span.pl")).hasSizeGreaterThan(2);
        assertThat(page.text()).doesNotContain(truth.title()).doesNotContain("导演");
    }

    @Test
    void aPageThatLosesFactsKeepsTheOthers() throws IOException {
        Document page = Jsoup.parse(misbehaved(Misbehaviour.LOSES_FACTS, "").text());

        assertThat(page.select("#info").text()).contains(truth.genres().get(0));
        assertThat(page.select("#info span.pl").eachText())
                .isNotEmpty()
                .noneMatch(label -> label.matches("导演.*|主演.*|语言.*|上映日期.*|制片国家.*"));
        assertThat(page.select("[property=v:summary]")).isEmpty();
    }

    @Test
    void aTornPageNamesOtherPeopleInItsData() throws IOException {
        Document page = Jsoup.parse(misbehaved(Misbehaviour.TORN, "").text());

        assertThat(page.select("script[type=application/ld+json]").get(0).data())
                .contains("无名氏 Nobody", "1950-01-01", "戏曲");
        assertThat(page.select("#info").text())
                .doesNotContain("无名氏")
                .contains(truth.genres().get(0));
    }

    @Test
    void detailsAsJsonHoldTheSameFacts() throws IOException {
        String json = client.get("/rexxar/api/v2/movie/" + id, "Referer: " + site.url() + "/")
                .text();

        assertThat(json).contains("\"title\":\"" + truth.title(), "\"type\":\"movie\"");
        assertThat(client.get("/rexxar/api/v2/movie/" + id).status())
                .as("without a referer")
                .isEqualTo(400);
        assertThat(client.get("/rexxar/api/v2/movie/1", "Referer: x").status()).isEqualTo(404);
        long series = site.listed("tv").get(0);
        Raw redirect = client.get("/rexxar/api/v2/movie/" + series, "Referer: x");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("location")).endsWith("/rexxar/api/v2/tv/" + series);
    }
}
