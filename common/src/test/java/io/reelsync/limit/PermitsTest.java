package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.outage.DatabaseRetry;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.servers.RedisServer;
import io.reelsync.source.Rate;
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
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.Time;

class PermitsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final String source = Installation.newSource();
    private final LimitSettings settings = Limiter.settings(60_000);

    @Test
    void keepsTheIntervalBetweenAnyTwoGrantsOfSeveralProcesses() throws Exception {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            long began = System.nanoTime();
            List<Long> grants = grants(List.of(one, other), 3, "1/500ms", 10);

            assertKeepsInterval(grants, began, Duration.ofMillis(500), 0);
        }
    }

    @Test
    void sharesOneRateBetweenProcessesInEveryWindow() throws Exception {
        Permits.Request wish = new Permits.Request(source, Rate.of("20/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            List<Slots> processes = List.of(new Slots(one.redisson, settings), new Slots(other.redisson, settings));

            List<Long> slots = untilThereAre(60, processes, 4, process -> slot(process, wish));

            // By Redis' clock, in microseconds.
            for (int i = 20; i < slots.size(); i++) {
                assertThat(slots.get(i) - slots.get(i - 20)).isGreaterThan(TimeUnit.SECONDS.toMicros(1));
            }
        }
    }

    @Test
    void givesSeveralCloseSlotsAtOnceAndKeepsEveryWindow() throws Exception {
        Permits.Request wish = new Permits.Request(source, Rate.of("40/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            List<Slots> processes = List.of(new Slots(one.redisson, settings), new Slots(other.redisson, settings));
            List<Long> slots = new ArrayList<>();
            int most = 0;
            while (slots.size() < 120) {
                for (Slots process : processes) {
                    List<Slots.Reservation> given =
                            process.reserve(wish, new Rates.Standing(wish.rate(), 0), LONG, true, 10);
                    given.stream()
                            .filter(Slots.Reservation::isSlot)
                            .map(Slots.Reservation::slot)
                            .forEach(slots::add);
                    most = Math.max(most, given.size());
                    // By the process' clock, before which the answer came: no further than a cold start waits.
                    if (given.get(0).isSlot()) {
                        assertThat(given.get(given.size() - 1).turn() - System.nanoTime())
                                .isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(250 + 25));
                    }
                }
            }
            slots.sort(null);

            // A tenth of a second's, though there was use for ten.
            assertThat(most).isEqualTo(3);
            for (int i = 1; i < slots.size(); i++) {
                // Twice as close where this machine held the test up.
                assertThat(slots.get(i) - slots.get(i - 1)).isGreaterThanOrEqualTo(12_500);
                if (i >= 40) {
                    assertThat(slots.get(i) - slots.get(i - 40)).isGreaterThan(TimeUnit.SECONDS.toMicros(1));
                }
            }
        }
    }

    @Test
    void handsCloseSlotsOutWithinTheProcess() throws Exception {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            long began = System.nanoTime();

            List<Long> grants = grants(List.of(one, other), 8, "100/1s", 150);

            assertKeepsInterval(grants, began, Duration.ofMillis(9), 0);
        }
    }

    @Test
    void severalProcessesAskLittleOfRedisForEachGrant() throws Exception {
        try (RedisServer redis = TestServers.privateRedis();
                Limiter one = new Limiter(redis.url(), settings);
                Limiter two = new Limiter(redis.url(), settings);
                Limiter three = new Limiter(redis.url(), settings);
                Limiter four = new Limiter(redis.url(), settings)) {
            grants(List.of(one, two, three, four), 3, "10/1s", 8);
            long before = commands(one);

            grants(List.of(one, two, three, four), 3, "10/1s", 50);

            // Those within scripts included: a look, a reservation, and what goes together.
            // Eight at best; a busy machine makes requests late, which others have to look at.
            assertThat(commands(one) - before).isLessThan(50 * 25);
        }
    }

    private static long commands(Limiter limiter) {
        return Long.parseLong(limiter.redisson
                .getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .info(RedisNode.InfoSection.STATS)
                .get("total_commands_processed"));
    }

    @Test
    void anUnlimitedSourceWaitsForNothingButPauses() {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(one.acquire(source, "unlimited", LONG)).isInstanceOf(Permits.Result.Granted.class);
            }

            other.pauses.pause(source, PauseReason.THROTTLED, "429", null);

            Awaitility.await("heard of, though it holds slots still")
                    .atMost(LONG)
                    .until(() -> one.pauses.heardOf(source) > 0);
            assertThat(one.acquire(source, "unlimited", Duration.ofSeconds(1)))
                    .isEqualTo(Permits.Result.Refused.PAUSED);
        }
    }

    @Test
    void aPauseVoidsPermitsThatAreGrantedAlready() {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Permit used = granted(one.acquire(source, "unlimited", LONG));
            Permit kept = granted(one.acquire(source, "unlimited", LONG));
            assertThat(used.use()).isTrue();

            one.pauses.pause(source, PauseReason.THROTTLED, "429", null);

            assertThat(kept.use()).isFalse();
        }
    }

    private static long slot(Slots process, Permits.Request wish) {
        return reservation(process, wish).slot();
    }

    private static Slots.Reservation reservation(Slots process, Permits.Request wish) {
        while (true) {
            Slots.Reservation reserved = process.reserve(wish, new Rates.Standing(wish.rate(), 0), LONG, true, 1)
                    .get(0);
            if (reserved.isSlot()) {
                return reserved;
            }
            awaitNanoTime(reserved.turn());
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
            assertThat(one.acquire(source, "20/1s", Duration.ofSeconds(3))).isEqualTo(Permits.Result.Refused.TIMED_OUT);
            full.set(false);
            assertThat(stored.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(one.acquire(source, "20/1s", LONG)).isInstanceOf(Permits.Result.Granted.class);
        }
    }

    private static boolean store(Installation services, AtomicBoolean full) {
        try {
            return services.bean(DatabaseRetry.class).call(() -> {
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
            assertThat(one.acquire(source, "1/500ms", LONG)).isInstanceOf(Permits.Result.Granted.class);
            long lost = System.nanoTime();
            one.redisson.getKeys().deleteByPattern(settings.namespace() + ":*");

            assertThat(other.acquire(source, "1/500ms", LONG)).isInstanceOf(Permits.Result.Granted.class);

            // The longest wait that anyone may hold a slot for, and one interval.
            assertThat(System.nanoTime() - lost)
                    .isGreaterThanOrEqualTo(2 * Rate.of("1/500ms").interval().toNanos());
        }
    }

    @Test
    void givesUpWhereNoSlotIsWithinTheCallersPatience() {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            assertThat(one.acquire(source, "1/2s", LONG)).isInstanceOf(Permits.Result.Granted.class);

            assertThat(one.acquire(source, "1/2s", Duration.ofMillis(100))).isEqualTo(Permits.Result.Refused.TIMED_OUT);
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
                            new Permits.Request(source, Rate.of("1/20s"), Duration.ofMinutes(5), false, () -> true));
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
            assertThat(one.acquire(source, "1/100ms", LONG)).isInstanceOf(Permits.Result.Granted.class);

            redis.stop();
            assertThat(one.acquire(source, "1/100ms", Duration.ofSeconds(2)))
                    .isEqualTo(Permits.Result.Refused.TIMED_OUT);
            CompletableFuture<Permits.Result> waiting =
                    CompletableFuture.supplyAsync(() -> one.acquire(source, "1/100ms", LONG));
            assertThat(waiting).isNotDone();
            redis.start();

            assertThat(waiting).succeedsWithin(LONG).isInstanceOf(Permits.Result.Granted.class);
        }
    }

    @Test
    void dropsASlotWhereRedisWasSlowToSayThatTheSourceIsOpen() throws Exception {
        try (RedisServer redis = TestServers.privateRedis();
                Limiter one = new Limiter(redis.url(), settings);
                Limiter other = new Limiter(redis.url(), settings)) {
            long began = System.nanoTime();
            long first = grantedAt(one, "1/2s");
            CompletableFuture<Long> late = CompletableFuture.supplyAsync(() -> grantedAt(one, "1/2s"));
            awaitNanoTime(first + TimeUnit.MILLISECONDS.toNanos(1_400));

            signal(redis, "STOP");
            awaitNanoTime(first + TimeUnit.MILLISECONDS.toNanos(3_300));
            signal(redis, "CONT");

            assertThat(late.get(20, TimeUnit.SECONDS) - began).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(4));
            assertThat(grantedAt(other, "1/2s") - began).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(6));
        }
    }

    @Test
    void letsAnUrgentCallerHaveTheNextSlotOfThoseWhoWait() throws Exception {
        try (Limiter bulk = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            long began = System.nanoTime();
            assertThat(bulk.acquire(source, "1/1s", LONG)).isInstanceOf(Permits.Result.Granted.class);
            long before = System.nanoTime();
            List<CompletableFuture<Long>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(CompletableFuture.supplyAsync(() -> grantedAt(bulk, "1/1s")));
            }
            awaitNanoTime(before + TimeUnit.MILLISECONDS.toNanos(300));

            Permit first = granted(other.acquire(new Permits.Request(source, Rate.of("1/1s"), LONG, true, () -> true)));
            assertThat(first.use()).isTrue();
            long urgent = System.nanoTime();

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            List<Long> all = new ArrayList<>(List.of(urgent));
            for (CompletableFuture<Long> one : waiting) {
                all.add(one.get(20, TimeUnit.SECONDS));
            }
            assertKeepsInterval(all.stream().sorted().toList(), began, Duration.ofSeconds(1), 1);
        }
    }

    @Test
    void movesTheSlotsOfOthersWhereAPermitIsUsedLate() throws Exception {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings);
                Limiter other = new Limiter(TestServers.redisUrl(), settings)) {
            // So slow that a busy machine doesn't make it later than it may be.
            Permit late = granted(one.acquire(source, "1/4s", LONG));
            long turn = System.nanoTime();
            CompletableFuture<Long> next = CompletableFuture.supplyAsync(() -> grantedAt(other, "1/4s"));

            awaitNanoTime(turn + TimeUnit.MILLISECONDS.toNanos(300));
            long used = System.nanoTime();
            assertThat(late.use()).isTrue();

            assertThat(next.get(20, TimeUnit.SECONDS) - used).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(4));
        }
    }

    @Test
    void slotsThatAreReservedAfterALateRequestFollowThoseThatItMoves() {
        Permits.Request wish = new Permits.Request(source, Rate.of("5/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            slot(slots, wish);
            Slots.Reservation late = reservation(slots, wish);
            Slots.Reservation next = reservation(slots, wish);
            awaitNanoTime(late.turn() + TimeUnit.MILLISECONDS.toNanos(60));

            assertThat(slots.tellLate(wish, late, 0)).isTrue();

            long following = slot(slots, wish);
            Slots.Reservation moved = slots.look(wish, next);
            assertThat(moved.slot() - next.slot()).isGreaterThanOrEqualTo(60_000);
            assertThat(following - moved.slot()).isGreaterThanOrEqualTo(next.interval());
            assertThat(slots.look(wish, moved)).as("not sent behind all others").isEqualTo(moved);
        }
    }

    @Test
    void lateRequestsMoveAllSlotsByAsMuchAndNoneToTheEnd() {
        Permits.Request wish = new Permits.Request(source, Rate.of("5/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            slot(slots, wish);
            List<Slots.Reservation> reserved =
                    Stream.generate(() -> reservation(slots, wish)).limit(4).toList();

            long latest = 0;
            for (int i = 0; i < 2; i++) {
                Slots.Reservation late = slots.look(wish, reserved.get(i));
                awaitNanoTime(late.turn() + TimeUnit.MILLISECONDS.toNanos(30));
                assertThat(slots.tellLate(wish, late, 0)).isTrue();
                latest = redisMicros(one) + TimeUnit.NANOSECONDS.toMicros(late.uncertainty());
            }

            Slots.Reservation third = slots.look(wish, reserved.get(2));
            Slots.Reservation fourth = slots.look(wish, reserved.get(3));
            assertThat(third.slot() - reserved.get(1).slot()).isGreaterThanOrEqualTo(third.interval() + 60_000);
            assertThat(third.slot()).isLessThanOrEqualTo(latest + third.interval());
            assertThat(fourth.slot() - third.slot()).isEqualTo(third.interval());
            assertThat(slot(slots, wish) - fourth.slot()).isGreaterThanOrEqualTo(third.interval());
        }
    }

    private static long redisMicros(Limiter limiter) {
        Time time =
                limiter.redisson.getRedisNodes(RedisNodes.SINGLE).getInstance().time();
        return time.getSeconds() * 1_000_000L + time.getMicroseconds();
    }

    @Test
    void aSlotOfAStateThatWasLostIsDroppedWhereItHadMoved() {
        Permits.Request wish = new Permits.Request(source, Rate.of("5/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            Slots.Reservation late = reservation(slots, wish);
            awaitNanoTime(late.turn() + TimeUnit.MILLISECONDS.toNanos(30));
            assertThat(slots.tellLate(wish, late, 0)).isTrue();
            Slots.Reservation next = reservation(slots, wish);
            assertThat(slots.look(wish, next)).isEqualTo(next);

            one.redisson.getKeys().delete(LimitKeys.of(settings, source).state());

            assertThat(slots.look(wish, next).isSlot()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/100ms", "40/1s"})
    void goesOnWhereTheClockOfRedisWasSetBack(String rate) {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            assertThat(one.acquire(source, rate, LONG)).isInstanceOf(Permits.Result.Granted.class);
            long anHour = 3_600_000_000L;
            LimitKeys keys = LimitKeys.of(settings, source);
            one.redisson
                    .getMap(keys.state(), StringCodec.INSTANCE)
                    .fastPut("next", String.valueOf(redisMicros(one) + anHour));
            RScoredSortedSet<String> lanes = one.redisson.getScoredSortedSet(keys.lanes(), StringCodec.INSTANCE);
            lanes.readAll().forEach(lane -> lanes.addScore(lane, anHour));

            assertThat(one.acquire(source, rate, LONG)).isInstanceOf(Permits.Result.Granted.class);
        }
    }

    @Test
    void tellsEachWhoHasToComeBackAnotherTime() {
        Permits.Request wish = new Permits.Request(source, Rate.of("1/2s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            slot(slots, wish);
            slots.reserve(wish, new Rates.Standing(wish.rate(), 0), LONG, true, 1);
            Slots.Reservation first = slots.reserve(wish, new Rates.Standing(wish.rate(), 0), LONG, true, 1)
                    .get(0);
            Slots.Reservation second = slots.reserve(wish, new Rates.Standing(wish.rate(), 0), LONG, true, 1)
                    .get(0);

            assertThat(first.isSlot() || second.isSlot()).isFalse();
            assertThat(second.turn() - first.turn()).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void tellsEachWhoHasToComeBackToAFastSourceAnotherTime() {
        Permits.Request wish = new Permits.Request(source, Rate.of("40/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            reservation(slots, wish);
            List<Slots.Reservation> told = Stream.generate(
                            () -> slots.reserve(wish, new Rates.Standing(wish.rate(), 0), LONG, true, 3)
                                    .get(0))
                    .limit(30)
                    .filter(answer -> !answer.isSlot())
                    .limit(3)
                    .toList();

            // Three slots for each.
            for (int i = 1; i < 3; i++) {
                assertThat(told.get(i).turn() - told.get(i - 1).turn())
                        .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(60));
            }
        }
    }

    @Test
    void aLateRequestOfAFastSourceHoldsBackItsOwnLaneAlone() {
        Permits.Request wish = new Permits.Request(source, Rate.of("40/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            Slots.Reservation late = reservation(slots, wish);
            awaitNanoTime(late.turn() + TimeUnit.MILLISECONDS.toNanos(60));

            long told = redisMicros(one);
            assertThat(tellLate(slots, wish, late)).isTrue();
            assertThat(tellLate(slots, wish, late))
                    .as("the lane is no longer its own")
                    .isFalse();

            // Of the lanes that passed meanwhile none is lost.
            Slots.Reservation next = reservation(slots, wish);
            List<Slots.Reservation> others = new ArrayList<>(List.of(next));
            while (others.get(others.size() - 1).lane() != late.lane()) {
                others.add(reservation(slots, wish));
            }
            Slots.Reservation again = others.get(others.size() - 1);
            assertThat(again.slot() - told).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toMicros(1));
            assertThat(next.slot()).isLessThan(late.slot() + TimeUnit.SECONDS.toMicros(1));
            assertThat(others.stream().map(Slots.Reservation::lane).distinct()).hasSize(40);
        }
    }

    @Test
    void aRequestOfAFastSourceThatWentOutLateHoldsBackItsLaneEvenWhereItHasAlreadyTold() {
        Permits.Request wish = new Permits.Request(source, Rate.of("40/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            Slots.Reservation late = reservation(slots, wish);
            awaitNanoTime(late.turn() + TimeUnit.MILLISECONDS.toNanos(60));
            assertThat(tellLate(slots, wish, late)).isTrue();
            awaitNanoTime(late.turn() + TimeUnit.MILLISECONDS.toNanos(200));

            long sent = redisMicros(one);
            slots.tellSentLate(wish, late);

            RScoredSortedSet<String> lanes = one.redisson.getScoredSortedSet(
                    LimitKeys.of(settings, source).lanes(), StringCodec.INSTANCE);
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> lanes.getScore(String.valueOf(late.lane())) >= sent + TimeUnit.SECONDS.toMicros(1));
            assertThat(lanes.size()).isEqualTo(40);
        }
    }

    @Test
    void aRequestThatWentOutLateMovesTheSlotsOfOthers() {
        Permits.Request wish = new Permits.Request(source, Rate.of("2/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            Slots.Reservation late = reservation(slots, wish);
            awaitNanoTime(late.turn() + TimeUnit.MILLISECONDS.toNanos(200));

            long sent = redisMicros(one);
            slots.tellSentLate(wish, late);

            Awaitility.await().atMost(LONG).until(() -> slot(slots, wish) >= sent + late.interval());
        }
    }

    private static boolean tellLate(Slots slots, Permits.Request wish, Slots.Reservation late) {
        return slots.tellLate(wish, late, wish.rate().tolerance().toNanos());
    }

    @Test
    void aLateRequestOfAFastSourceGoesOutUnlessItIsPaused() {
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Awaitility.await("one that a busy machine doesn't make later than may be")
                    .atMost(LONG)
                    .until(() -> {
                        Permit late = granted(one.acquire(source, "21/1s", LONG));
                        // Given 30 ms before its turn at most.
                        TimeUnit.MILLISECONDS.sleep(50);
                        return late.use();
                    });

            Slots slots = new Slots(one.redisson, settings);
            Permits.Request wish = new Permits.Request(source, Rate.of("21/1s"), LONG, false, () -> true);
            Slots.Reservation held = reservation(slots, wish);
            one.pauses.pause(source, PauseReason.THROTTLED, "429", null);
            assertThat(tellLate(slots, wish, held)).isFalse();
        }
    }

    @Test
    void afterIdleTimeTheSlotsOfAFastSourceDoNotComeInABurst() {
        Permits.Request wish = new Permits.Request(source, Rate.of("40/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            Slots.Reservation before = reservation(slots, wish);
            awaitNanoTime(before.turn() + TimeUnit.MILLISECONDS.toNanos(1_500));

            List<Long> after =
                    Stream.generate(() -> slot(slots, wish)).limit(20).toList();

            for (int i = 1; i < after.size(); i++) {
                assertThat(after.get(i) - after.get(0)).isGreaterThanOrEqualTo(i * 25_000L);
            }
        }
    }

    @Test
    void slotsOfAFastSourceThatRedisHasForgottenAreNotGivenAgain() {
        Permits.Request wish = new Permits.Request(source, Rate.of("40/1s"), LONG, false, () -> true);
        try (Limiter one = new Limiter(TestServers.redisUrl(), settings)) {
            Slots slots = new Slots(one.redisson, settings);
            LimitKeys keys = LimitKeys.of(settings, source);
            slot(slots, wish);
            byte[] state =
                    one.redisson.getMap(keys.state(), StringCodec.INSTANCE).dump();
            byte[] lanes = one.redisson
                    .getScoredSortedSet(keys.lanes(), StringCodec.INSTANCE)
                    .dump();
            long last =
                    Stream.generate(() -> slot(slots, wish)).limit(5).toList().get(4);

            // A replica takes over that had not heard of these.
            one.redisson.getMap(keys.state()).restoreAndReplace(state);
            one.redisson.getScoredSortedSet(keys.lanes()).restoreAndReplace(lanes);

            assertThat(slot(slots, wish) - last).isGreaterThanOrEqualTo(25_000);
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
            assertThat(one.acquire(source, "1/100ms", LONG)).isInstanceOf(Permits.Result.Granted.class);
            long began = System.nanoTime();

            // The first holds the next slot, the second waits for one.
            for (int i = 0; i < 2; i++) {
                assertThat(one.acquire(new Permits.Request(
                                source, Rate.of("1/20s"), LONG.multipliedBy(4), false, () -> false)))
                        .isEqualTo(Permits.Result.Refused.NOT_WANTED);
            }

            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
    }

    private static Permit granted(Permits.Result answer) {
        assertThat(answer).isInstanceOf(Permits.Result.Granted.class);
        return ((Permits.Result.Granted) answer).permit();
    }

    private List<Long> grants(List<Limiter> limiters, int threadsEach, String rate, int count) throws Exception {
        return untilThereAre(count, limiters, threadsEach, limiter -> grantedAt(limiter, rate));
    }

    /** What threads of several processes get, until it is enough; sorted. */
    private static <P> List<Long> untilThereAre(
            int count, List<P> processes, int threadsEach, ToLongFunction<P> getsOne) throws Exception {
        ConcurrentLinkedQueue<Long> got = new ConcurrentLinkedQueue<>();
        CountDownLatch wanted = new CountDownLatch(count);
        ExecutorService threads = Executors.newFixedThreadPool(processes.size() * threadsEach);
        for (P process : processes) {
            for (int thread = 0; thread < threadsEach; thread++) {
                threads.submit(() -> {
                    while (wanted.getCount() > 0) {
                        got.add(getsOne.applyAsLong(process));
                        wanted.countDown();
                    }
                    return null;
                });
            }
        }
        assertThat(wanted.await(60, TimeUnit.SECONDS)).isTrue();
        threads.shutdownNow();
        return got.stream().sorted().limit(count).toList();
    }

    /** When a request is sent that waits for its permit, as often as it has to. */
    private long grantedAt(Limiter limiter, String rate) {
        while (!granted(limiter.acquire(source, rate, LONG)).use()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        return System.nanoTime();
    }

    /**
     * Counted from before the first request: what holds a thread up makes that longer, never shorter.
     *
     * @param before requests that were sent since, and are none of these
     */
    private static void assertKeepsInterval(List<Long> sorted, long began, Duration interval, int before) {
        for (int i = 0; i < sorted.size(); i++) {
            assertThat(sorted.get(i) - began)
                    .isGreaterThanOrEqualTo(interval.multipliedBy(i + before).toNanos());
        }
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
