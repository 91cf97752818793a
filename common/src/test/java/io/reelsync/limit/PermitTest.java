package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PermitTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private int sent;
    private int givenBack;
    private int toldBefore;
    private int toldAfterwards;

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

    @Test
    void tellsThatItsRequestWasHeldUpOnItsWayAndNothingElse() {
        long tolerance = TimeUnit.MILLISECONDS.toNanos(200);
        Permit heldUp = permit(new Permit.Times(System.nanoTime(), tolerance, LONG, tolerance));
        Permit inTime = permit(System.nanoTime());

        awaitMillis(500);
        heldUp.sent();
        assertThat(toldAfterwards).as("nothing is sent before it is used").isZero();

        assertThat(heldUp.use()).isTrue();
        assertThat(toldBefore).isPositive();
        awaitMillis(500);
        heldUp.sent();
        assertThat(toldAfterwards).isEqualTo(1);

        assertThat(inTime.use()).isTrue();
        inTime.sent();
        assertThat(toldAfterwards).isEqualTo(1);
    }

    private static void awaitMillis(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Permit permit(long turn) {
        return permit(new Permit.Times(turn, LONG, LONG, LONG));
    }

    private Permit permit(Permit.Times times) {
        return new Permit(false, times, new Permit.Limiter() {
            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public boolean tellLate() {
                toldBefore++;
                return true;
            }

            @Override
            public void tellSentLate() {
                toldAfterwards++;
            }

            @Override
            public void giveBack() {
                givenBack++;
            }

            @Override
            public void countUse() {
                sent++;
            }
        });
    }
}
