package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Leave;
import io.reelsync.limit.CircuitBreaker.Scope;
import io.reelsync.limit.CircuitBreaker.Trip;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class CircuitBreakerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Installation installation = Installation.shared();
    private final CircuitBreaker breaker = installation.bean(CircuitBreaker.class);
    private final String source = Installation.newSource();
    private final Key page = Key.route(source, "page");
    private final Key json = Key.route(source, "json");

    private Duration challenged(Key key) {
        return breaker.trip(key, new Trip("CHALLENGED", "a test for robots", null))
                .blockedFor();
    }

    private Leave ask(Key... keys) {
        return breaker.ask(List.of(keys));
    }

    private void endBlocks() {
        set("blocked_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");
    }

    private void set(String assignment) {
        installation
                .sql()
                .sql("UPDATE circuit_breakers SET " + assignment + " WHERE source = ?")
                .param(source)
                .update();
    }

    @Test
    void holdsBackWhatHasTrippedAlone() {
        assertThat(ask(page)).isEqualTo(Leave.GIVEN);

        assertThat(challenged(page)).isEqualTo(MINUTE);

        assertThat(ask(page)).isEqualTo(Leave.HELD_BACK);
        assertThat(ask(json)).isEqualTo(Leave.GIVEN);
        assertThat(breaker.blockedFor(List.of(page, json))).isZero();
        assertThat(breaker.blockedFor(List.of(page))).isBetween(Duration.ofSeconds(50), MINUTE);
    }

    @Test
    void anotherProcessHearsOfATripThoughItSawAllClosed() {
        CircuitBreaker other = new CircuitBreaker(
                installation.sql(),
                installation.bean(TransactionTemplate.class),
                installation.bean(LimitSettings.class));
        assertThat(other.ask(List.of(page))).isEqualTo(Leave.GIVEN);

        challenged(page);

        Awaitility.await()
                .untilAsserted(() -> assertThat(other.ask(List.of(page))).isEqualTo(Leave.HELD_BACK));
    }

    @Test
    void aChallengedRouteLeavesTheSourceOpen() {
        challenged(page);

        assertThat(installation.bean(Pauses.class).remaining(source)).isEmpty();
        assertThat(installation.bean(Pauses.class).find(source)).isEmpty();
        assertThat(breaker.tripped(source, Scope.SOURCE)).isEmpty();
        assertThat(breaker.tripped(source, Scope.KIND)).isEmpty();
    }

    @Test
    void waitsForTheFirstOfSeveralToEnd() {
        challenged(page);
        breaker.trip(json, new Trip("CHALLENGED", "a test for robots", Duration.ofHours(1)));

        assertThat(breaker.blockedFor(List.of(json, page))).isBetween(Duration.ofSeconds(50), MINUTE);
    }

    @Test
    void oneProbeTellsWhetherARouteIsOpenAgain() {
        challenged(page);
        endBlocks();
        assertThat(breaker.blockedFor(List.of(page))).isZero();

        assertThat(ask(page)).isEqualTo(Leave.PROBE);
        assertThat(ask(page)).as("while it is probed").isEqualTo(Leave.HELD_BACK);
        assertThat(breaker.blockedFor(List.of(page))).isBetween(Duration.ofSeconds(35), Duration.ofSeconds(45));

        assertThat(breaker.reset(page)).isTrue();
        assertThat(breaker.reset(page)).isFalse();
        assertThat(ask(page)).isEqualTo(Leave.GIVEN);
    }

    @Test
    void oneOfManyWorkersClaimsTheProbe() {
        challenged(page);
        endBlocks();
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Leave>> asked = IntStream.range(0, 8)
                .mapToObj(worker -> CompletableFuture.supplyAsync(() -> {
                    awaitLatch(start);
                    return ask(page);
                }))
                .toList();

        start.countDown();

        assertThat(asked.stream()
                        .map(answer -> answer.orTimeout(30, TimeUnit.SECONDS).join()))
                .containsOnlyOnce(Leave.PROBE)
                .doesNotContain(Leave.GIVEN);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aProbeThatToldNothingIsFollowedByAnother() {
        challenged(page);
        endBlocks();
        ask(page);

        breaker.releaseProbe(page);

        assertThat(ask(page)).isEqualTo(Leave.PROBE);
    }

    @Test
    void aProbeOfWhichNobodyHearsAgainLapses() {
        challenged(page);
        endBlocks();
        ask(page);

        set("probe_until = UTC_TIMESTAMP(3)");

        assertThat(ask(page)).isEqualTo(Leave.PROBE);
    }

    @Test
    void aGoodAnswerWhileItIsOpenWasOnTheWireBefore() {
        challenged(page);

        assertThat(breaker.reset(page)).isFalse();

        assertThat(ask(page)).isEqualTo(Leave.HELD_BACK);
    }

    @Test
    void aPersonClosesItAtOnce() {
        challenged(page);

        assertThat(breaker.resetByHand(page)).isTrue();

        assertThat(ask(page)).isEqualTo(Leave.GIVEN);
        assertThat(breaker.tripped(source, Scope.ROUTE)).isEmpty();
        assertThat(breaker.find(page).orElseThrow().isBlocked()).isFalse();
        assertThat(breaker.resetByHand(page)).isFalse();
    }

    @Test
    void eachFurtherTripDoublesTheTime() {
        challenged(page);
        endBlocks();
        assertThat(challenged(page)).isEqualTo(MINUTE.multipliedBy(2));
        endBlocks();
        assertThat(challenged(page)).isEqualTo(MINUTE.multipliedBy(4));
        assertThat(challenged(json)).isEqualTo(MINUTE);
    }

    @Test
    void aTripWhileItIsOpenCountsAsTheSameAndOnlyEverLengthensIt() {
        challenged(page);

        TrippedBreaker longer = breaker.trip(page, new Trip("THROTTLED", "come back later", Duration.ofHours(1)));
        TrippedBreaker again = breaker.trip(page, new Trip("THROTTLED", "come back later", Duration.ofSeconds(1)));

        assertThat(longer.blockedFor()).isEqualTo(Duration.ofHours(1));
        assertThat(again.blockedFor()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(again.trips()).isEqualTo(1);
        assertThat(again.pace()).isEqualTo(CircuitBreaker.FULL_PACE / 2);
    }

    @Test
    void aFailedProbeTripsItAgainSinceTheSameBeginning() {
        TrippedBreaker first = breaker.trip(page, new Trip("CHALLENGED", "a test for robots", null));
        endBlocks();
        assertThat(ask(page)).isEqualTo(Leave.PROBE);

        TrippedBreaker second = breaker.trip(page, new Trip("CHALLENGED", "a test for robots", null));

        assertThat(second.trips()).isEqualTo(2);
        assertThat(second.trippedAt()).isEqualTo(first.trippedAt());
        assertThat(breaker.find(page).orElseThrow())
                .as("as it is written down")
                .usingRecursiveComparison()
                .ignoringFields("times.read")
                .isEqualTo(second);
        assertThat(breaker.find(page).orElseThrow().number()).isEqualTo(second.number());
    }
}
