package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.servers.RedisServer;
import io.reelsync.testservers.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
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
            assertThat(other.acquire(source, "1/10ms", LONG)).isEqualTo(Permits.Answer.GRANTED);

            assertThat(patient.pauses.pause(source, "THROTTLED", "429", null)).isEqualTo(MINUTE);

            assertThat(other.acquire(source, "1/10ms", Duration.ofSeconds(5))).isEqualTo(Permits.Answer.PAUSED);
            assertThat(patient.acquire(source, "1/10ms", Duration.ofSeconds(5))).isEqualTo(Permits.Answer.PAUSED);
        }
    }

    @Test
    void stopsAGrantThatWasReservedBeforeIt() {
        assertThat(patient.acquire(source, "1/1s", LONG)).isEqualTo(Permits.Answer.GRANTED);
        CompletableFuture<Permits.Answer> reserved =
                CompletableFuture.supplyAsync(() -> patient.acquire(source, "1/1s", Duration.ofSeconds(10)));
        Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> !reserved.isDone());

        patient.pauses.pause(source, "THROTTLED", "429", null);

        assertThat(reserved).succeedsWithin(LONG).isEqualTo(Permits.Answer.PAUSED);
    }

    @Test
    void letsCallersThroughThatWaitForItsEnd() {
        quick.pauses.pause(source, "THROTTLED", "429", null);
        long began = System.nanoTime();

        assertThat(quick.acquire(source, "1/10ms", LONG)).isEqualTo(Permits.Answer.GRANTED);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(290));
        assertThat(quick.pauses.find(source)).isEmpty();
        assertThat(quick.pauses.remaining(source)).isEmpty();
    }

    @Test
    void outlivesARedisThatLostEverything() {
        assertThat(patient.acquire(source, "1/10ms", LONG)).isEqualTo(Permits.Answer.GRANTED);
        patient.pauses.pause(source, "CHALLENGED", "an anti-robot page", null);
        try (Limiter other = new Limiter(TestServers.redisUrl(), minutes)) {
            other.redisson.getKeys().deleteByPattern(minutes.namespace() + ":*");

            assertThat(other.acquire(source, "1/10ms", Duration.ofSeconds(5))).isEqualTo(Permits.Answer.PAUSED);
            assertThat(other.pausedInRedis(minutes, source)).isBetween(Duration.ofSeconds(50), MINUTE.plusSeconds(2));
        }
    }

    @Test
    void keepsTheLimiterColdWhereTheDatabaseCanNotTellOfPauses() {
        assertThat(patient.acquire(source, "1/10ms", LONG)).isEqualTo(Permits.Answer.GRANTED);
        patient.pauses.pause(source, "THROTTLED", "429", null);
        patient.redisson.getKeys().deleteByPattern(minutes.namespace() + ":*");
        try (Limiter blind = new Limiter(TestServers.redisUrl(), minutes, JdbcClient.create(new AwayDatabase()))) {
            assertThat(blind.acquire(source, "1/10ms", Duration.ofSeconds(3))).isEqualTo(Permits.Answer.TIMED_OUT);
        }

        assertThat(patient.acquire(source, "1/10ms", Duration.ofSeconds(5))).isEqualTo(Permits.Answer.PAUSED);
    }

    @Test
    void standsWhereRedisWasAwayWhenTheSourceRefused() {
        try (RedisServer redis = TestServers.privateRedis();
                Limiter one = new Limiter(redis.url(), minutes)) {
            assertThat(one.acquire(source, "1/10ms", LONG)).isEqualTo(Permits.Answer.GRANTED);
            redis.stop();

            assertThat(one.pauses.pause(source, "THROTTLED", "429", null)).isEqualTo(MINUTE);
            redis.start();

            assertThat(one.acquire(source, "1/10ms", Duration.ofSeconds(10))).isEqualTo(Permits.Answer.PAUSED);
        }
    }

    @Test
    void doublesWithEachFurtherRefusalUpToTheLongest() {
        List<Duration> lengths = IntStream.range(0, 6)
                .mapToObj(refusal -> {
                    Duration length = patient.pauses.pause(source, "THROTTLED", "429", null);
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

        assertThat(patient.pauses.pause(source, "THROTTLED", "429", asked)).isEqualTo(asked);
        assertThat(patient.pauses.remaining(source).orElseThrow())
                .isBetween(asked.minusSeconds(30), asked.plusSeconds(1));
        endPause();
        assertThat(patient.pauses.pause(source, "THROTTLED", "429", Duration.ofSeconds(1)))
                .isEqualTo(MINUTE.multipliedBy(2));
    }

    @Test
    void countsRefusalsOfRequestsOnTheWireAsOne() {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Duration>> refused = IntStream.range(0, 8)
                .mapToObj(request -> CompletableFuture.supplyAsync(() -> {
                    awaitLatch(start);
                    return patient.pauses.pause(source, "THROTTLED", "429", null);
                }))
                .toList();

        start.countDown();

        assertThat(refused)
                .allSatisfy(pause -> assertThat(pause).succeedsWithin(LONG).satisfies(length -> assertThat(length)
                        .isBetween(MINUTE.minusSeconds(20), MINUTE)));
        assertThat(refusals()).isEqualTo(1);
    }

    @Test
    void isAFirstOneAgainAfterAGoodAnswer() {
        patient.pauses.pause(source, "THROTTLED", "429", null);
        endPause();
        patient.pauses.pause(source, "THROTTLED", "429", null);
        endPause();

        patient.pauses.answered(source);

        assertThat(patient.pauses.pause(source, "THROTTLED", "429", null)).isEqualTo(MINUTE);
    }

    @Test
    void isAFirstOneAgainWhereAGoodAnswerCameDuringThePauseToo() {
        patient.pauses.pause(source, "THROTTLED", "429", null);
        // It was on the wire when the source refused another.
        patient.pauses.answered(source);
        assertThat(patient.pauses.find(source)).isPresent();
        endPause();

        patient.pauses.answered(source);

        assertThat(patient.pauses.pause(source, "THROTTLED", "429", null)).isEqualTo(MINUTE);
    }

    @Test
    void isAFirstOneAgainAfterAGoodAnswerToAnotherProcess() {
        try (Limiter other = new Limiter(TestServers.redisUrl(), minutes)) {
            other.pauses.answered(source);
            patient.pauses.pause(source, "THROTTLED", "429", null);
            assertThat(other.acquire(source, "1/10ms", Duration.ofSeconds(1))).isEqualTo(Permits.Answer.PAUSED);
            endPause();

            other.pauses.answered(source);

            assertThat(patient.pauses.pause(source, "THROTTLED", "429", null)).isEqualTo(MINUTE);
        }
    }

    @Test
    void saysWhyAndUntilWhenOnOneLine() {
        patient.pauses.pause(source, "CHALLENGED", "a page\r\nwith a forged \u0085line" + "x".repeat(600), null);

        Pauses.Pause pause = patient.pauses.find(source).orElseThrow();

        assertThat(pause.reason()).isEqualTo("CHALLENGED");
        assertThat(pause.detail()).startsWith("a page  with a forged  line").hasSize(500);
    }

    private static class AwayDatabase extends AbstractDataSource {
        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLTransientConnectionException("the database is away");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    private int refusals() {
        return Installation.shared()
                .sql()
                .sql("SELECT refusals FROM source_pauses WHERE source = ?")
                .param(source)
                .query(Integer.class)
                .single();
    }

    /** Moves a pause's end into the past. */
    private void endPause() {
        Installation.shared()
                .sql()
                .sql("UPDATE source_pauses SET paused_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE source = ?")
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
