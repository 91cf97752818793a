package io.reelsync.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStateTest {
    @ParameterizedTest
    @CsvSource({
        "REQUESTED, RUNNING PAUSED CANCELLED",
        "RUNNING, PAUSED CANCELLED COMPLETED FAILED",
        "PAUSED, REQUESTED RUNNING CANCELLED",
        "CANCELLED, ''",
        "COMPLETED, ''",
        "FAILED, ''",
    })
    void goesWhereItMayAndNowhereElse(RunState from, String next) {
        assertThat(Arrays.stream(RunState.values()).filter(from::mayBecome).map(RunState::name))
                .containsExactlyInAnyOrder(next.isEmpty() ? new String[0] : next.split(" "));
        assertThat(from.active()).isEqualTo(!next.isEmpty());
    }
}
