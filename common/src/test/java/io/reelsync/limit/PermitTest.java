package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PermitTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private int sent;
    private int givenBack;

    @Test
    void isUsedNoEarlierThanItsTurn() {
        long turn = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);

        assertThat(permit(turn).use()).isTrue();

        assertThat(System.nanoTime() - turn).isNotNegative();
        assertThat(sent).isEqualTo(1);
    }

    @Test
    void isGivenBackByAThreadThatIsToStop() {
        Permit permit = permit(System.nanoTime() + LONG);
        Thread.currentThread().interrupt();

        assertThat(permit.use()).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).isZero();
        assertThat(givenBack).isEqualTo(1);
    }

    private Permit permit(long turn) {
        return new Permit(
                false,
                new Permit.Times(turn, LONG, LONG, LONG),
                () -> true,
                () -> true,
                () -> givenBack++,
                () -> sent++);
    }
}
