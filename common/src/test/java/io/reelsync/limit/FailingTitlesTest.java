package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.limit.FailingTitles.Patience;
import org.junit.jupiter.api.Test;

class FailingTitlesTest {
    private final FailingTitles sources = Installation.shared().bean(FailingTitles.class);
    private final String source = Installation.newSource();
    private int titles;

    private void answer(int times) {
        for (int i = 0; i < times; i++) {
            sources.answered(source, "good " + ++titles);
        }
    }

    /** How many titles fail, one after the other, until the source is blamed. */
    private int failUntilBlamed(Patience patience) {
        int failed = 1;
        while (!sources.failed(source, "bad " + ++titles, patience)) {
            failed++;
            assertThat(failed).isLessThan(100);
        }
        return failed;
    }

    @Test
    void blamesASourceWhereMostOfTheLastTitlesFail() {
        answer(100);

        assertThat(failUntilBlamed(Patience.USUAL)).isEqualTo(11);
        assertThat(failUntilBlamed(Patience.USUAL)).as("counted anew").isEqualTo(10);
    }

    @Test
    void blamesTheTitlesWhereTheSameFewFailAgainAndAgain() {
        answer(7);

        for (int attempt = 0; attempt < 30; attempt++) {
            assertThat(sources.failed(source, "bad " + attempt % 3, Patience.USUAL))
                    .isFalse();
        }
    }

    @Test
    void hasLittlePatienceWithRefusalsThatMayBeMeantForUs() {
        answer(100);

        assertThat(failUntilBlamed(Patience.LITTLE)).isEqualTo(3);
    }

    @Test
    void threeTitlesTellThatASourceIsNotOpenAfterAPause() {
        answer(20);
        sources.forget(source);

        assertThat(sources.failed(source, "one", Patience.AFTER_A_PAUSE)).isFalse();
        assertThat(sources.failed(source, "one", Patience.AFTER_A_PAUSE)).isFalse();
        assertThat(sources.failed(source, "two", Patience.AFTER_A_PAUSE)).isFalse();
        assertThat(sources.failed(source, "three", Patience.AFTER_A_PAUSE)).isTrue();
    }
}
