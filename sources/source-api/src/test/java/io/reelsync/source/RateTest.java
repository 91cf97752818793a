package io.reelsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({
        "1/6s, 1, 6000, 1/6s",
        "40/1s, 40, 1000, 40/1s",
        "10/m, 10, 60000, 10/60s",
        "' 3 / 250ms ', 3, 250, 3/250ms",
        "1000/24h, 1000, 86400000, 1000/86400s"
    })
    void readsPermitsAndTime(String text, int permits, long millis, String written) {
        Rate rate = Rate.of(text);

        assertThat(rate).isEqualTo(new Rate(permits, Duration.ofMillis(millis)));
        assertThat(rate).hasToString(written);
        assertThat(Rate.of(rate.toString())).isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "6s", "1/6", "1/6 days", "-1/6s", "1.5/6s", "10000/1s", "1/6s/2", "one/6s", "1/1234567s"})
    void refusesOtherFormsAndShowsTheRightOne(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(text))
                .withMessage(
                        "'" + text
                                + "' is no rate: write PERMITS/TIME, for example 1/6s (one request every six seconds), or unlimited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/1s", "1001/1s"})
    void refusesTooFewAndTooManyPermits(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(text))
                .withMessageStartingWith("a rate has 1 to 1000 permits, not ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/0s", "1/25h", "1/999999h"})
    void refusesTimesThatNoSourceAsksFor(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(text))
                .withMessageStartingWith("a rate's time is 1ms to 24h, not ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000/1ms", "1/1ms", "10/5ms", "1000/5ms"})
    void refusesWhatNoMachineIsExactEnoughFor(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(text))
                .withMessageContaining("can't be kept apart")
                .withMessageEndingWith("for example 1000/1s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/6ms", "1/10ms", "1000/50ms", "100/100ms", "1000/100ms", "1000/1s", "1000/500ms"})
    void takesFastRatesThatCanBeKept(String text) {
        assertThat(Rate.of(text).tolerance()).isGreaterThan(Duration.ofMillis(1));
    }

    @Test
    void keepsSoMuchBetweenRequestsThatNoneTooManyFallsIntoAWindow() {
        Rate rate = Rate.of("40/1s");

        // From the first of 41 requests to the last there are 40 gaps.
        assertThat(rate.interval().multipliedBy(40)).isGreaterThan(Duration.ofMillis(1010));
        assertThat(rate.interval()).isLessThan(Duration.ofMillis(26));
        assertThat(rate.perSecond()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({
        "1/6s, 0.995",
        "10/1m, 0.995",
        "1/2s, 0.995",
        "1/1s, 0.99",
        "5/1s, 0.99",
        "50/1s, 0.98",
        "500/1s, 0.98",
        "1000/500ms, 0.98",
        "1/300ms, 0.98",
        "1000/24h, 0.995"
    })
    void keepsNoMoreThanItHasTo(String text, double used) {
        Rate rate = Rate.of(text);
        double gap = rate.window().toNanos() / (double) rate.permits();

        assertThat(gap / rate.interval().toNanos()).isBetween(used, 1.0);
        // One request as late as it may be, all that follow in time.
        assertThat(rate.interval().multipliedBy(rate.permits()).minus(rate.tolerance()))
                .isGreaterThan(rate.window());
    }

    @Test
    void anUnlimitedSourceHasNoGaps() {
        Rate rate = Rate.of(" unlimited ");

        assertThat(rate).isSameAs(Rate.UNLIMITED).hasToString("unlimited");
        assertThat(rate.interval()).isZero();
        assertThat(rate.perSecond()).isInfinite();
    }
}
