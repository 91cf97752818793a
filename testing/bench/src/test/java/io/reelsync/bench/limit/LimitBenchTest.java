package io.reelsync.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitBenchTest {

    @Test
    void countsTheFullestWindowWhereverItBegins() {
        assertThat(LimitBench.mostInAWindow(new long[] {}, 10)).isZero();
        assertThat(LimitBench.mostInAWindow(new long[] {0, 10, 20}, 10)).isEqualTo(1);
        assertThat(LimitBench.mostInAWindow(new long[] {0, 9, 20}, 10)).isEqualTo(2);
        assertThat(LimitBench.mostInAWindow(new long[] {24, 0, 8, 16, 17, 9, 7}, 10))
                .isEqualTo(4);
    }
}
