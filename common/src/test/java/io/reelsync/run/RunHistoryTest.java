package io.reelsync.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunHistoryTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT1S",
        "PT2M, PT1S",
        "PT2M0.001S, PT5S",
        "PT30M, PT15S",
        "PT2H, PT1M",
        "PT5H, PT5M",
        "P30D, PT6H",
        "P31D, P1D",
        "P300D, P1D"
    })
    void takesTheShortestRoundStepThatLeavesAPictureReadable(Duration run, Duration step) {
        assertThat(RunHistory.step(run)).isEqualTo(step);
    }
}
