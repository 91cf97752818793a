package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RedisClockTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    /** Redis counts microseconds since 1970, this machine nanoseconds since its start. */
    private static final long REDIS = 1_790_000_000_000_000L;

    private final RedisClock clock = new RedisClock();

    @Test
    void aQuickAnswerTellsATurnExactly() {
        clock.note(1_000 * MILLI, 1_000 * MILLI + 200_000, REDIS);
        RedisClock.Bounds known = clock.note(1_010 * MILLI, 1_010 * MILLI + 300_000, REDIS + 10_100);

        assertThat(known.uncertainty()).isLessThan(300_000);
        assertThat(known.reached(REDIS + 20_000)).isBetween(1_020 * MILLI, 1_021 * MILLI);
    }

    @Test
    void aSlowAnswerTakesNothingFromWhatAQuickOneTold() {
        RedisClock.Bounds before = clock.note(1_000 * MILLI, 1_000 * MILLI + 200_000, REDIS);

        // Redis read its clock at once; the answer was on the way for 30 ms.
        RedisClock.Bounds known = clock.note(1_010 * MILLI, 1_040 * MILLI, REDIS + 10_050);

        assertThat(known.uncertainty()).isLessThan(before.uncertainty() + 200_000);
        assertThat(known.reached(REDIS + 50_000)).isLessThan(1_051 * MILLI);
    }

    @Test
    void aSlowAnswerAloneLeavesItUncertainByTheTimeThatItTook() {
        RedisClock.Bounds known = clock.note(1_000 * MILLI, 1_030 * MILLI, REDIS);

        assertThat(known.uncertainty()).isBetween(30 * MILLI, 31 * MILLI);
        assertThat(known.reached(REDIS)).isEqualTo(1_030 * MILLI);
    }

    @Test
    void whatIsUncertainOfATurnComesOffTheTimeThatARequestMayBeLateButHalfIsLeft() {
        assertThat(slot(3 * MILLI).lateBy(8 * MILLI)).isEqualTo(5 * MILLI);
        assertThat(slot(60 * MILLI).lateBy(8 * MILLI)).isEqualTo(4 * MILLI);
    }

    private static Slots.Reservation slot(long uncertainty) {
        return new Slots.Reservation(Slots.Outcome.RESERVED, 0, uncertainty, REDIS, 20_000, 0, 0, 0);
    }

    @Test
    void knowsLessAsTimePasses() {
        RedisClock.Bounds quick = clock.note(0, 200_000, REDIS);
        RedisClock.Bounds later = clock.note(60_000 * MILLI, 60_020 * MILLI, REDIS + 60_010_000);

        assertThat(later.uncertainty()).isGreaterThan(10 * MILLI).isLessThanOrEqualTo(21 * MILLI);
        assertThat(quick.uncertainty()).isLessThan(MILLI);
    }

    @Test
    void believesTheLastAnswerWhereTheClockWasSetOrAnotherServerAnswers() {
        clock.note(1_000 * MILLI, 1_001 * MILLI, REDIS);

        RedisClock.Bounds known = clock.note(1_010 * MILLI, 1_011 * MILLI, REDIS + 5_000_000);

        assertThat(known.reached(REDIS + 5_000_000)).isEqualTo(1_011 * MILLI);
        assertThat(known.uncertainty()).isBetween(MILLI, 2 * MILLI);
    }
}
