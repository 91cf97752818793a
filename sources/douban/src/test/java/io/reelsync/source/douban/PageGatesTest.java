package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.source.VideoFacts;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every gate refuses what it is there for, and nothing else. */
class PageGatesTest {
    private static final long ID = 4100200;

    private static TitlePage page() {
        return TitlePage.of(ID);
    }

    private static VideoFacts read(String html) throws BrokenPageException {
        return Pages.read(ID, html);
    }

    private static void assertRefused(Reason reason, String html) {
        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> read(html))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(reason));
    }

    @Test
    void refusesThePageOfAnotherSubject() {
        assertRefused(Reason.WRONG_SUBJECT, TitlePage.of(77).html());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<link rel=\"canonical\" href=\"https://movie.example.org/subject/77/\">",
                "<link rel=\"alternate\" href=\"android-app://com.example/movie/subject/77/\">",
                "<meta property='og:url' content='/subject/77'>",
                "<meta name=\"mobile-agent\" content=\"format=html5; url=https://m.example.org/movie/subject/77/\">",
                "<script type=\"application/ld+json\">{\"name\":\"\u0001\", \"url\": \"/subject/77/\"}</script>",
                "<a share-id=\"77\" data-type=\"movie\"></a>",
                "<a class=\"bn-sharing\" data-url=\"https://movie.example.org/subject/77/\"></a>"
            })
    void refusesAPageOfWhichOnePartNamesAnotherSubject(String part) {
        assertRefused(Reason.WRONG_SUBJECT, page().identity(part).html());
    }

    @Test
    void goesByThePagesLinksIfNothingElseNamesTheSubject() throws BrokenPageException {
        String links = "<p><a href=\"/subject/4100200/comments\">a</a><a href=\"/subject/4100200/reviews\">b</a></p>";
        String bare = page().identity("")
                .share("")
                .html()
                .replaceFirst("<a class=\"nbgnbg\"[^>]*>", "<a>")
                .replace("</body>", links + "</body>")
                .replace("id=\"link-report-intra\"", "id='link-report-intra'");

        assertThat(read(bare).naming().title()).isEqualTo("长桥来信");
        assertRefused(Reason.WRONG_SUBJECT, bare.replace(links, ""));
        assertRefused(
                Reason.NO_STRUCTURE, bare.replace(links, "").replaceFirst("<a href=\"/subject/77/\">另一部</a>", ""));
    }

    @Test
    void refusesAPageWithoutHeadingOrBlockOfFactsOrTheirLabels() {
        assertRefused(Reason.NO_STRUCTURE, page().heading("<h1>长桥来信</h1>").html());
        assertRefused(
                Reason.NO_STRUCTURE,
                page().heading("<h1><span property=\"v:itemreviewed\"> </span></h1>")
                        .html());
        assertRefused(Reason.NO_STRUCTURE, page().html().replace("id=\"info\"", "id=\"facts\""));
        assertRefused(Reason.NO_STRUCTURE, page().noLines().html());
    }

    @Test
    void refusesTheSamePageOfABook() {
        TitlePage book = page().noLines()
                .line("<span><span class=\"pl\"> 作者</span>: <a href=\"/author/8\">林一舟</a></span>")
                .line("<span class=\"pl\">出版社:</span> 长桥出版社")
                .line("<span class=\"pl\">ISBN:</span> 9787000000000");

        assertRefused(Reason.NO_STRUCTURE, book.html());
        assertRefused(
                Reason.NO_STRUCTURE,
                page().identity(
                                "<meta name=\"mobile-agent\" content=\"url=https://m.example.org/book/subject/4100200/\">")
                        .html());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1869)", "(2057)", "(0)", "(9999)", "(20190)", "(待定)"})
    void takesAYearOutsideTheCinemasForNone(String year) throws BrokenPageException {
        VideoFacts facts = read(page().year(year).html());

        assertThat(facts.release().year()).isNull();
        assertThat(facts.naming().title()).isEqualTo("长桥来信");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1870)", "(2056)", "（２０１９）"})
    void acceptsTheFirstAndTheLastYear(String year) throws BrokenPageException {
        assertThat(read(page().year(year).html()).release().year()).isBetween(1870, 2056);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1", "74"})
    void refusesAScoreAboveTen(String score) {
        assertRefused(
                Reason.IMPLAUSIBLE, page().rating(TitlePage.rating(score, "9")).html());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"80.0%,80.0%,0.0%,0.0%,0.0%", "20.0%,20.0%,20.0%,20.0%,19.4%", "500.0%,0.0%,0.0%,0.0%,0.0%"})
    void leavesOutSharesOfStarsThatAreNoWhole(String shares) throws BrokenPageException {
        String rating = TitlePage.rating("7.4", "9", List.of(shares.split(",")));

        VideoFacts.Rating read = read(page().rating(rating).html()).rating();

        assertThat(read.distribution()).isEmpty();
        assertThat(read.score()).isEqualTo("7.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"73.8%,20.6%,4.7%,0.6%,0.4%", "20.1%,20.1%,20.1%,20.1%,20.1%", "100%,0%,0%,0%,0%"})
    void acceptsSharesOfStarsThatAreAWholeButForTheirRounding(String shares) throws BrokenPageException {
        String rating = TitlePage.rating("7.4", "9", List.of(shares.split(",")));

        assertThat(read(page().rating(rating).html()).rating().distribution()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</html>",
                "</HTML >",
                "</html>\n<!-- saved -->\n",
                "</html><script>var a = '<b>';</script>\n<!-- x --> "
            })
    void acceptsAnEndFollowedByCommentsAndScripts(String end) throws BrokenPageException {
        String html = page().html().replaceFirst("</html>\\s*$", end);

        assertThat(read(html).naming().title()).isEqualTo("长桥来信");
    }

    @Test
    void refusesAPageWhoseOnlyEndStandsInAScriptOrComment() {
        String html = page().html();
        String inScript = html.substring(0, html.indexOf("</html>") + "</html>".length());

        assertRefused(Reason.TRUNCATED, inScript);
        assertRefused(Reason.TRUNCATED, html.replaceFirst("(?s)</div>\n<!-- build.*", "<!-- </html>"));
        assertRefused(Reason.TRUNCATED, "");
    }

    @Test
    void refusesAPageInAnotherCharset() {
        byte[] page = page().html().getBytes(Charset.forName("GB18030"));

        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> Pages.read(ID, page))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(Reason.NO_STRUCTURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<span>", "<div>", "<b>", "<select>", "<a href=\"javascript:;\">"})
    void survivesMarkupNestedWithoutEnd(String tag) {
        String deep = page().line("<span class=\"pl\">又名:</span> " + tag.repeat(100_000))
                .html();

        try {
            assertThat(read(deep).naming().title()).isEqualTo("长桥来信");
        } catch (BrokenPageException broken) {
            assertThat(broken.reason()).isNotNull();
        }
    }

    @Test
    void givesAllFactsOrNoneOfAPageCutAtAnyPlace() throws BrokenPageException {
        String html = page().html();
        VideoFacts whole = read(html);

        int refused = 0;
        for (int length = 0; length < html.length(); length++) {
            try {
                assertThat(read(html.substring(0, length)))
                        .as("cut at %d", length)
                        .isEqualTo(whole);
            } catch (BrokenPageException broken) {
                assertThat(broken.reason()).isEqualTo(Reason.TRUNCATED);
                refused++;
            }
        }
        assertThat(refused).isEqualTo(html.stripTrailing().length());
    }
}
