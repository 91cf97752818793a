package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.ListLink;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Verdict;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that people keep by their links: collections, doulists and wish lists. */
class LinkedListsTest {
    private static final String COLLECTION = "https://m.douban.com/subject_collection/movie_weekly_best";
    private static final String SHOWS = "https://m.douban.com/subject_collection/show_global_best_weekly";
    private static final String DOULIST = "https://www.douban.com/doulist/240962/";
    private static final String WISHES = "https://movie.douban.com/people/ahbei/wish";

    private static PageRequest request(String link, @Nullable String cursor, int count) {
        return Pages.source().reader().listRequest(link, cursor, count);
    }

    private static ListPage read(String link, @Nullable String cursor, String body) throws BrokenPageException {
        return Pages.source()
                .reader()
                .readList(
                        link,
                        cursor,
                        new Response(
                                request(link, cursor, 20).address(),
                                200,
                                Map.of(),
                                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertBroken(String link, @Nullable String cursor, String body, String why) {
        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> read(link, cursor, body))
                .withMessageContaining(why)
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(Reason.BAD_LIST));
    }

    @ParameterizedTest
    @CsvSource({
        "movie_top250, https://m.douban.com/subject_collection/movie_top250, movie-top250",
        "m.douban.com/subject_collection/ECPE465QY, https://m.douban.com/subject_collection/ECPE465QY, ecpe465qy",
        "HTTP://M.Douban.com/subject_collection/tv_korean/?dt_dapp=1&from=x, https://m.douban.com/subject_collection/tv_korean, tv-korean",
        "https://m.douban.com/rexxar/api/v2/subject_collection/tv_korean/items?start=0&count=2, https://m.douban.com/subject_collection/tv_korean, tv-korean",
        "douban://douban.com/subject_collection/tv_korean, https://m.douban.com/subject_collection/tv_korean, tv-korean",
        "https://www.douban.com/doubanapp/dispatch?uri=/subject_collection/tv_korean&dt_platform=wechat, https://m.douban.com/subject_collection/tv_korean, tv-korean",
        "https://www.douban.com/doubanapp/dispatch?a=b&uri=%2Fsubject_collection%2Ftv_korean%3Ftype%3Dx, https://m.douban.com/subject_collection/tv_korean, tv-korean",
        "https://movie.douban.com/top250?start=25, https://m.douban.com/subject_collection/movie_top250, movie-top250",
        "https://www.douban.com/doulist/240962/?start=25&sort=seq#x, https://www.douban.com/doulist/240962/, doulist-240962",
        "m.douban.com/doulist/240962, https://www.douban.com/doulist/240962/, doulist-240962",
        "https://www.douban.com/doubanapp/dispatch?uri=/doulist/240962/, https://www.douban.com/doulist/240962/, doulist-240962",
        "https://movie.douban.com/people/A.h_bei-/wish?start=15, https://movie.douban.com/people/A.h_bei-/wish, wish-a-h-bei"
    })
    void understandsTheLinksThatTheSiteHandsOut(String given, String link, String name) {
        assertThat(Pages.source().listLinks().orElseThrow().find(given)).contains(new ListLink(link, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://movie.douban.com/subject/1292052/",
                "https://m.douban.com/subject_collection/a b",
                "https://m.douban.com/subject_collection/a%2fb",
                "https://m.douban.com/subject_collection/../x",
                "https://m.douban.com/subject_collection/x\n.example.org",
                "https://www.douban.com/doulist/0/",
                "https://www.douban.com/doulist/1e3/",
                "https://movie.douban.com/people/ahbei/collect",
                "https://movie.douban.com/people/../wish",
                "https://book.douban.com/people/ahbei/wish",
                "https://book.douban.com/top250",
                "https://m.douban.com@example.org/subject_collection/x",
                "movie top250"
            })
    void understandsNothingElse(String given) {
        assertThat(Pages.source().listLinks().orElseThrow().find(given)).isEmpty();
    }

    @Test
    void asksAtTheAddressesOfTheSettingsAlone() {
        PageRequest collection = request(COLLECTION, "50", 500);
        assertThat(collection.address())
                .hasToString("http://127.0.0.1:8091/rexxar/api/v2/subject_collection/movie_weekly_best/items"
                        + "?start=50&count=50");
        assertThat(collection.headers())
                .containsEntry("Referer", "http://127.0.0.1:8091/subject_collection/movie_weekly_best");
        assertThat(request(COLLECTION, null, 7).address().getQuery()).isEqualTo("start=0&count=7");
        assertThat(request(DOULIST, "25", 500).address()).hasToString("http://127.0.0.1:8092/doulist/240962/?start=25");
        assertThat(request(WISHES, null, 500).address()).hasToString("http://127.0.0.1:8090/people/ahbei/wish?start=0");
    }

    @Test
    void readsACollectionAndCountsWhatIsNeitherFilmNorSeries() throws BrokenPageException {
        ListPage page = read(COLLECTION, null, """
                {"total": 5, "subject_collection": {"name": "片单"}, "subject_collection_items": [
                  {"id": "4100201", "title": "长桥来信", "type": "movie", "rating": {"value": 7.4, "count": 2051},
                   "cover": {"url": "https://img.example.org/c.jpg"}, "ranking_value": 1},
                  {"id": "4100202", "title": "归途", "type": "tv", "rating": null, "cover_url": "https://img.example.org/u.jpg"},
                  {"id": "4100203", "title": "一本书", "type": "book"},
                  {"id": "4100204", "title": "不知道", "cover": {"url": "https://img.example.org/movie_default_large.png"}},
                  {"id": "", "title": "没有编号", "type": "movie"}]}""");

        assertThat(page.subjects())
                .extracting(
                        facts -> facts.subject().id(),
                        facts -> facts.naming().title(),
                        VideoFacts::kind,
                        VideoFacts::coverUrl)
                .containsExactly(
                        tuple("4100201", "长桥来信", Kind.MOVIE, "https://img.example.org/c.jpg"),
                        tuple("4100202", "归途", Kind.TV, "https://img.example.org/u.jpg"),
                        tuple("4100204", "不知道", null, null));
        assertThat(page.subjects().get(0).rating()).isEqualTo(new VideoFacts.Rating(new BigDecimal("7.4"), 2051L));
        assertThat(page.leftOut()).isEqualTo(2);
        assertThat(page.rows()).isEqualTo(5);
        assertThat(page.next()).isNull();
    }

    @Test
    void takesTheKindOfSeriesFromTheCollectionsName() throws BrokenPageException {
        String items = "{\"subject_collection_items\": [{\"id\": \"1\", \"title\": \"a\", \"type\": \"tv\"}]}";

        assertThat(read(SHOWS, null, items).subjects())
                .extracting(VideoFacts::kind)
                .containsExactly(Kind.TVSHOW);
    }

    @Test
    void endsACollectionWhereItsRowsDoWhateverIsWanted() throws BrokenPageException {
        assertThat(read(COLLECTION, null, ListAnswers.collection(1, 0, 20, 34)).next())
                .isEqualTo("20");
        assertThat(read(COLLECTION, "20", ListAnswers.collection(1, 20, 20, 34)).next())
                .isNull();
        assertThat(read(COLLECTION, "900", ListAnswers.collection(1, 900, 20, 34)))
                .isEqualTo(new ListPage(List.of(), 0, 0, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\": []}",
                "{\"subject_collection_items\": {}}",
                "{\"subject_collection_items\": [{\"name\": \"x\"}]}",
                "{\"total\": 3}",
                "[]",
                "<html></html>"
            })
    void refusesACollectionOfAnotherShape(String body) {
        assertBroken(COLLECTION, null, body, "");
    }

    @Test
    void readsADoulistWithoutItsBooks() throws BrokenPageException {
        ListPage page = read(
                DOULIST,
                null,
                ListAnswers.doulistPage(
                        ListAnswers.doulistRow(
                                        "https://movie.douban.com/subject/1292052/", "肖申克的救赎 The Shawshank\nRedemption")
                                + ListAnswers.doulistRow("https://book.douban.com/subject/1084336/", "小王子")
                                + ListAnswers.doulistRow("http://127.0.0.1:8090/subject/7/", "归途")
                                + ListAnswers.doulistRow("https://music.douban.com/subject/9/", "一张唱片"),
                        true));

        assertThat(page.subjects())
                .extracting(
                        facts -> facts.subject().id(), facts -> facts.naming().title(), VideoFacts::kind)
                .containsExactly(tuple("1292052", "肖申克的救赎 The Shawshank Redemption", null), tuple("7", "归途", null));
        assertThat(page.subjects().get(0).rating()).isEqualTo(new VideoFacts.Rating(new BigDecimal("7.4"), 2051L));
        assertThat(page.subjects().get(0).coverUrl()).isEqualTo("https://img.example.org/p9.jpg");
        assertThat(page.leftOut()).isEqualTo(2);
        assertThat(page.next()).isEqualTo("25");
    }

    @Test
    void goesOnByTheSizeOfPagesThoughRowsAreMissing() throws BrokenPageException {
        String rows = ListAnswers.doulistRow("https://movie.douban.com/subject/1/", "a");

        assertThat(read(DOULIST, "50", ListAnswers.doulistPage(rows, true)).next())
                .isEqualTo("75");
        assertThat(read(DOULIST, "50", ListAnswers.doulistPage(rows, false)).next())
                .isNull();
        assertThat(read(DOULIST, "75", ListAnswers.doulistPage("", false)))
                .isEqualTo(new ListPage(List.of(), 0, 0, null));
    }

    @Test
    void readsAWishListByTheFirstOfEachTitlesNames() throws BrokenPageException {
        ListPage page = read(WISHES, null, ListAnswers.wishes(100, 0, 34));

        assertThat(page.subjects()).hasSize(15);
        assertThat(page.subjects().get(3).subject().id()).isEqualTo("103");
        assertThat(page.subjects().get(3).naming().title()).isEqualTo("片名 3");
        assertThat(page.subjects().get(3).rating()).isEqualTo(VideoFacts.Rating.NONE);
        assertThat(page.next()).isEqualTo("15");
        assertThat(read(WISHES, "30", ListAnswers.wishes(100, 30, 34)).next()).isNull();
        assertThat(read(WISHES, null, ListAnswers.wishPage("", 0, false)).subjects())
                .isEmpty();
    }

    @Test
    void takesWhatHasLostItsStructureForNoEmptyList() {
        String lost =
                ListAnswers.page("<div class=\"other\"><a href=\"https://movie.douban.com/subject/1/\">a</a></div>");

        assertBroken(DOULIST, null, lost, "no page of a doulist");
        assertBroken(WISHES, null, lost, "REELSYNC_DOUBAN_COOKIE");
        assertBroken(WISHES, null, ListAnswers.wishPage("", 34, false), "no rows where it must have some");
        assertBroken(
                DOULIST,
                null,
                ListAnswers.doulistPage("<div class=\"entry\"><a href=\"/subject/1/\">a</a></div>", false),
                "no rows where it must have some");
        assertBroken(
                DOULIST,
                null,
                ListAnswers.doulistPage(ListAnswers.doulistRow("https://movie.douban.com/title/1/", "a"), false),
                "none of the 1 rows");
    }

    @Test
    void saysThatAPrivateWishListNeedsACookieAndPausesNothing() {
        Verdict verdict = judge(WISHES, "https://accounts.douban.com/passport/login?redir=x");

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
            assertThat(broken.reason()).isEqualTo(Reason.WITHHELD);
            assertThat(broken.detail()).contains("private", "REELSYNC_DOUBAN_COOKIE");
        });
        assertThat(judge(WISHES, "https://sec.douban.com/c?r=x")).isInstanceOf(Verdict.Challenged.class);
        assertThat(judge(DOULIST, "https://accounts.douban.com/passport/login?redir=x"))
                .isInstanceOf(Verdict.Challenged.class);
    }

    private static Verdict judge(String link, String location) {
        URI asked = request(link, null, 20).address();
        return Pages.source().reader().judge(new Response(asked, 302, Map.of("location", location), new byte[0]));
    }

    @Test
    void findsDoulistsBesideTheTitlesOfAnotherSite() {
        assertThat(new DoubanSettings(
                                URI.create("http://127.0.0.1:1"),
                                URI.create("http://127.0.0.1:2"),
                                null,
                                Pages.SETTINGS.rate(),
                                Pages.SETTINGS.pictureRate(),
                                80,
                                100,
                                List.of("page"),
                                2,
                                null,
                                null,
                                Map.of())
                        .doulistUrl())
                .hasToString("http://127.0.0.1:1");
    }
}
