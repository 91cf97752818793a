package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.PartialDate;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.ReleaseDate;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The markup that differs between pages, one variant a test, on invented titles. */
class DetailsReaderTest {
    private static final long ID = 4100200;

    private static VideoFacts read(TitlePage page) throws BrokenPageException {
        return Pages.read(ID, page.html());
    }

    private static TitlePage page() {
        return TitlePage.of(ID);
    }

    private static ReleaseDate release(String date, @Nullable String place) {
        return new ReleaseDate(PartialDate.parse(date).orElseThrow(), place);
    }

    @Test
    void readsTitleYearRatingSummaryAndCover() throws BrokenPageException {
        VideoFacts facts = read(page());

        assertThat(facts.subject()).isEqualTo(Pages.subject(ID));
        assertThat(facts.kind()).isEqualTo(Kind.MOVIE);
        assertThat(facts.naming().title()).isEqualTo("长桥来信");
        assertThat(facts.naming().originalTitle()).isEqualTo("Letters from the Long Bridge");
        assertThat(facts.release().year()).isEqualTo(2019);
        assertThat(facts.rating()).isEqualTo(new VideoFacts.Rating(new BigDecimal("7.4"), 2051L));
        assertThat(facts.summary()).isEqualTo("一座桥，两封信。\n二十年后才到。");
        assertThat(facts.coverUrl()).isEqualTo("https://img.example.org/p1.webp");
        assertThat(facts.credits().directors()).containsExactly("林一舟");
        assertThat(facts.labels().genres()).containsExactly("剧情", "爱情");
        assertThat(facts.imdbId()).isNull();
        assertThat(facts.length()).isEqualTo(VideoFacts.Length.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "远山 第二季, 远山 第二季 Far Hills Season 2, Far Hills Season 2, 远山 第二季, Far Hills Season 2",
                "归途, 归途, 归途, 归途, -",
                "归途, 归途2 The Way 2, The Way 2, 归途2, The Way 2",
                "另一个题目, 归途 II 大結局, 归途 II 大結局, 归途 II 大結局, -",
                "Silent Harbour, Silent Harbour, Silent Harbour, Silent Harbour, -",
            })
    void splitsTheHeadingWhereTheChineseTitleEnds(
            String pageTitle, String heading, String alternative, String title, @Nullable String original)
            throws BrokenPageException {
        VideoFacts.Naming naming =
                read(page().title(pageTitle, heading, alternative)).naming();

        assertThat(naming.title()).isEqualTo(title);
        assertThat(naming.originalTitle()).isEqualTo(original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<span class=\"pl\">语言:</span>", "<span class='pl'>语言</span>:", "<span class=pl>语言：</span>"})
    void readsLabelsOfAnyQuoteAndColon(String label) throws BrokenPageException {
        assertThat(read(page().line(label + " 粤语 / 英语")).labels().languages()).containsExactly("粤语", "英语");
    }

    @Test
    void neverTakesALabelsWordsInAValueForTheLabel() throws BrokenPageException {
        VideoFacts facts = read(page().line("<span class=\"pl\">又名:</span> 片长: 90分钟 / 集数: 12")
                .line("<span class=\"pl\">制片国家/地区:</span> 法国 / 比利时"));

        assertThat(facts.naming().aka()).containsExactly("片长: 90分钟", "集数: 12");
        assertThat(facts.labels().countries()).containsExactly("法国", "比利时");
        assertThat(facts.kind()).isEqualTo(Kind.MOVIE);
        assertThat(facts.length().runtime()).isNull();
    }

    @Test
    void keepsCommasSlashesAndDotsInsideNames() throws BrokenPageException {
        VideoFacts facts =
                read(page().line("<span class=\"pl\">又名:</span> 再会，长桥 / 1/2 A Bridge / Bridge, The / 桥.旧事(台)")
                        .line(
                                "<span><span class='pl'>编剧</span>: <span class='attrs'><a href=\"/celebrity/2/\">O. D. Reyes, Jr.</a>"
                                        + " / <a href=\"/celebrity/3/\">AB / CD</a> / 无链接·者</span></span>"));

        assertThat(facts.naming().aka()).containsExactly("再会，长桥", "1/2 A Bridge", "Bridge, The", "桥.旧事(台)");
        assertThat(facts.credits().writers()).containsExactly("O. D. Reyes, Jr.", "AB / CD", "无链接·者");
    }

