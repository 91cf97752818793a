package io.reelsync.statement.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "長橋來信|长桥来信",
                "长桥·来信！|长桥来信",
                "ＬＯＮＧ　Bridge|long-bridge",
                "Amélie of the Bridge|AMELIE OF THE BRIDGE",
                "Rain & Wind|Rain and Wind",
                "长桥2|长桥之二",
                "长桥Ⅱ|长桥2",
                "长桥 II|长桥第二部",
                "Long Bridge Part Two|Long Bridge II",
                "长桥 第十二季|长桥第12季",
                "Long Bridge: Season 2|Long Bridge S02",
                "长桥来信(台)|長橋來信",
                "长桥第二部：归来|長橋 第2部 歸來",
                "长桥 II 第三季|长桥2 Season Three",
                "第二季|第2季",
            },
            delimiter = '|')
    void spellingsOfOneNameAreEqual(String one, String other) {
        assertThat(Name.of(one)).isEqualTo(Name.of(other));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "长桥|长桥2",
                "长桥之二|长桥之三",
                "长桥 第一季|长桥 第二季",
                "长桥（上）|长桥（下）",
                "2046|2047",
                "ガラスの橋|カラスの橋",
                "一|二",
            },
            delimiter = '|')
    void othersAreNot(String one, String other) {
        assertThat(Name.of(one)).isNotEqualTo(Name.of(other));
    }

    @Test
    void aNumberAloneIsAName() {
        assertThat(Name.of("1917")).isEqualTo(new Name("1917", 0, 0));
        assertThat(Name.of("十二")).isEqualTo(new Name("十二", 0, 0));
        assertThat(Name.of("V")).isEqualTo(new Name("v", 0, 0));
        assertThat(Name.of("长桥 2049")).isEqualTo(new Name("长桥2049", 0, 0));
        assertThat(Name.of("！？").base()).isEmpty();
    }

    @Test
    void aNameThatNeedsNoOtherSpellingIsReadAsIfItDid() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int highest = i % 2 == 0 ? 0x250 : 0xa000;
            String name = random.ints(6, 0x20, highest)
                    .filter(Character::isLetterOrDigit)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            // The last word has a traditional character, so that all of it is spelled anew.
            assertThat(Name.words(name + " 愛")).isEqualTo((Name.words(name) + " 爱").strip());
        }
    }
}
