package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelsync.Installation;
import io.reelsync.limit.Slots.Outcome;
import io.reelsync.limit.Slots.Reservation;
import io.reelsync.source.Rate;
import io.reelsync.testservers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

/** A rate that changes while two processes ask for slots. */
class RatesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Rate SECOND = Rate.of("1/1s");
    private static final Rate SLOW = Rate.of("1/2m");

    private final String source = Installation.newSource();
    private final LimitSettings settings = Limiter.settings(60_000);
    private final Limiter one = new Limiter(TestServers.redisUrl(), settings);
    private final Limiter other = new Limiter(TestServers.redisUrl(), settings);
    private final Slots slots = new Slots(one.redisson, settings);
    private final Slots others = new Slots(other.redisson, settings);

    @AfterEach
    void close() {
        one.close();
        other.close();
        Installation.shared()
                .sql()
                .sql("DELETE FROM source_rates WHERE source = ?")
                .param(source)
                .update();
    }

    @Test
    void givesNoSlotToWhoDoesNotKnowTheLastChange() {
        warm(SECOND);
        Reservation before = reserve(slots, SECOND, 0);

        Reservation slow = reserve(others, SLOW, 1);

        assertThat(slow.interval()).isEqualTo(micros(SLOW));
        assertThat(slow.slot() - before.slot()).isGreaterThanOrEqualTo(micros(SLOW));
        Reservation stale = reserve(slots, SECOND, 0);
        assertThat(stale.outcome()).isEqualTo(Outcome.OTHER_RATE);
        assertThat(stale.rateNumber()).isEqualTo(1);
        // Sooner again: nobody waits for what was reserved minutes ahead.
        Reservation quick = reserve(slots, SECOND, 2);
        assertThat(quick.slot() - before.slot()).isBetween(micros(SECOND), micros(SLOW) / 2);
        assertThat(others.look(wish(SLOW), slow).isSlot()).isFalse();
        assertThat(others.tellLate(wish(SLOW), slow, 0)).isFalse();
        assertThat(slots.look(wish(SECOND), quick).isSlot()).isTrue();
    }

    @Test
    void keepsTheDistanceToSlotsThatStandWhenTheRateChanges() {
        Rate close = Rate.of("100/1s");
        warm(close);
        Reservation last = reserve(slots, close, 0);

        Reservation next = reserve(others, SECOND, 1);

        assertThat(next.slot() - last.slot()).isGreaterThanOrEqualTo(micros(SECOND));
        Reservation faster = reserve(slots, close, 2);
        assertThat(faster.slot()).isGreaterThanOrEqualTo(last.slot() + micros(close));
    }

    @Test
    void keepsEveryWindowWhereTheRateOfAFastSourceChanges() {
        Rate more = Rate.of("100/1s");
        Rate fewer = Rate.of("40/1s");
        warm(more);
        List<Long> given = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            given.add(reserve(slots, more, 0).slot());
        }
        Reservation late = reserve(slots, more, 0);

        for (int i = 0; i < 50; i++) {
            given.add(reserve(others, fewer, 1).slot());
        }

        assertThat(slots.tellLate(wish(more), late, 0)).isFalse();
        // After the change, and with what was given up to it.
        for (int i = 40; i < given.size(); i++) {
            assertThat(given.get(i) - given.get(i - 40)).isGreaterThan(i < 70 ? 400_000L : 1_000_000L);
        }
        Reservation again = reserve(slots, more, 2);
        assertThat(again.slot()).isGreaterThan(given.get(given.size() - 1));
        assertThat(again.interval()).isEqualTo(micros(more));
    }

    @Test
    void settingsOfOneIntervalAndOtherWindowsDoNotAddUp() {
        Rate second = Rate.of("40/1s");
        Rate half = Rate.of("20/500ms");
        assertThat(micros(half)).isEqualTo(micros(second));
        warm(second);

        List<Long> given = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            given.add(
                    i % 10 < 5
                            ? reserve(slots, second, 0).slot()
                            : reserve(others, half, 0).slot());
        }

        for (int i = 40; i < given.size(); i++) {
            assertThat(given.get(i) - given.get(i - 40)).isGreaterThan(1_000_000L);
        }
    }

    @Test
    void takesTheSlowestOfSettingsThatDiffer() {
        warm(SECOND);
        Rate faster = Rate.of("5/1s");

        assertThat(reserve(slots, faster, 0).interval()).isEqualTo(micros(SECOND));
        assertThat(reserve(others, SECOND, 0).interval()).isEqualTo(micros(SECOND));

        // Nobody has told the slower one for a while.
        state().fastPut("told", "1");
        assertThat(reserve(slots, faster, 0).interval()).isEqualTo(micros(faster));
    }

    @Test
    void forgetsANumberThatTheDatabaseDoesNotKnow() {
        warm(SECOND);
        reserve(slots, SECOND, 7);

        assertThat(others.reserve(wish(SECOND), new Rates.Standing(SECOND, 2, 6), LONG, true, 1)
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.OTHER_RATE);
        assertThat(others.reserve(wish(SECOND), new Rates.Standing(SECOND, 2, 7), LONG, true, 1)
                        .get(0)
                        .isSlot())
                .isTrue();
    }

    @Test
    void isKnownToAllProcessesAndOutlivesThem() {
        one.rates.set(source, SLOW, "somebody");

        assertThat(other.rates.standing(source, SECOND).rate()).isEqualTo(SLOW);
        try (Limiter later = new Limiter(TestServers.redisUrl(), settings)) {
            assertThat(later.rates.standing(source, SECOND)).isEqualTo(new Rates.Standing(SLOW, 1));
            assertThat(later.rates.change(source).orElseThrow().by()).isEqualTo("somebody");
        }

        one.rates.set(source, null, "somebody");
        await().atMost(LONG).untilAsserted(() -> assertThat(other.rates.standing(source, SECOND))
                .isEqualTo(new Rates.Standing(SECOND, 2)));
        assertThat(other.rates.change(source)).isEmpty();
    }

    @Test
    void endsTheLongWaitOfWhoeverHoldsASlotOrWaitsForOne() throws Exception {
        warm(SLOW);
        one.rates.set(source, SLOW, "somebody");
        Reservation first = reserve(slots, SLOW, 1);
        Permits.Request patient = new Permits.Request(source, SECOND, Duration.ofHours(3), false, () -> true);
        CompletableFuture<Permits.Result> holds = CompletableFuture.supplyAsync(() -> one.acquire(patient));
        CompletableFuture<Permits.Result> waits = CompletableFuture.supplyAsync(() -> other.acquire(patient));
        await().atMost(LONG).until(() -> Long.parseLong(state().get("next")) > first.slot() + 1.5 * micros(SLOW));

        one.rates.set(source, Rate.of("1/100ms"), "somebody");

        assertThat(holds.get(30, TimeUnit.SECONDS)).isInstanceOf(Permits.Result.Granted.class);
        assertThat(waits.get(30, TimeUnit.SECONDS)).isInstanceOf(Permits.Result.Granted.class);
        assertThat(state().get("rated")).isEqualTo("2");
        assertThat(state().get("interval")).isEqualTo(String.valueOf(micros(Rate.of("1/100ms"))));
    }

    /** A limiter that is no longer cold. */
    private void warm(Rate rate) {
        state().fastPut("next", "1");
        state().fastPut("rated", "0");
        state().fastPut("interval", String.valueOf(micros(rate)));
        state().fastPut("told", "99999999999999999");
    }

    private RMap<String, String> state() {
        return one.redisson.getMap(LimitKeys.of(settings, source).state(), StringCodec.INSTANCE);
    }

    private Reservation reserve(Slots process, Rate rate, long number) {
        Permits.Request wish = wish(rate);
        Rates.Standing standing = new Rates.Standing(rate, number);
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(LONG)
                .until(
                        () -> process.reserve(wish, standing, Duration.ofDays(1), true, 1)
                                .get(0),
                        reserved -> reserved.outcome() != Outcome.COME_BACK);
    }

    private Permits.Request wish(Rate rate) {
        return new Permits.Request(source, rate, LONG, false, () -> true);
    }

    private static long micros(Rate rate) {
        return rate.interval().toNanos() / 1000;
    }
}