    @Test
    void readsActorsListedFlat() throws BrokenPageException {
        assertThat(read(page().line("<span class=\"actor\"><span class='pl'>主演</span>: <span class='attrs'>"
                                + "<a href=\"/celebrity/4/\" rel=\"v:starring\">周予安</a> / "
                                + "<a href=\"/celebrity/5/\" rel=\"v:starring\">Ida Holm</a></span></span>"))
                        .credits()
                        .actors())
                .containsExactly("周予安", "Ida Holm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"javascript:;\" class=\"more-actor\">更多...</a>",
                "<a href=\"https://movie.example.org/subject/4100200/#\" class=\"more-actor\">更多...</a>",
                "<a href=\"javascript:void(0)\">更多...</a>"
            })
    void readsActorsThatAScriptRebuiltAndHid(String button) throws BrokenPageException {
        assertThat(read(page().line("<span class=\"actor\"><span class=\"pl\">主演</span>: <span class=\"attrs\">"
                                + "<span><a href=\"/celebrity/4/\" rel=\"v:starring\">周予安</a> / </span>"
                                + "<span style=\"display: none;\"><a rel=\"v:starring\">Ida Holm</a> / </span>"
                                + "<span style=\"display: none;\"><a rel=\"v:starring\">秦越</a></span>"
                                + button + "</span></span>"))
                        .credits()
                        .actors())
                .containsExactly("周予安", "Ida Holm", "秦越");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<span class=\"pl\">IMDb:</span> tt7654321",
                "<span class=\"pl\">IMDb链接:</span> <a href=\"http://www.imdb.com/title/tt7654321\">tt7654321</a>",
                "<span class=\"pl\">imdb链接:</span> <a href=\"http://www.imdb.com/title/tt7654321\">看</a>",
                "<span class=\"pl\">IMDb:</span> TT7654321 "
            })
    void readsTheImdbIdInEachForm(String line) throws BrokenPageException {
        assertThat(read(page().line(line)).imdbId()).isEqualTo("tt7654321");
    }

    @Test
    void readsDatesOfEveryPrecisionInThePagesOrder() throws BrokenPageException {
        VideoFacts facts = read(page().line(
                        "<span class=\"pl\">上映日期:</span> <span property=\"v:initialReleaseDate\">2020-03-06(中国大陆)</span>"
                                + " / <span property=\"v:initialReleaseDate\">2019-11(法国)</span> / 2019（戛纳电影节） / "
                                + "2021-2-9(日本(重映)) / 待定(美国) / 2022-02-30(巴西)"));

        assertThat(facts.release().dates())
                .containsExactly(
                        release("2020-03-06", "中国大陆"),
                        release("2019-11", "法国"),
                        release("2019", "戛纳电影节"),
                        release("2021-02-09", "日本(重映)"),
                        release("2022-02", "巴西"));
        assertThat(facts.release().earliest()).hasToString("Optional[2019]");
    }

    @Test
    void readsSeveralRuntimesAndTakesTheMinutesOfTheFirst() throws BrokenPageException {
        VideoFacts.Length length = read(page().line("<span class=\"pl\">片长:</span> <span property=\"v:runtime\""
                        + " content=\"131\">131分钟(法国)</span> / 98分钟(导演剪辑版)"))
                .length();

        assertThat(length.runtime()).isEqualTo(131);
        assertThat(length.runtimes()).containsExactly("131分钟(法国)", "98分钟(导演剪辑版)");
    }

    @Test
    void readsASeriesWithTheSeasonThatIsChosen() throws BrokenPageException {
        VideoFacts facts = read(page().line("<span class=\"pl\">季数:</span> <select id='season'>"
                        + "<option value=9>1</option><option value=4100200 selected=selected >2</option></select>")
                .line("<span class=\"pl\">集数:</span> 24")
                .line("<span class=\"pl\">单集片长:</span> 45分钟")
                .line("<span class=\"pl\">首播:</span> <span property=\"v:initialReleaseDate\">2019-10-01(美国)</span>"));

        assertThat(facts.kind()).isEqualTo(Kind.TV);
        assertThat(facts.length()).isEqualTo(new VideoFacts.Length(null, List.of(), 2, 24, 45));
        assertThat(facts.release().dates()).containsExactly(release("2019-10-01", "美国"));
    }

    @Test
    void readsASeasonWrittenAsText() throws BrokenPageException {
        assertThat(read(page().line("<span class=\"pl\">季数:</span> 3")).length().season())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a class=\"bn-sharing\" data-type=\"电视剧\">分享</a>",
                "<script type=\"application/ld+json\">{\"name\": \"a\tb\", \"@type\": \"TVSeries\"}</script>"
            })
    void knowsASeriesWithoutItsLabelsByThePagesOtherMarks(String mark) throws BrokenPageException {
        assertThat(read(page().share(mark)).kind()).isEqualTo(Kind.TV);
    }

    @ParameterizedTest
    @ValueSource(strings = {"link-report", "link-report-intra"})
    void takesTheLongSummaryWhereverItStands(String block) throws BrokenPageException {
        String shortForm = "<span class=\"short\"><span property=\"v:summary\">　　一座桥...</span>"
                + "<a class=\"j a_show_full\">(展开全部)</a></span>";
        String longForm = "<span class=\"all hidden\">\n　　一座桥，\n  两封信。<br /><br />　　二十年后。</span>";

        for (String forms : new String[] {shortForm + longForm, longForm + shortForm}) {
            assertThat(read(page().summary("<div id=\"" + block + "\">" + forms + "</div>"))
                            .summary())
                    .isEqualTo("一座桥， 两封信。\n二十年后。");
        }
    }

    @Test
    void leavesButtonsAndMarksOutOfTheSummary() throws BrokenPageException {
        assertThat(read(page().summary(
                                        "<div id=\"link-report\"><span property=\"v:summary\">一座桥。"
                                                + "<a class=\"j a_show_full\">(展开全部)</a><span class=\"pl\">&copy;豆瓣</span></span></div>"))
                        .summary())
                .isEqualTo("一座桥。");
    }

    @Test
    void takesTheShortSummaryWhereTheLongOneIsEmpty() throws BrokenPageException {
        assertThat(read(page().summary("<div id='link-report'><span class=\"short\"><span property='v:summary'>短</span>"
                                + "</span><span class=\"all hidden\"> </span></div>"))
                        .summary())
                .isEqualTo("短");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<div id=\"interest_sectl\"><strong property=\"v:average\"></strong>暂无评分</div>",
                "<div id=\"interest_sectl\"><strong property=\"v:average\"></strong>尚未上映</div>"
            })
    void leavesScoreAndVotesOpenWhereThereAreNone(String rating) throws BrokenPageException {
        assertThat(read(page().rating(rating)).rating()).isEqualTo(VideoFacts.Rating.NONE);
    }

    @Test
    void readsTheSharesOfFiveStarsDownToOne() throws BrokenPageException {
        String rating = TitlePage.rating("7.4", "2051", List.of("18.4%", "30.8%", " 38 % ", "８.８%", "4.0%"));

        assertThat(read(page().rating(rating)).rating())
                .isEqualTo(new VideoFacts.Rating(
                        new BigDecimal("7.4"),
                        2051L,
                        Stream.of("18.4", "30.8", "38.0", "8.8", "4.0")
                                .map(BigDecimal::new)
                                .toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60.0%,40.0%", "60.0%,40.0%,-,0.0%,0.0%", "0.0%,0.0%,0.0%,0.0%,0.0%"})
    void leavesTheSharesOpenWhereNotAllAreThere(String shares) throws BrokenPageException {
        List<String> written = shares.isEmpty() ? List.of() : List.of(shares.split(","));

        VideoFacts facts = read(page().rating(TitlePage.rating("7.4", "2051", written)));

        assertThat(facts.rating()).isEqualTo(new VideoFacts.Rating(new BigDecimal("7.4"), 2051L));
    }

    @Test
    void leavesWhatThePageDoesNotSayEmpty() throws BrokenPageException {
        VideoFacts facts = read(page().noLines()
                .line("<span class=\"pl\">制片国家/地区:</span> 美国")
                .summary("")
                .poster("")
                .rating(""));

        assertThat(facts.credits()).isEqualTo(VideoFacts.Credits.NONE);
        assertThat(facts.release().dates()).isEmpty();
        assertThat(facts.summary()).isNull();
        assertThat(facts.coverUrl()).isNull();
    }

    @Test
    void removesControlCharactersAndFoldsWhiteSpace() throws BrokenPageException {
        VideoFacts facts = read(page().title("长\u0000桥\u0007", "长桥\u0001  &#1;Long\u00a0 \nBridge", "x")
                .line("<span class=\"pl\">语言:</span> 粤\u0000语&#0; / 英\u001b语"));

        assertThat(facts.naming().title()).isEqualTo("长桥");
        assertThat(facts.naming().originalTitle()).isEqualTo("Long Bridge");
        assertThat(facts.labels().languages().get(1)).isEqualTo("英语");
        assertThat(facts.labels().languages().get(0)).startsWith("粤语").doesNotContain("\u0000");
    }

    @Test
    void readsAPageThatAPrettifierBroke() throws BrokenPageException {
        VideoFacts facts = read(page().title("长桥来信", "\n  >长桥来信\n    Letters\n", "Letters")
                .heading("<h1\n  ><span\n property=\"v:itemreviewed\"\n >长桥来信\n   Letters</span\n ></h1\n>")
                .line("<span\n class=\"pl\"\n >又名:</span\n> 月桥(港) /\n       Moon\n   Bridge\n /\n  桥")
                .line("<span\n ><span class=\"pl\">编剧</span>:\n <span class=\"attrs\"\n ><a href=\"/celebrity/2/\"\n"
                        + " >林一舟</a\n >\n /\n <a href=\"/celebrity/3/\">Ida\n   Holm</a\n ></span\n ></span\n >"));

        assertThat(facts.naming().title()).isEqualTo("长桥来信");
        assertThat(facts.naming().originalTitle()).isEqualTo("Letters");
        assertThat(facts.naming().aka()).containsExactly("月桥(港)", "Moon Bridge", "桥");
        assertThat(facts.credits().writers()).containsExactly("林一舟", "Ida Holm");
    }
}
