package io.reelsync.worker.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleCheckTest {

    @ParameterizedTest
    @CsvSource({
        "疯狂动物城2, 疯狂动物城2",
        "疯狂动物城 2, 疯狂动物城２",
        "Wall-E, WALL·E",
        "名侦探柯南：独眼的残像 名探偵コナン, 名侦探柯南",
        "哪吒, 哪吒之魔童闹海",
        "Title, 原名 (2020)",
        "Title, Another Name: The Long One"
    })
    void believesATitleThatIsTheListedOneOrBeginsWithIt(String title, String listed) {
        VideoFacts facts = facts(title, "原名 2020", "Another name");

        assertThatCode(() -> TitleCheck.check(facts, Optional.of(listed))).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherTitlesPageAndNamesBoth() {
        VideoFacts facts = facts("霸王别姬", "Farewell", "再见");

        assertThatExceptionOfType(BrokenPageException.class)
                .isThrownBy(() -> TitleCheck.check(facts, Optional.of("活着")))
                .withMessage("the page says «霸王别姬», the list said «活着»")
                .satisfies(broken -> assertThat(broken.reason()).isEqualTo(Reason.WRONG_TITLE));
    }

    @Test
    void hasNothingToCompareWhereNoListNamedTheTitle() {
        VideoFacts facts = facts("霸王别姬", null, "再见");

        assertThatCode(() -> TitleCheck.check(facts, Optional.empty())).doesNotThrowAnyException();
        assertThatCode(() -> TitleCheck.check(facts, Optional.of("…"))).doesNotThrowAnyException();
    }

    private static VideoFacts facts(String title, String original, String other) {
        return new VideoFacts(
                new SubjectId("douban", "1"),
                null,
                new VideoFacts.Naming(title, original, List.of(other)),
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                VideoFacts.Rating.NONE,
                null,
                null,
                null);
    }
}
