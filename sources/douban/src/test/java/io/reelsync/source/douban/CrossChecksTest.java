package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.VideoFacts.CrossCheck;
import io.reelsync.source.VideoFacts.Disagreement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the other parts of a page say is compared with the block of facts, which decides. */
class CrossChecksTest {
    private static final long ID = 4100200;

    private static TitlePage page(String data) {
        return TitlePage.of(ID)
                .line("<span class='pl'>编剧</span>: 何川 / 周野")
                .line("<span class='pl'>主演</span>: <a>白鹿鸣</a> / <a>石一山</a>")
                .line("<span class='pl'>上映日期:</span> <span property='v:initialReleaseDate'"
                        + " content='2019-05-03(中国大陆)'>2019-05-03(中国大陆)</span> / 2018-11(东京)")
                .line("<span class='pl'>片长:</span> <span property='v:runtime' content='102'>102分钟</span>")
                .identity("<meta property='og:url' content='/subject/4100200/'>"
                        + "<script type=\"application/ld+json\">{\"@type\": \"Movie\", " + data + "}</script>");
    }

    private static List<Disagreement> said(TitlePage page) throws BrokenPageException {
        return Pages.read(ID, page.html()).provenance().disagreements();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\": \"长桥来信 Letters from the Long Bridge\"",
                "\"name\": \"长桥&#26469;信\"",
                "\"director\": [{\"name\": \"林一舟 O&#39;Lin &amp; Co\"}]",
                "\"actor\": [{\"name\": \"&quot;石&quot;一山\"}]",
                "\"director\": [{\"name\": \"林一舟 Yizhou Lin\"}]",
                "\"author\": [{\"name\": \"周野 Ye Zhou\"}]",
                "\"actor\": [{\"name\": \"石一山\"}, {\"name\": \"没写在页面上的人\"}]",
                "\"genre\": [\"爱情\", \"剧情\"]",
                "\"datePublished\": \"2019-05-03\"",
                "\"datePublished\": \"\", \"duration\": \"\", \"director\": []",
                "\"duration\": \"PT1H42M\"",
                "\"aggregateRating\": {\"ratingValue\": \"7.4\", \"ratingCount\": \"1990\"}",
                "\"description\": \"带\t制表\n符\""
            })
    void hearsNothingAgainstAPageThatAgreesWithItself(String data) throws BrokenPageException {
        assertThat(said(page(data))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title | \"name\": \"另一部电影\" | 另一部电影",
                "directors | \"director\": [{\"name\": \"别人 Someone\"}] | [别人 Someone]",
                "writers | \"author\": [{\"name\": \"何川 Chuan He\"}, {\"name\": \"别人\"}] | [何川 Chuan He, 别人]",
                "actors | \"actor\": [{\"name\": \"甲\"}, {\"name\": \"乙\"}] | [甲, 乙]",
                "tags | \"genre\": [\"喜剧\"] | [喜剧]",
                "release_dates | \"datePublished\": \"2001-01-01\" | 2001-01-01",
                "runtime | \"duration\": \"PT2H22M\" | 142",
                "score | \"aggregateRating\": {\"ratingValue\": \"9.1\"} | 9.1"
            })
    void notesWhatCanNotBeTrueBesideTheBlockOfFacts(String field, String data, String other)
            throws BrokenPageException {
        assertThat(said(page(data))).singleElement().satisfies(one -> {
            assertThat(one.field()).isEqualTo(field);
            assertThat(one.check()).isEqualTo(CrossCheck.JSON_LD);
            assertThat(one.said()).isEqualTo(other);
        });
    }

    @Test
    void readsNamesThatAreWrittenAsInMarkup() throws BrokenPageException {
        TitlePage page = page("\"name\": \"Salt &amp; Stone\", \"director\": [{\"name\": \"Ann O&#39;Hara\"}]")
                .title("Salt & Stone", "Salt &amp; Stone", "")
                .noLines()
                .line("<span class='pl'>导演</span>: <a>Ann O'Hara</a>");

        assertThat(said(page)).isEmpty();
    }

    @Test
    void theBlockOfFactsDecides() throws BrokenPageException {
        var facts = Pages.read(ID, page("\"director\": [{\"name\": \"别人\"}]").html());

        assertThat(facts.credits().directors()).containsExactly("林一舟");
    }

    @Test
    void comparesTheTextWithTheAttributesBesideIt() throws BrokenPageException {
        TitlePage torn = TitlePage.of(ID)
                .line("<span class='pl'>上映日期:</span> <span property='v:initialReleaseDate'"
                        + " content='1994-01-01(美国)'>2019-05-03(中国大陆)</span>")
                .line("<span class='pl'>片长:</span> <span property='v:runtime' content='90'>102分钟</span>");

        assertThat(said(torn))
                .extracting(one -> one.field() + " " + one.check())
                .containsExactly("release_dates MICRODATA", "runtime MICRODATA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"name\": ", "\"name\": [[[[", "\"director\": 7, \"genre\": {}, \"aggregateRating\": [1]"})
    void dataThatCanNotBeReadSaysNothing(String data) throws BrokenPageException {
        assertThat(said(page(data))).isEmpty();
    }
}
