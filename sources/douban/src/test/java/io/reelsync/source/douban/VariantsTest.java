package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.PartialDate.Precision;
import io.reelsync.source.VideoFacts;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of titles that a plain film's page says little about. */
class VariantsTest {
    private static final long ID = 4100600;

    private static TitlePage bare() {
        return TitlePage.of(ID).noLines();
    }

    private static String line(String label, String value) {
        return "<span class='pl'>" + label + "</span> " + value;
    }

    private static VideoFacts read(TitlePage page) throws BrokenPageException {
        return Pages.read(ID, page.html());
    }

    @Test
    void aVarietyShowHasNoDirector() throws BrokenPageException {
        VideoFacts facts = read(bare().line(line("主演:", "<a>白鹿鸣</a> / 石一山"))
                .line(line("类型:", "<span property='v:genre'>真人秀</span>"))
                .line(line("首播:", "2024-07-30(中国大陆)"))
                .line(line("季数:", "1"))
                .line(line("集数:", "12")));

        assertThat(facts.credits().directors()).isEmpty();
        assertThat(facts.kind()).isEqualTo(Kind.TV);
        assertThat(facts.length()).isEqualTo(new VideoFacts.Length(null, List.of(), 1, 12, null));
    }

    @Test
    void aDocumentaryMayBeAFilmOrASeries() throws BrokenPageException {
        TitlePage film = bare().line(line("类型:", "<span property='v:genre'>纪录片</span> / 短片"))
                .line(line("片长:", "9分钟"));
        assertThat(read(film).kind()).isEqualTo(Kind.MOVIE);
        assertThat(read(film).length().runtime()).isEqualTo(9);
        assertThat(read(film).labels().genres()).containsExactly("纪录片", "短片");
        assertThat(read(film.line(line("单集片长:", "50分钟"))).kind()).isEqualTo(Kind.TV);
    }

    @Test
    void anUnreleasedTitleHasADateToComeAndNoScore() throws BrokenPageException {
        VideoFacts facts = read(bare().line(line("导演:", "林一舟"))
                .line(line("上映日期:", "2028(中国大陆)"))
                .rating("<div id='interest_sectl'><strong property='v:average'></strong>尚未上映</div>"));

        assertThat(facts.rating()).isEqualTo(VideoFacts.Rating.NONE);
        assertThat(facts.release().earliest()).hasToString("Optional[2028]");
    }

    @ParameterizedTest
    @CsvSource({"1931, YEAR", "1931-04, MONTH", "1931-04-01(上海), DAY", "1931(中国大陆) / 1987-05-02(重映), YEAR"})
    void anOldTitlesDateIsAsExactAsItIsGiven(String written, Precision precision) throws BrokenPageException {
        VideoFacts facts = read(bare().line(line("上映日期:", written)).year("(1931)"));

        assertThat(facts.release().earliest().orElseThrow().precision()).isEqualTo(precision);
        assertThat(facts.release().earliest().orElseThrow().year()).isEqualTo(1931);
    }

    @Test
    void aCoProductionHasManyCountries() throws BrokenPageException {
        assertThat(read(bare().line(line("制片国家/地区:", "法国 / 德国 / 比利时 / 中国香港 / 中国台湾")))
                        .labels()
                        .countries())
                .containsExactly("法国", "德国", "比利时", "中国香港", "中国台湾");
    }

