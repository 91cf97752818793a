package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageText;
import io.reelsync.source.VideoFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters that nobody sees are no part of a name, save where they shape what is seen. */
class PageTextTest {
    private static final long ID = 4100200;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200B\u200B林一舟",
                "\u200E林一\u200F舟\u200E",
                "林\u202A一\u202E舟\u202C",
                "\uFEFF林一舟\u2060",
                "林一舟\u200D",
                "\u200C林一\u200C舟\u200C",
                "林一舟 \u200B \u200D",
                "\u2067林一舟\u2069\u00AD\u061C"
            })
    void invisibleLettersGo(String written) {
        assertThat(PageText.line(written)).isEqualTo("林一舟");
    }

    @Test
    void whatStandsOnBothSidesOfOneStaysApart() {
        assertThat(PageText.line("李\u200B忆 \u202CChu")).isEqualTo("李忆 Chu");
        assertThat(PageText.line("Ann\u200CLee")).isEqualTo("AnnLee");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "می\u200Cخواهم",
                "خانه\u200Cها و کتاب\u200Cها",
                "क्\u200Dष",
                "\uD83D\uDC69\u200D\uD83D\uDC67 家",
                "\u2764\uFE0F\u200D\uD83D\uDD25",
                "\uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDE80"
            })
    void joinersStayWhereTheyShapeAWordOrAnEmoji(String written) {
        assertThat(PageText.line(written)).isEqualTo(written);
        assertThat(PageText.line(written + "\u200D")).isEqualTo(written);
        assertThat(PageText.line("\u200C" + written + " \u200C")).isEqualTo(written);
    }

    @Test
    void aJoinerThatIsWrittenTwiceStandsOnce() {
        assertThat(PageText.line("می\u200C\u200Cخواهم")).isEqualTo("می\u200Cخواهم");
    }

    @Test
    void everyNameOfAPageIsFreeOfThem() throws BrokenPageException {
        String unseen = "\u200B\u200E";
        VideoFacts facts = Pages.read(
                ID,
                TitlePage.of(ID)
                        .title("长桥" + unseen, "长桥" + unseen + " Bridge&#8206;", "Bridge")
                        .noLines()
                        .line("<span class='pl'>导演</span>: <a>林一舟" + unseen + "</a>")
                        .line("<span class='pl'>主演</span>: 石一山 /&#8203; 江边客" + unseen + " / 渡口人")
                        .line("<span class='pl'>又名:</span> " + unseen + " / 信" + unseen)
                        .html());

        assertThat(facts.naming().title()).isEqualTo("长桥");
        assertThat(facts.naming().originalTitle()).isEqualTo("Bridge");
        assertThat(facts.naming().aka()).containsExactly("信");
        assertThat(facts.credits().directors()).containsExactly("林一舟");
        assertThat(facts.credits().actors()).containsExactly("石一山", "江边客", "渡口人");
    }
}
