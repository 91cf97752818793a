package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged characters and missing facts are told from unusual ones. */
class FactGatesTest {
    private static final long ID = 4100400;

    private static TitlePage page() {
        return TitlePage.of(ID)
                .line("<span class='pl'>主演</span>: 白鹿鸣 / 石一山 / 江边客 / 渡口人")
                .line("<span class='pl'>制片国家/地区:</span> 中国大陆")
                .line("<span class='pl'>语言:</span> 汉语普通话");
    }

    private static void assertDamaged(String html) {
        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> Pages.read(ID, html))
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(Reason.ENCODING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "GB18030"})
    void refusesAPageThatWasReadInAnotherEncoding(String charset) {
        assertDamaged(new String(page().html().getBytes(StandardCharsets.UTF_8), Charset.forName(charset)));
    }

    @Test
    void refusesAPageInAnotherEncoding() {
        byte[] gbk = page().html().getBytes(Charset.forName("GBK"));
        assertThatExceptionOfType(BrokenPageException.class).isThrownBy(() -> Pages.read(ID, gbk));
    }

    @Test
    void refusesATitleThatLostALetter() {
        assertDamaged(page().title("长\uFFFD来信", "长\uFFFD来信", "").html());
    }

    @Test
    void refusesAPageOfWhichManyNamesAreDamaged() {
        assertDamaged(page().line("<span class='pl'>编剧</span>: 何\uFFFD / 周\uFFFD / 锟斤拷")
                .html());
    }

    @Test
    void takesAPageOfWhichOneNameIsDamagedAtTheSource() {
        assertThatCode(() -> Pages.read(
                        ID,
                        page().line("<span class='pl'>编剧</span>: 何\uFFFD / 周野").html()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Amélie à Paris",
                "Čeština žluťoučký kůň",
                "Ёлки и ёжики",
                "שלום עולם",
                "مرحبا بالعالم",
                "ภาพยนตร์ไทย",
                "Hà Nội mùa đông",
                "千と千尋の神隠し",
                "한국영화제목입니다",
                "繁體中文的片名",
                "联通世界电影院",
                "🎬 Emoji 👩‍👩‍👧",
                "e\u0301 combining a\u0308",
                "ÄÖÜ äöü ß",
                "Ã©"
            })
    void takesEveryScriptAsItStands(String title) throws BrokenPageException {
        assertThat(Pages.read(ID, page().title(title, title, "").html())
                        .naming()
                        .title())
                .isEqualTo(title);
    }

    @Test
    void refusesAPageWithFewerFactsThanAnyHas() {
        DetailsReader strict = new DetailsReader(3, Clock.fixed(Pages.NOW, ZoneOffset.UTC));

        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> strict.read(
                        Pages.subject(ID), Pages.answer(ID, TitlePage.of(ID).html())))
                .satisfies(broken -> {
                    assertThat(broken.reason()).isEqualTo(Reason.TOO_FEW_LABELS);
                    assertThat(broken).hasMessageContaining("导演, 类型");
                });
        assertThatCode(() -> strict.read(Pages.subject(ID), Pages.answer(ID, page().html())))
                .doesNotThrowAnyException();
    }
}