    @Test
    void aCastMayBeVeryLong() throws BrokenPageException {
        List<String> cast = IntStream.range(0, 600)
                .mapToObj(number -> "演员" + number + " No. " + number)
                .toList();

        assertThat(read(bare().line(line(
                                "主演:",
                                cast.stream()
                                        .map(name -> "<a href='/celebrity/1/'>" + name + "</a>")
                                        .collect(Collectors.joining(" / ")))))
                        .credits()
                        .actors())
                .isEqualTo(cast);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Smith, John Jr.",
                "A/B Testing",
                "Face / Off",
                "O. D. Reyes",
                "Tom &amp; Jerry",
                "“长桥”·来信",
                "🎬 光 👩‍👩‍👧",
                "שלום עולם",
                "مرحبا، عالم",
                "Zoë\u0308 e\u0301",
                "ﾊﾝｶｸ",
                "臺灣．舊事",
                "«Ёлки» & Co."
            })
    void namesInLinksStandAsTheyAre(String name) throws BrokenPageException {
        VideoFacts facts = read(bare().line(line("导演:", "<a href='/celebrity/1/'>" + name + "</a> / <a>二</a>"))
                .line(line("编剧:", "三")));

        assertThat(facts.credits().directors()).containsExactly(name.replace("&amp;", "&"), "二");
        assertThat(facts.credits().writers()).containsExactly("三");
    }

    @Test
    void traditionalAndSimplifiedFormsStandAsTheyAre() throws BrokenPageException {
        VideoFacts facts =
                read(bare().title("后来的长桥 (豆瓣)", "后来的长桥 後來的長橋", "後來的長橋").line(line("又名:", "後來的橋(台) / 后来的桥")));

        assertThat(facts.naming()).isEqualTo(new VideoFacts.Naming("后来的长桥", "後來的長橋", List.of("後來的橋(台)", "后来的桥")));
    }

    @Test
    void aSeriesMayLackItsNumberOfEpisodes() throws BrokenPageException {
        VideoFacts facts = read(bare().line(line("首播:", "2003-12-08(美国)")).line(line("单集片长:", "90分钟")));

        assertThat(facts.kind()).isEqualTo(Kind.TV);
        assertThat(facts.length()).isEqualTo(new VideoFacts.Length(null, List.of(), null, null, 90));
        assertThat(facts.release().dates()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "142分钟, 142",
        "142 分钟, 142",
        "约60min, 60",
        "1小时40分钟, 100",
        "131分钟(法国) / 98分钟, 131",
        "45-50分钟, 45",
        "90, 90",
        "'', "
    })
    void runtimesAreWrittenInManyWays(String written, Integer minutes) throws BrokenPageException {
        assertThat(read(bare().line(line("类型:", "剧情")).line(line("片长:", written)))
                        .length()
                        .runtime())
                .isEqualTo(minutes);
    }

    @Test
    void plainListsAreSplitAtWhateverSignStandsInThem() throws BrokenPageException {
        VideoFacts facts = read(TitlePage.of(ID)
                .noLines()
                .line("<span class='pl'>导演</span>: 林一舟, Jr.")
                .line("<span class='pl'>类型:</span> 剧情、短片 / <span property='v:genre'>歌舞/音乐</span>")
                .line("<span class='pl'>制片国家/地区:</span> 美国, 英国，法国")
                .line("<span class='pl'>语言:</span> 英语/汉语(川/渝)/法语"));

        assertThat(facts.credits().directors()).containsExactly("林一舟, Jr.");
        assertThat(facts.labels().genres()).containsExactly("剧情", "短片", "歌舞/音乐");
        assertThat(facts.labels().countries()).containsExactly("美国", "英国", "法国");
        assertThat(facts.labels().languages()).containsExactly("英语", "汉语(川/渝)", "法语");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>更多...</a>",
                "<a>更多</a>",
                "<a href='#'>更多……</a>",
                "<a class='more-actor' href='/x'>全部</a>",
                "<span class='more-actor'>全部</span>",
                "更多...",
                "<span>展开…</span>"
            })
    void theButtonOfAFoldedListIsNoName(String button) throws BrokenPageException {
        VideoFacts facts = read(TitlePage.of(ID)
                .noLines()
                .line("<span class='pl'>导演</span>: <a href='/p/1'>林一舟</a> / <a href='/p/2'>更多</a> / " + button)
                .line("<span class='pl'>又名:</span> 更多的桥 / 桥"));

        assertThat(facts.credits().directors()).containsExactly("林一舟", "更多");
        assertThat(facts.naming().aka()).containsExactly("更多的桥", "桥");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<span property='v:summary'><span class='short'>一座桥，两……</span><span class='all hidden'>一座桥，两封信。</span></span>",
                "<span class='short'><span property='v:summary'>一座桥，两封……</span></span><span class='all hidden'>一座桥，两封信。</span>",
                "<span class='all hidden'>一座桥，两封信。</span><span property='v:summary'>一座桥，两封……</span>",
                "<span class='all hidden'>别处展开的文字，很长。</span><p><span property='v:summary'>一座桥，两封信。</span></p>",
                "<span class='all hidden'>别处展开的文字，很长。</span><span property='v:summary'>一座桥，两封信。</span>"
            })
    void theLongSummaryIsFoundWithoutItsUsualPlace(String markup) throws BrokenPageException {
        assertThat(read(TitlePage.of(ID).summary("<div>" + markup + "</div>")).summary())
                .isEqualTo("一座桥，两封信。");
    }

    @Test
    void aTitleOfWhichOnlyTwoFactsAreKnownIsBelieved() throws BrokenPageException {
        String page = TitlePage.of(ID)
                .noLines()
                .line("<span class='pl'>导演</span>: 林一舟")
                .line("<span class='pl'>制片国家/地区:</span> 中国大陆")
                .html();

        assertThat(new DetailsReader(2, Clock.fixed(Pages.NOW, ZoneOffset.UTC))
                        .read(Pages.subject(ID), Pages.answer(ID, page))
                        .credits()
                        .directors())
                .containsExactly("林一舟");
    }
}
