package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.outage.HoldOn;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.servers.RedisServer;
import io.reelsync.testservers.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final String source = Installation.newSource();
    private final LimitSettings settings = Limiter.settings(60_000);

    @Test
    void keepsTheIntervalBetweenAnyTwoGrantsOfSeveralProcesses() throws Exception {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            List<Long> grants = grants(List.of(one, other), 3, "1/500ms", 10);

            // A thread may be held up between its grant and its look at the clock; two limiters would halve the gap.
            assertThat(gaps(grants).min().orElseThrow()).isGreaterThanOrEqualTo(400);
            assertThat(grants.get(9) - grants.get(0)).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(9 * 490));
            // And the pace is kept: all slots but a few that were reached too late are used.
            assertThat(grants.get(9) - grants.get(0)).isLessThan(TimeUnit.MILLISECONDS.toNanos(15 * 510));
        }
    }

    @Test
    void sharesOneRateBetweenProcessesInEveryWindow() throws Exception {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            List<Long> grants = grants(List.of(one, other), 4, "20/1s", 60);

            for (int i = 20; i < grants.size(); i++) {
                // 20 ms beyond a second, less what a thread may be held up before it looks at the clock.
                assertThat(grants.get(i) - grants.get(i - 20))
                        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(960));
            }
        }
    }

    @Test
    void givesNoneWhileTheDatabaseTakesNoWrites() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        Installation services = Installation.shared();
        CompletableFuture<Boolean> stored = CompletableFuture.supplyAsync(() -> store(services, full));
        Awaitility.await().atMost(LONG).until(() -> !services.bean(Servers.class)
                .answers(Server.MYSQL));

        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            assertThat(one.acquire(source, "20/1s", Duration.ofSeconds(3))).isEqualTo(Permits.Answer.Refused.TIMED_OUT);
            full.set(false);
            assertThat(stored.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(one.acquire(source, "20/1s", LONG)).isInstanceOf(Permits.Answer.Granted.class);
        }
    }

    private static boolean store(Installation services, AtomicBoolean full) {
        try {
            return services.bean(HoldOn.class).trying(() -> {
                if (full.get()) {
                    throw new IllegalStateException(new SQLException("The table is full", "HY000", 1114));
                }
                return true;
            });
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void startsColdWhereTheStateIsLost() {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            assertThat(one.acquire(source, "1/500ms", LONG)).isInstanceOf(Permits.Answer.Granted.class);
            long lost = System.nanoTime();
            one.redisson.getKeys().deleteByPattern(settings.namespace() + ":*");

            assertThat(other.acquire(source, "1/500ms", LONG)).isInstanceOf(Permits.Answer.Granted.class);

            // The longest wait that anyone may hold a slot for, and one interval.
            assertThat(System.nanoTime() - lost).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(510 + 510));
        }
    }

    @Test
    void givesUpWhereNoSlotIsWithinTheCallersPatience() {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            assertThat(one.acquire(source, "1/2s", LONG)).isInstanceOf(Permits.Answer.Granted.class);

            assertThat(one.acquire(source, "1/2s", Duration.ofMillis(100))).isEqualTo(Permits.Answer.Refused.TIMED_OUT);
        }
    }

    @Test
    void passesAnInterruptOn() throws Exception {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            one.acquire(source, "1/20s", Duration.ofMillis(1));
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    one.permits.acquire(
                            new Permits.Wish(source, Rate.parse("1/20s"), Duration.ofMinutes(5), false, () -> true));
                    ended.complete(null);
                } catch (InterruptedException stopping) {
                    ended.complete(stopping);
                }
            });
            waiting.start();
            Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

            waiting.interrupt();

            assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void grantsNothingWhileRedisIsAwayAndGoesOnWhenItIsBack() {
        try (RedisServer redis = TestServers.privateRedis();
                Limiter one = new Limiter(redis.url(), settings)) {
            assertThat(one.acquire(source, "1/100ms", LONG)).isInstanceOf(Permits.Answer.Granted.class);

            redis.stop();
            assertThat(one.acquire(source, "1/100ms", Duration.ofSeconds(2)))
                    .isEqualTo(Permits.Answer.Refused.TIMED_OUT);
            CompletableFuture<Permits.Answer> waiting =
                    CompletableFuture.supplyAsync(() -> one.acquire(source, "1/100ms", LONG));
            assertThat(waiting).isNotDone();
            redis.start();

            assertThat(waiting).succeedsWithin(LONG).isInstanceOf(Permits.Answer.Granted.class);
        }
    }

    @Test
    void dropsASlotWhereRedisWasSlowToSayThatTheSourceIsOpen() throws Exception {
        try (RedisServer redis = TestServers.privateRedis();
                Limiter one = new Limiter(redis.url(), settings);
                Limiter other = new Limiter(redis.url(), settings)) {
            long first = grantedAt(one, "1/1s");
            List<Long> grants = new ArrayList<>();
            CompletableFuture<Long> late = CompletableFuture.supplyAsync(() -> grantedAt(one, "1/1s"));
            awaitNanoTime(first + TimeUnit.MILLISECONDS.toNanos(700));

            signal(redis, "STOP");
            awaitNanoTime(first + TimeUnit.MILLISECONDS.toNanos(1_900));
            signal(redis, "CONT");
            grants.add(late.get(20, TimeUnit.SECONDS));
            grants.add(grantedAt(other, "1/1s"));

            assertThat(grants.get(0) - first).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(2_000));
            assertThat(gaps(grants).min().orElseThrow()).isGreaterThanOrEqualTo(1_000);
        }
    }

    @Test
    void letsAnUrgentCallerHaveTheNextSlotOfThoseWhoWait() throws Exception {
        try (Limiter bulk = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            assertThat(bulk.acquire(source, "1/1s", LONG)).isInstanceOf(Permits.Answer.Granted.class);
            long before = System.nanoTime();
            List<CompletableFuture<Long>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(CompletableFuture.supplyAsync(() -> grantedAt(bulk, "1/1s")));
            }
            awaitNanoTime(before + TimeUnit.MILLISECONDS.toNanos(300));

            Permit first = granted(other.acquire(new Permits.Wish(source, Rate.parse("1/1s"), LONG, true, () -> true)));
            assertThat(first.use()).isTrue();
            long urgent = System.nanoTime();

            assertThat(urgent - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(1_200));
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            List<Long> all = new ArrayList<>(List.of(urgent));
            for (CompletableFuture<Long> one : waiting) {
                all.add(one.get(20, TimeUnit.SECONDS));
            }
            assertThat(gaps(all.stream().sorted().toList()).min().orElseThrow()).isGreaterThanOrEqualTo(800);
        }
    }

    @Test
    void movesTheSlotsOfOthersWhereAPermitIsUsedLate() throws Exception {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            Permit late = granted(one.acquire(source, "1/1s", LONG));
            long turn = System.nanoTime();
            CompletableFuture<Long> next = CompletableFuture.supplyAsync(() -> grantedAt(other, "1/1s"));

            awaitNanoTime(turn + TimeUnit.MILLISECONDS.toNanos(300));
            long used = System.nanoTime();
            assertThat(late.use()).isTrue();

            assertThat(next.get(20, TimeUnit.SECONDS) - used).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(950));
        }
    }

    @Test
    void refusesToBeUsedWhereItIsFarTooLateOrTheSourceIsPaused() {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Permit late = granted(one.acquire(source, "1/500ms", LONG));
            awaitNanoTime(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(400));
            assertThat(late.use()).isFalse();

            Permit paused = granted(one.acquire(source, "1/500ms", LONG));
            one.pauses.pause(source, PauseReason.THROTTLED, "429", null);
            awaitNanoTime(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60));
            assertThat(paused.use()).isFalse();
        }
    }

    @Test
    void endsTheWaitOfACallerWhoWantsItNoMore() {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            assertThat(one.acquire(source, "1/100ms", LONG)).isInstanceOf(Permits.Answer.Granted.class);
            long began = System.nanoTime();

            // The first holds the next slot, the second waits for one.
            for (int i = 0; i < 2; i++) {
                assertThat(one.acquire(new Permits.Wish(
                                source, Rate.parse("1/20s"), LONG.multipliedBy(4), false, () -> false)))
                        .isEqualTo(Permits.Answer.Refused.NOT_WANTED);
            }

            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
    }

    private static Permit granted(Permits.Answer answer) {
        assertThat(answer).isInstanceOf(Permits.Answer.Granted.class);
        return ((Permits.Answer.Granted) answer).permit();
    }

    private List<Long> grants(List<Limiter> limiters, int threadsEach, String rate, int count) throws Exception {
        ConcurrentLinkedQueue<Long> grants = new ConcurrentLinkedQueue<>();
        CountDownLatch wanted = new CountDownLatch(count);
        ExecutorService threads = Executors.newFixedThreadPool(limiters.size() * threadsEach);
        for (Limiter limiter : limiters) {
            for (int thread = 0; thread < threadsEach; thread++) {
                threads.submit(() -> {
                    while (wanted.getCount() > 0) {
                        grants.add(grantedAt(limiter, rate));
                        wanted.countDown();
                    }
                    return null;
                });
            }
        }
        assertThat(wanted.await(60, TimeUnit.SECONDS)).isTrue();
        threads.shutdownNow();
        return grants.stream().sorted().limit(count).toList();
    }

    /** When a request is sent that waits for its permit, as often as it has to. */
    private long grantedAt(Limiter limiter, String rate) {
        while (!granted(limiter.acquire(source, rate, LONG)).use()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        return System.nanoTime();
    }

    /** In milliseconds. */
    private static LongStream gaps(List<Long> nanos) {
        return LongStream.range(1, nanos.size())
                .map(i -> TimeUnit.NANOSECONDS.toMillis(nanos.get((int) i) - nanos.get((int) i - 1)));
    }

    private static void awaitNanoTime(long time) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(() -> System.nanoTime() - time >= 0);
    }

    private static void signal(RedisServer redis, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(redis.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
