package io.reelsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"1292052", "movie/603", "tt0111161", "0", "a:b", "!", "~", "TT0111161"})
    void isOfTheSourcesOwnForm(String id) {
        SubjectId subject = new SubjectId("somewhere", id);

        assertThat(subject).hasToString("somewhere:" + id);
        assertThat(SubjectId.parse(subject.toString())).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1 2", "1\n", "\t1", "é", "长桥", "1\u0000", "1\u007f"})
    void hasNoBlanksAndNothingButAscii(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubjectId("somewhere", id))
                .withMessage("'" + id + "' is no subject's id: it has to be 1 to 64 printable ASCII characters without"
                        + " blanks");
    }

    @Test
    void hasUpToSixtyFourCharacters() {
        assertThat(new SubjectId("somewhere", "9".repeat(64)).id()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new SubjectId("somewhere", "9".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Douban", "1x", "a-b", "a b"})
    void isOfASourceWithAName(String source) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SubjectId(source, "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> SubjectId.parse(source));
    }

    @ParameterizedTest
    @CsvSource({"1292052,1292052", "movie/603,603", "show/603,603", "a/b/007,7", "tt0111161,", "603/movie,", "-5,"})
    void tellsTheNumberThatStandsAloneOrAfterAKind(String id, Long number) {
        assertThat(new SubjectId("somewhere", id).number()).isEqualTo(number);
    }

    @Test
    void tellsNoNumberThatAColumnCanNotHold() {
        assertThat(new SubjectId("somewhere", "9".repeat(18)).number()).isEqualTo(999_999_999_999_999_999L);
        assertThat(new SubjectId("somewhere", "9".repeat(19)).number()).isNull();
    }

    @Test
    void isInTheOrderOfSourcesAndOfCharacters() {
        List<SubjectId> sorted = Stream.of("b:1", "a:movie/7", "a:9", "a:Z", "a:10", "a:1", "a:a")
                .map(SubjectId::parse)
                .sorted()
                .toList();

        assertThat(sorted)
                .extracting(SubjectId::toString)
                .containsExactly("a:1", "a:10", "a:9", "a:Z", "a:a", "a:movie/7", "b:1");
    }

    @Test
    void aSourceThatCountsItsTitlesHasNumbers() {
        assertThat(List.of("1", "1292052", "9".repeat(18))).allMatch(IdForm.NUMBER::allows);
        assertThat(List.of("", "0", "07", "-1", "1.5", "x", "1 ", "9".repeat(19), "１"))
                .noneMatch(IdForm.NUMBER::allows);
    }
}
