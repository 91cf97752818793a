package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.servers.RedisServer;
import io.reelsync.source.Rate;
import io.reelsync.testservers.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

class PausesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String source = Installation.newSource();
    private final LimitSettings minutes = Limiter.settings(60_000);
    private final LimitSettings seconds = Limiter.settings(300);
    private final Limiter patient = new Limiter(TestServers.redisUrl(), minutes);
    private final Limiter quick = new Limiter(TestServers.redisUrl(), seconds);

    @AfterEach
    void close() {
        patient.close();
        quick.close();
    }

    @Test
    void stopsGrantsOfEveryProcessUntilItsEnd() {
        try (Limiter other = new Limiter(TestServers.redisUrl(), minutes)) {
            assertThat(other.acquire(source, "1/10ms", LONG)).isInstanceOf(Permits.Result.Granted.class);

            assertThat(patient.pauses.pause(source, PauseReason.THROTTLED, "429", null))
                    .isEqualTo(MINUTE);

            assertThat(other.acquire(source, "1/10ms", Duration.ofSeconds(5))).isEqualTo(Permits.Result.Refused.PAUSED);
            assertThat(patient.acquire(source, "1/10ms", Duration.ofSeconds(5)))
                    .isEqualTo(Permits.Result.Refused.PAUSED);
        }
    }

    @Test
    void stopsAGrantThatWasReservedBeforeIt() {
        assertThat(patient.acquire(source, "1/3s", LONG)).isInstanceOf(Permits.Result.Granted.class);
        CompletableFuture<Permits.Result> reserved =
                CompletableFuture.supplyAsync(() -> patient.acquire(source, "1/3s", Duration.ofSeconds(10)));
        Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> !reserved.isDone());

        patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);

        assertThat(reserved).succeedsWithin(LONG).isEqualTo(Permits.Result.Refused.PAUSED);
    }

    @Test
    void letsCallersThroughThatWaitForItsEnd() {
        long began = System.nanoTime();
        quick.pauses.pause(source, PauseReason.THROTTLED, "429", null);

        assertThat(quick.acquire(source, "1/10ms", LONG)).isInstanceOf(Permits.Result.Granted.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(290));
        assertThat(quick.pauses.find(source)).isEmpty();
        assertThat(quick.pauses.remaining(source)).isEmpty();
    }

    @Test
    void outlivesARedisThatLostEverything() {
        assertThat(patient.acquire(source, "1/10ms", LONG)).isInstanceOf(Permits.Result.Granted.class);
        patient.pauses.pause(source, PauseReason.CHALLENGED, "an anti-robot page", null);
        try (Limiter other = new Limiter(TestServers.redisUrl(), minutes)) {
            other.redisson.getKeys().deleteByPattern(minutes.namespace() + ":*");

            assertThat(other.acquire(source, "1/10ms", Duration.ofSeconds(5))).isEqualTo(Permits.Result.Refused.PAUSED);
            assertThat(other.pausedInRedis(minutes, source)).isBetween(Duration.ofSeconds(50), MINUTE.plusSeconds(2));
        }
    }

    @Test
    void keepsTheLimiterColdWhereTheDatabaseCanNotTellOfPauses() {
        assertThat(patient.acquire(source, "1/10ms", LONG)).isInstanceOf(Permits.Result.Granted.class);
        patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);
        patient.redisson.getKeys().deleteByPattern(minutes.namespace() + ":*");
        try (Limiter blind = new Limiter(TestServers.redisUrl(), minutes, JdbcClient.create(new AwayDatabase()))) {
            assertThat(blind.acquire(source, "1/10ms", Duration.ofSeconds(3)))
                    .isEqualTo(Permits.Result.Refused.TIMED_OUT);
        }

        assertThat(patient.acquire(source, "1/10ms", Duration.ofSeconds(5))).isEqualTo(Permits.Result.Refused.PAUSED);
    }

    @Test
    void standsWhereRedisWasAwayWhenTheSourceRefused() {
        try (RedisServer redis = TestServers.privateRedis();
                Limiter one = new Limiter(redis.url(), minutes)) {
            assertThat(one.acquire(source, "1/10ms", LONG)).isInstanceOf(Permits.Result.Granted.class);
            redis.stop();

            assertThat(one.pauses.pause(source, PauseReason.THROTTLED, "429", null))
                    .isEqualTo(MINUTE);
            redis.start();

            assertThat(one.acquire(source, "1/10ms", Duration.ofSeconds(10))).isEqualTo(Permits.Result.Refused.PAUSED);
        }
    }

    @Test
    void doublesWithEachFurtherRefusalUpToTheLongest() {
        List<Duration> lengths = IntStream.range(0, 6)
                .mapToObj(refusal -> {
                    Duration length = patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);
                    endPause();
                    return length;
                })
                .toList();

        assertThat(lengths)
                .containsExactly(
                        MINUTE,
                        MINUTE.multipliedBy(2),
                        MINUTE.multipliedBy(4),
                        MINUTE.multipliedBy(8),
                        MINUTE.multipliedBy(8),
                        MINUTE.multipliedBy(8));
    }

    @Test
    void lastsAtLeastAsLongAsTheSourceAsksForBeyondTheLongestToo() {
        Duration asked = Duration.ofDays(3);

        assertThat(patient.pauses.pause(source, PauseReason.THROTTLED, "429", asked))
                .isEqualTo(asked);
        assertThat(patient.pauses.remaining(source).orElseThrow())
                .isBetween(asked.minusSeconds(30), asked.plusSeconds(1));
        endPause();
        assertThat(patient.pauses.pause(source, PauseReason.THROTTLED, "429", Duration.ofSeconds(1)))
                .isEqualTo(MINUTE.multipliedBy(2));
    }

    @Test
    void countsRefusalsOfRequestsOnTheWireAsOne() {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Duration>> refused = IntStream.range(0, 8)
                .mapToObj(request -> CompletableFuture.supplyAsync(() -> {
                    awaitLatch(start);
                    return patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);
                }))
                .toList();

        start.countDown();

        assertThat(refused)
                .allSatisfy(pause -> assertThat(pause).succeedsWithin(LONG).satisfies(length -> assertThat(length)
                        .isBetween(MINUTE.minusSeconds(20), MINUTE)));
        assertThat(standing("trips")).isEqualTo(1);
    }

    @Test
    void doublesAlsoAfterAGoodAnswerAsLongAsThePaceIsNotTheFullOneAgain() {
        patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);
        endPause();

        patient.pauses.answered(source);

        assertThat(patient.pauses.pause(source, PauseReason.THROTTLED, "429", null))
                .isEqualTo(MINUTE.multipliedBy(2));
        assertThat(standing("pace")).isEqualTo(2);
    }

    @Test
    void isAFirstOneAgainOnceTheSourceIsReadAtFullPace() {
        patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);
        endPause();
        patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);
        assertThat(standing("pace")).isEqualTo(2);
        endPause();

        patient.pauses.answered(source);
        answeredAgo(Duration.ofSeconds(6));

        assertThat(patient.pauses.pause(source, PauseReason.THROTTLED, "429", null))
                .isEqualTo(MINUTE);
        assertThat(standing("pace")).isEqualTo(4);
    }

    @Test
    void takesNoAnswerForAGoodOneThatCameDuringThePause() {
        patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);
        // It was on the wire when the source refused another.
        patient.pauses.answered(source);

        assertThat(patient.pauses.find(source)).isPresent();
        assertThat(standing("reset_at IS NOT NULL")).isZero();
        endPause();
        patient.pauses.answered(source);
        assertThat(standing("reset_at IS NOT NULL")).isEqualTo(1);
    }

    @Test
    void notesAGoodAnswerToAnotherProcess() {
        try (Limiter other = new Limiter(TestServers.redisUrl(), minutes)) {
            other.pauses.answered(source);
            patient.pauses.pause(source, PauseReason.THROTTLED, "429", null);
            assertThat(other.acquire(source, "1/10ms", Duration.ofSeconds(1))).isEqualTo(Permits.Result.Refused.PAUSED);
            endPause();

            other.pauses.answered(source);

            assertThat(standing("reset_at IS NOT NULL")).isEqualTo(1);
        }
    }

    @Test
    void letsOneRequestAskWhetherTheSourceIsOpenAgainBeforeAllOthers() {
        try (Limiter other = new Limiter(TestServers.redisUrl(), seconds)) {
            quick.pauses.pause(source, PauseReason.THROTTLED, "429", null);

            assertThat(quick.acquire(source, "1/10ms", LONG))
                    .isInstanceOfSatisfying(
                            Permits.Result.Granted.class,
                            granted -> assertThat(granted.permit().probe()).isTrue());
            assertThat(other.acquire(source, "1/10ms", Duration.ofSeconds(1)))
                    .isEqualTo(Permits.Result.Refused.TIMED_OUT);
            assertThat(quick.acquire(source, "1/10ms", Duration.ofSeconds(1)))
                    .isEqualTo(Permits.Result.Refused.TIMED_OUT);
            quick.pauses.answered(source);

            assertThat(other.acquire(source, "1/10ms", Duration.ofSeconds(1)))
                    .isInstanceOfSatisfying(
                            Permits.Result.Granted.class,
                            granted -> assertThat(granted.permit().probe()).isFalse());
        }
    }

    @Test
    void letsAnotherRequestAskWhereTheFirstDiedOrCameTooLate() {
        quick.pauses.pause(source, PauseReason.THROTTLED, "429", null);
        assertThat(probe()).isTrue();

        // Nobody says what came of it: after the probe's time another is sent.
        Permit late = ((Permits.Result.Granted) quick.acquire(source, "1/200ms", LONG)).permit();
        assertThat(late.probe()).isTrue();
        Awaitility.await().until(late::isTooLate);
        assertThat(late.use()).isFalse();

        assertThat(quick.acquire(source, "1/200ms", Duration.ofSeconds(2)))
                .as("long before the probe's time is over")
                .isInstanceOfSatisfying(
                        Permits.Result.Granted.class,
                        granted -> assertThat(granted.permit().probe()).isTrue());
    }

    private boolean probe() {
        return quick.acquire(source, "1/200ms", LONG) instanceof Permits.Result.Granted granted
                && granted.permit().probe();
    }

    @Test
    void asksOnceAlsoWhereRedisHasForgottenThePauseThatIsOver() {
        try (Limiter other = new Limiter(TestServers.redisUrl(), seconds)) {
            quick.pauses.pause(source, PauseReason.THROTTLED, "429", null);
            endPause();
            quick.redisson.getKeys().deleteByPattern(seconds.namespace() + ":*");

            assertThat(other.acquire(source, "1/10ms", LONG))
                    .isInstanceOfSatisfying(
                            Permits.Result.Granted.class,
                            granted -> assertThat(granted.permit().probe()).isTrue());
        }
    }

    @Test
    void halvesThePaceAndClimbsBackStepByStep() {
        quick.pauses.pause(source, PauseReason.THROTTLED, "429", null);
        quick.acquire(source, "1/200ms", LONG);
        quick.pauses.answered(source);

        // As Redis says it with each slot, in microseconds; a busy machine may miss a step of a second.
        Permits.Request wish = new Permits.Request(source, Rate.of("1/200ms"), LONG, false, () -> true);
        Slots slots = new Slots(quick.redisson, seconds);
        long full = wish.rate().interval().toNanos() / 1000;
        Set<Long> intervals = new LinkedHashSet<>();
        Awaitility.await().atMost(LONG).until(() -> {
            Slots.Reservation slot = slots.reserve(wish, new Rates.Standing(wish.rate(), 0), LONG, false, 1)
                    .get(0);
            if (slot.isSlot()) {
                intervals.add(slot.interval());
            }
            return intervals.contains(full);
        });

        assertThat(List.copyOf(intervals))
                .hasSizeGreaterThan(1)
                .isSubsetOf(LongStream.rangeClosed(4, 8)
                        .mapToObj(pace -> full * 8 / pace)
                        .toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void isWrittenDownBeforeTheNextPermitWhereTheDatabaseWasAway() {
        AwayDatabase away = new AwayDatabase();
        try (Limiter blind = new Limiter(TestServers.redisUrl(), minutes, JdbcClient.create(away))) {
            assertThat(patient.acquire(source, "1/10ms", LONG)).isInstanceOf(Permits.Result.Granted.class);
            assertThat(blind.pauses.pause(source, PauseReason.THROTTLED, "429", null))
                    .isEqualTo(MINUTE);
            assertThat(patient.acquire(source, "1/10ms", Duration.ofSeconds(1)))
                    .as("what Redis was told at once")
                    .isEqualTo(Permits.Result.Refused.PAUSED);
            assertThat(patient.pauses.find(source)).isEmpty();

            away.isBack = true;

            assertThat(blind.acquire(source, "1/10ms", Duration.ofSeconds(1))).isEqualTo(Permits.Result.Refused.PAUSED);
            assertThat(patient.pauses.find(source)).isPresent();
        }
    }

    @Test
    void saysWhyAndUntilWhenOnOneLine() {
        patient.pauses.pause(
                source, PauseReason.CHALLENGED, "a page\r\nwith a forged \u0085line" + "x".repeat(600), null);

        TrippedBreaker pause = patient.pauses.find(source).orElseThrow();

        assertThat(pause.reason()).isEqualTo("CHALLENGED");
        assertThat(pause.detail()).startsWith("a page  with a forged  line").hasSize(500);
    }

    private static class AwayDatabase extends AbstractDataSource {
        private volatile boolean isBack;

        @Override
        public Connection getConnection() throws SQLException {
            if (isBack) {
                return Installation.shared().bean(DataSource.class).getConnection();
            }
            throw new SQLTransientConnectionException("the database is away");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    private int standing(String column) {
        return Installation.shared()
                .sql()
                .sql("SELECT " + column + " FROM circuit_breakers WHERE source = ?")
                .param(source)
                .query(Integer.class)
                .single();
    }

    private void answeredAgo(Duration time) {
        Installation.shared()
                .sql()
                .sql("UPDATE circuit_breakers SET reset_at = UTC_TIMESTAMP(3) - INTERVAL ? SECOND WHERE source = ?")
                .params(time.toSeconds(), source)
                .update();
    }

    /** Moves a pause's end into the past. */
    private void endPause() {
        Installation.shared()
                .sql()
                .sql(
                        "UPDATE circuit_breakers SET blocked_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE source = ?")
                .param(source)
                .update();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
