package io.reelsync.samplesite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.reelsync.samplesite.RawClient.Raw;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.control.LoggedRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSiteTest {
    private static final String FILMS = "/rexxar/api/v2/subject/recent_hot/movie";
    private static final String SERIES = "/rexxar/api/v2/subject/recent_hot/tv";
    private static final String REFERER = "Referer: https://m.douban.com/movie/";

    private final MovingClock clock = new MovingClock(Instant.parse("2026-04-01T10:20:30Z"));
    private final SampleSite site =
            SampleSite.start(SampleSiteSettings.defaults().withClock(clock));
    private final RawClient client = new RawClient(site.port());

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void pagesThroughTheWholeListOfFilms() throws IOException {
        List<Long> seen = new ArrayList<>();
        for (int start = 0; start == seen.size(); start += 300) {
            String json = client.get(FILMS + "?start=" + start + "&limit=300", REFERER)
                    .text();
            JsonPath.<List<String>>read(json, "$.items[*].id").forEach(id -> seen.add(Long.valueOf(id)));
            assertThat(JsonPath.<Integer>read(json, "$.total"))
                    .isEqualTo(site.listedFilms().size());
            assertThat(JsonPath.<Integer>read(json, "$.start")).isEqualTo(start);
        }
        assertThat(seen).hasSizeGreaterThan(500).isEqualTo(site.listedFilms());
    }

    @Test
    void listsTitlesWithTheScoresAndCoversOfTheirPages() throws IOException {
        String json = client.get(
                        FILMS + "?start=0&limit=80&category=%E6%9C%80%E6%96%B0&type=%E5%85%A8%E9%83%A8", REFERER)
                .text();
        for (int at = 0; at < 80; at++) {
            String item = "$.items[" + at + "].";
            var truth =
                    site.truth(Long.parseLong(JsonPath.read(json, item + "id"))).orElseThrow();
            assertThat(JsonPath.<String>read(json, item + "title")).isEqualTo(truth.title());
            assertThat(JsonPath.<String>read(json, item + "pic.normal")).isEqualTo(truth.coverUrl());
            assertThat(JsonPath.<Number>read(json, item + "rating.value").doubleValue())
                    .isEqualTo(truth.score() == null ? 0 : truth.score());
            assertThat(JsonPath.<String>read(json, item + "card")).isEqualTo("subject");
        }
    }

    @Test
    void pagesThroughACollection() throws IOException {
        String top = "/rexxar/api/v2/subject_collection/movie_top250/items?count=90&start=";
        String json = client.get(top + "0", REFERER).text();

        assertThat(JsonPath.<Integer>read(json, "$.total")).isEqualTo(250);
        assertThat(JsonPath.<List<String>>read(json, "$.subject_collection_items[*].id"))
                .isEqualTo(site.listedFilms().stream()
                        .limit(50)
                        .map(String::valueOf)
                        .toList());
        assertThat(JsonPath.<List<Object>>read(client.get(top + "250", REFERER).text(), "$.subject_collection_items"))
                .isEmpty();
        assertThat(client.get(top + "0").status()).isEqualTo(400);
        assertThat(client.get(top.replace("movie_top250", "nothing"), REFERER).status())
                .isEqualTo(404);
        assertThat(JsonPath.<List<String>>read(
                        client.get(top.replace("movie_top250", "ECPE465QY") + "0", REFERER)
                                .text(),
                        "$.subject_collection_items[*].type"))
                .contains("book");
    }

    @Test
    void showsDoulistsAndWishesPageByPage() throws IOException {
        var doulist = Jsoup.parse(client.get("/doulist/240962/?start=25").text());
        assertThat(doulist.select(".doulist-item")).hasSize(25);
        assertThat(doulist.selectFirst(".paginator .next a").attr("href")).isEqualTo("/doulist/240962/?start=50");
        assertThat(Jsoup.parse(client.get("/doulist/240962/?start=0").text())
                        .select(".doulist-item .title a")
                        .eachAttr("href"))
                .contains("https://book.douban.com/subject/1084336/");

        var wishes = Jsoup.parse(client.get("/people/ahbei/wish?start=15").text());
        assertThat(wishes.select(".grid-view .item")).hasSize(15);
        assertThat(wishes.selectFirst(".paginator .next a")).isNull();
        assertThat(client.get("/people/private-one/wish").header("location")).contains("/passport/login?redir=");
        assertThat(client.get("/people/private-one/wish", "Cookie: dbcl2=1").status())
                .isEqualTo(200);
    }

    @Test
    void listsEachKindOfSeriesByItself() throws IOException {
        for (String query : List.of(
                "category=tv&type=tv=tv",
                "category=tv&type=tv_animation=anime",
                "category=tv&type=tv_documentary=doc",
                "category=show&type=show=tvshow")) {
            int split = query.lastIndexOf('=');
            Raw answer = client.get(SERIES + "?limit=30&" + query.substring(0, split), REFERER);
            List<String> ids = JsonPath.read(answer.text(), "$.items[*].id");
            assertThat(ids).hasSize(30).allSatisfy(id -> assertThat(
                            site.truth(Long.parseLong(id)).orElseThrow().kind())
                    .isEqualTo(query.substring(split + 1)));
        }
    }

    @Test
    void listsNothingPastTheEnd() throws IOException {
        String json = client.get(FILMS + "?start=100000&limit=20", REFERER).text();

        assertThat(JsonPath.<List<Object>>read(json, "$.items")).isEmpty();
        assertThat(JsonPath.<Integer>read(json, "$.count")).isZero();
    }

    @Test
    void refusesAListToCallersWithoutReferer() throws IOException {
        Raw answer = client.get(FILMS + "?start=0&limit=20");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(JsonPath.<Integer>read(answer.text(), "$.code")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start=-1", "start=x", "limit=0", "limit=-3", "limit=501", "limit=", "start=99999999999"})
    void refusesListsWithABadStartOrLimit(String query) throws IOException {
        assertThat(client.get(FILMS + "?" + query, REFERER).status()).isEqualTo(400);
    }

    @Test
    void refusesSeriesOfAnUnknownType() throws IOException {
        assertThat(client.get(SERIES + "?category=tv&type=opera", REFERER).status())
                .isEqualTo(400);
    }

    @Test
    void sendsPagesWithTheHeadersOfASite() throws IOException {
        Raw page = client.get("/subject/" + site.listedFilms().get(0) + "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("set-cookie")).startsWith("bid=");
        assertThat(page.header("server")).isNotBlank();
        assertThat(page.header("date")).isNotBlank();
        assertThat(page.header("content-encoding")).isNull();
        assertThat(page.body()).hasSize(page.announced());
    }

    @Test
    void setsNoCookieWhereOneCame() throws IOException {
        assertThat(client.get("/", "Cookie: bid=abcdefghijk").header("set-cookie"))
                .isNull();
    }

    @Test
    void packsPagesForCallersThatTakeIt() throws IOException {
        for (long id : site.listedFilms().subList(0, 40)) {
            String path = "/subject/" + id + "/";
            Raw packed = client.get(path, "Accept-Encoding: gzip, deflate");
            assertThat(packed.header("content-encoding")).isEqualTo("gzip");
            assertThat(packed.body().length).isLessThan(60_000);
            try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertThat(unpacked.readAllBytes()).isEqualTo(client.get(path).body());
            }
        }
    }

    @Test
    void givesAddressesBelowTheHostThatWasAsked() throws IOException {
        String path = "/subject/" + site.listedFilms().get(0) + "/";

        assertThat(client.get(path, "Host: films.example:81").text())
                .contains("src=\"http://films.example:81/view/photo/s_ratio_poster/public/p");
    }

    @Test
    void answersThatUnknownTitlesAreNotThere() throws IOException {
        Raw answer = client.get("/subject/12345/");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("页面不存在");
    }

    @Test
    void redirectsToTheAddressWithItsSlash() throws IOException {
        long id = site.listedFilms().get(0);
        Raw answer = client.get("/subject/" + id);

        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("location")).isEqualTo(site.url() + "/subject/" + id + "/");
    }

    @Test
    void paintsPostersOfTheirOwn() throws IOException {
        String first = site.truth(site.listedFilms().get(0)).orElseThrow().coverUrl();
        String second = site.truth(site.listedFilms().get(1)).orElseThrow().coverUrl();
        Raw poster = client.get(first.substring(site.url().toString().length()));

        assertThat(poster.header("content-type")).isEqualTo("image/jpeg");
        assertThat(poster.body().length).isBetween(10_000, 40_000);
        assertThat(ImageIO.read(RawClient.bytes(poster)).getWidth()).isEqualTo(270);
        assertThat(client.get(second.substring(site.url().toString().length())).body())
                .isNotEqualTo(poster.body());
        assertThat(client.get("/view/photo/s_ratio_poster/public/p2500000001.jpg")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void saysOnItsFirstPageWhatItIs() throws IOException {
        var page = Jsoup.parse(client.get("/").text());

        assertThat(page.text()).contains("Reelsync").contains("made up");
        assertThat(page.select("a").eachAttr("href"))
                .hasSize(40)
                .startsWith("/subject/" + site.listedFilms().get(0) + "/");
        assertThat(client.get("/robots.txt").text()).startsWith("User-agent: *");
    }

    @Test
    void answersOnlyToReading() throws IOException {
        assertThat(client.send("POST", "/subject/" + site.listedFilms().get(0) + "/", "Content-Length: 0")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void showsChangesAsTimePasses() {
        List<Long> before = site.listedFilms().subList(0, 100);
        List<TitleFacts> facts = facts(before);
        clock.move(Duration.ofDays(1));

        assertThat(site.listedFilms().indexOf(before.get(0))).isPositive();
        List<TitleFacts> changed = facts(before);
        changed.removeAll(facts);
        assertThat(changed).hasSizeBetween(20, 100);
    }

    private List<TitleFacts> facts(List<Long> ids) {
        return new ArrayList<>(
                ids.stream().map(id -> site.truth(id).orElseThrow()).toList());
    }

    @Test
    void logsRequestsWithTheTimeOfTheirArrival() throws IOException {
        long before = System.nanoTime();
        client.get("/subject/12345/?from=x");
        client.get("/_misbehave");
        long after = System.nanoTime();

        assertThat(site.requests()).hasSize(1);
        LoggedRequest request = site.requests().get(0);
        assertThat(request.path()).isEqualTo("/subject/12345/?from=x");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.status()).isEqualTo(404);
        assertThat(request.nanoTime()).isBetween(before, after);
        assertThat(request.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void logsTheArrivalOfTheFirstByteOnAConnectionThatWasIdle() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", site.port())) {
            write(socket, "GET /robots.txt HTTP/1.1\r\nHost: site\r\n\r\n");
            RawClient.line(socket.getInputStream());
            int length =
                    Integer.parseInt(RawClient.headers(socket.getInputStream()).get("content-length"));
            socket.getInputStream().readNBytes(length);
            assertThat(RawClient.isQuiet(socket, 250)).isTrue();
            long beforeItsFirstByte = System.nanoTime();
            write(socket, "GET /robots.txt?second HT");
            assertThat(RawClient.isQuiet(socket, 250)).isTrue();
            long beforeItsLastByte = System.nanoTime();
            write(socket, "TP/1.1\r\nHost: site\r\n\r\n");
            assertThat(RawClient.line(socket.getInputStream())).contains("200");

            assertThat(site.requests().get(1).nanoTime()).isBetween(beforeItsFirstByte, beforeItsLastByte);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void logsAndRefusesWhatIsMalformed() throws IOException {
        assertThat(client.get(FILMS + "?start=%zz", REFERER).status()).isEqualTo(400);
        assertThat(site.requests())
                .singleElement()
                .extracting(LoggedRequest::status)
                .isEqualTo(400);
    }

    @Test
    void givesTheLogOverHttpFromASequenceOn() throws IOException {
        client.get("/one");
        client.get("/two");
        long first = site.requests().get(0).sequence();

        assertThat(JsonPath.<List<String>>read(
                        client.get("/_requests?since=" + first).text(), "$[*].path"))
                .containsExactly("/two");
        assertThat(client.send("DELETE", "/_requests").status()).isEqualTo(200);
        assertThat(site.requests()).isEmpty();
        assertThat(client.get("/_requests?since=x").status()).isEqualTo(400);
    }

    @Test
    void servesSixtyFourConnectionsThatStayOpen() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(64);
        List<Long> films = site.listedFilms();
        List<Future<Integer>> counts = new ArrayList<>();
        for (int caller = 0; caller < 64; caller++) {
            int from = caller * 10;
            counts.add(callers.submit(() -> keptOpen(films.subList(from, from + 10))));
        }
        for (Future<Integer> count : counts) {
            assertThat(count.get(60, TimeUnit.SECONDS)).isEqualTo(10);
        }
        callers.shutdownNow();
        assertThat(site.requests()).hasSize(640).allMatch(request -> request.status() == 200);
    }

    @Test
    void saysWhenItsPortIsTaken() {
        assertThatThrownBy(() -> SampleSite.start(SampleSiteSettings.defaults().withPort(site.port())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(String.valueOf(site.port()));
    }

    /** Asks for all of them on one connection. */
    private int keptOpen(List<Long> ids) throws IOException {
        int good = 0;
        try (Socket socket = new Socket("127.0.0.1", site.port())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (long id : ids) {
                write(socket, "GET /subject/%d/ HTTP/1.1\r\nHost: site\r\n\r\n".formatted(id));
                String status = RawClient.line(in);
                int length = Integer.parseInt(RawClient.headers(in).get("content-length"));
                boolean whole = in.readNBytes(length).length == length;
                good += status.contains(" 200 ") && whole ? 1 : 0;
            }
        }
        return good;
    }
}
