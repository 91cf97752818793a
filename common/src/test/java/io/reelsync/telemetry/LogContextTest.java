package io.reelsync.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class LogContextTest {

    @Test
    void putsFieldsThereAndTakesThemAway() {
        try (LogContext log = LogContext.of("trace-1").with("run_id", 7).with("source_id", null)) {
            assertThat(MDC.get("trace_id")).isEqualTo("trace-1");
            assertThat(MDC.get("run_id")).isEqualTo("7");
            assertThat(MDC.get("source_id")).isNull();
            assertThat(TraceId.current()).isEqualTo("trace-1");
        }

        assertThat(MDC.get("trace_id")).isNull();
        assertThat(MDC.get("run_id")).isNull();
    }

    @Test
    void putsBackWhatStoodThereBefore() {
        try (LogContext outer = LogContext.of("outer").with("source", "douban")) {
            try (LogContext inner =
                    LogContext.of("inner").with("source", "tmdb").with("source", "third")) {
                assertThat(MDC.get("source")).isEqualTo("third");
            }

            assertThat(MDC.get("trace_id")).isEqualTo("outer");
            assertThat(MDC.get("source")).isEqualTo("douban");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\nb",
                "é",
                "a_b",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void makesANewTraceIdWhereTheGivenOneIsNone(String given) {
        assertThat(TraceId.validOrNew(given)).matches("[0-9a-f]{32}").isNotEqualTo(TraceId.validOrNew(given));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\u0000", "\u001b", "\u0085", "\u2028", "\u2029", "\u007f"})
    void leavesNothingInForeignTextThatCouldForgeALine(String character) {
        assertThat(Texts.cut("one" + character + "two", 20)).isEqualTo("one two");
    }

    @Test
    void cutsBetweenCharactersAndNeverWithinOne() {
        assertThat(Texts.cut("𠀋𠀋𠀋𠀋", 4)).isEqualTo("𠀋𠀋𠀋𠀋");
        assertThat(Texts.cut("𠀋𠀋𠀋𠀋", 3)).isEqualTo("𠀋𠀋…");
    }
}
