package io.reelsync.limit;

import io.reelsync.source.Rate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots of sources, one per interval, as Redis keeps them by its own clock: the scripts beside this class. Safe for
 * use by many threads.
 */
final class Slots {
    private static final Logger log = LoggerFactory.getLogger(Slots.class);
    private static final Script RESERVE = new Script("reserve-slot.lua");
    private static final Script MOVE = new Script("move-slots.lua");
    private static final Script MOVE_LANE = new Script("move-lane.lua");
    private static final Script RELEASE = new Script("release-probe.lua");
    private static final Script COUNT_USES = new Script("count-uses.lua");

    /** As in the script. */
    private static final long CLOSE_MICROS = 50_000;

    private static final long LOOK_BEFORE_CLOSE_MICROS = 30_000;

    private static final long LEAST_LOOK_BEFORE_MICROS = 10_000;
    /** Within the 50 ms in which the script lets nobody overtake a slot, nor takes it for void. */
    private static final long MOST_LOOK_BEFORE_MICROS = 40_000;

    /** Where the rate is changed, the script leaves as much time after the last slot. */
    private static final long LATEST_IN_LANE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** The answer may be slow where requests are late; the time is lost to one lane alone. */
    private static final long ONCE_TOLD_IN_LANE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT_OF_FEW = Duration.ofSeconds(1);
    private static final long AT_ONCE_MICROS = 100_000;
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Where the script's answer has the lanes and times of slots. */
    private static final int FIRST_LANE = 6;

    private static final long COUNT_AFTER_MILLIS = 10_000;
    /** What of the state tells whether a slot stands. */
    private static final Set<String> LOOKED_AT = Set.of("overtaken", "moved", "paused", "rated");

    private final RedissonClient redisson;
    private final LimitSettings settings;
    /** Slots of an earlier rate are void, and no reason to wait. */
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    /** Of each source: a cluster of Redis keeps them on several servers. */
    private final Map<String, RedisClock> clocks = new ConcurrentHashMap<>();
    /** Sent, and not counted in Redis yet. */
    private final Map<String, AtomicLong> uses = new ConcurrentHashMap<>();

    Slots(RedissonClient redisson, LimitSettings settings) {
        this.redisson = redisson;
        this.settings = settings;
    }

    private record Seen(long rateNumber, AtomicLong highest) {}

    /** What became of the request for a slot, in the order of the script's numbers. */
    enum Outcome {
        COME_BACK,
        RESERVED,
        PAUSED,
        STATE_LOST,
        /** Reserved, for the one request that tells whether a pause is over. */
        PROBE,
        /** Redis knows of a newer change of the rate than the caller does. */
        OTHER_RATE
    }

    /**
     * A slot, or when to come back for one.
     *
     * @param turn when it is due for certain, by {@link System#nanoTime}
     * @param uncertainty by how much earlier that may have been: nanoseconds
     * @param slot its time by Redis' clock, in microseconds; 0 if it is none
     * @param interval microseconds that are kept between two requests at present
     * @param lane that it goes through; 0 where there are none
     * @param moved by how much late requests had moved all slots when this one's time was told: microseconds
     * @param rateNumber of the change of the rate by which it is reserved; of the one that Redis knows, where that is another
     */
    record Reservation(
            Outcome outcome,
            long turn,
            long uncertainty,
            long slot,
            long interval,
            long lane,
            long moved,
            long rateNumber) {

        static Reservation comeBackIn(Duration time) {
            return comeBack(Outcome.COME_BACK, time.toNanos());
        }

        private static Reservation comeBack(Outcome why, long nanos) {
            return new Reservation(why, System.nanoTime() + nanos, 0, 0, 0, 0, 0, 0);
        }

        /**
         * How late the request may be by its turn, so that it isn't later than that in truth: nanoseconds. Half of it is
         * left however far away Redis is; what a long way there and back makes uncertain is mostly the half of it.
         */
        long lateBy(long tolerance) {
            return Math.max(tolerance - uncertainty, tolerance / 2);
        }

        /** Whether it is past use, told or not. */
        boolean isPast(long tolerance) {
            return System.nanoTime() - turn > Math.max(lateBy(tolerance), latest());
        }

        boolean isSlot() {
            return outcome == Outcome.RESERVED || outcome == Outcome.PROBE;
        }

        /** Whether several such are reserved at once, and none is overtaken. */
        boolean isClose() {
            return interval < CLOSE_MICROS;
        }

        /** Its time, had no request been late: by this it is known. */
        private long unmoved() {
            return slot - moved;
        }

        private Reservation movedTo(long all, RedisClock.Bounds clock) {
            long moves = unmoved() + all;
            return new Reservation(
                    outcome, clock.reached(moves), clock.uncertainty(), moves, interval, lane, all, rateNumber);
        }

        /** From when on it may be looked at, and its request let go. */
        long lookedAtFrom() {
            return turn - TimeUnit.MICROSECONDS.toNanos(lookBefore());
        }

        /**
         * Enough for a question to Redis and the way to the wire, by a process that has just started too. A request may be
         * late by half an interval of 50 ms and more: it has moved the next slot before that is looked at. Others don't move
         * close slots.
         */
        private long lookBefore() {
            return isClose()
                    ? LOOK_BEFORE_CLOSE_MICROS
                    : Math.max(LEAST_LOOK_BEFORE_MICROS, Math.min(interval / 5, MOST_LOOK_BEFORE_MICROS));
        }

        /** From when on its process may ask for its next one: who asks earlier keeps others from theirs. */
        long nextAskedFrom() {
            return turn - askBefore(Duration.of(interval, ChronoUnit.MICROS)).toNanos();
        }

        /** How late the request may be once that is told: nanoseconds. */
        long latest() {
            if (lane > 0) {
                return LATEST_IN_LANE_NANOS;
            }
            return isClose() ? 0 : TimeUnit.MICROSECONDS.toNanos(interval) / 2;
        }

        /** How long it may take to go out from the call that tells that it is late: nanoseconds. */
        long onceTold(long tolerance) {
            return uncertainty + (lane > 0 ? Math.max(tolerance, ONCE_TOLD_IN_LANE_NANOS) : tolerance);
        }

        private Reservation at(long time, long throughLane) {
            return new Reservation(
                    outcome,
                    turn + TimeUnit.MICROSECONDS.toNanos(time - slot),
                    uncertainty,
                    time,
                    interval,
                    throughLane,
                    moved,
                    rateNumber);
        }
    }

    /**
     * Reserves the next slot, or the next few if the source's are close.
     *
     * @param rate what the caller knows to hold
     * @param patience no slot beyond it is reserved
     * @param startCold whether a limiter that has lost its state may come to life
     * @param wanted for how many there is use
     * @return the slots in their order, or the one answer why there is none
     */
    List<Reservation> reserve(
            Permits.Request request, Rates.Standing rate, Duration patience, boolean startCold, int wanted) {
        AtomicLong highest = seen.compute(
                        request.source(),
                        (name, last) -> last == null || last.rateNumber() != rate.number()
                                ? new Seen(rate.number(), new AtomicLong())
                                : last)
                .highest();
        LimitKeys keys = keys(request);
        long interval = rate.rate().interval().toNanos() / 1000;
        long asked = System.nanoTime();
        List<Long> answer = RESERVE.numbers(
                redisson,
                List.of(keys.state(), keys.lanes()),
                interval,
                longestWait(rate.rate()).toNanos() / 1000,
                highest.get(),
                startCold ? 1 : 0,
                request.urgent() ? 1 : 0,
                settings.recoverEvery().toNanos() / 1000,
                settings.probeWithin().toNanos() / 1000,
                Math.max(0, patience.toNanos()) / 1000,
                wanted,
                AT_ONCE_MICROS,
                rate.number(),
                rate.insteadOf(),
                rate.rate().permits());
        Outcome outcome = Outcome.values()[Math.toIntExact(answer.get(0))];
        long wait = answer.get(1);
        long slot = answer.get(2);
        if (outcome == Outcome.OTHER_RATE) {
            return List.of(new Reservation(outcome, System.nanoTime() + AGAIN_NANOS, 0, 0, 0, 0, 0, wait));
        }
        if (slot == 0) {
            return List.of(Reservation.comeBack(outcome, TimeUnit.MICROSECONDS.toNanos(wait)));
        }
        RedisClock.Bounds clock = clock(request).note(asked, System.nanoTime(), slot - wait);
        Reservation first = new Reservation(
                outcome,
                clock.reached(slot),
                clock.uncertainty(),
                slot,
                answer.get(3),
                0,
                answer.get(5),
                rate.number());
        List<Reservation> slots = IntStream.range(0, Math.toIntExact(answer.get(4)))
                .mapToObj(n -> answer.size() > FIRST_LANE
                        ? first.at(answer.get(FIRST_LANE + 2 * n + 1), answer.get(FIRST_LANE + 2 * n))
                        : first.at(slot + n * first.interval(), 0))
                .toList();
        highest.accumulateAndGet(slots.get(slots.size() - 1).slot(), Math::max);
        return slots;
    }

    /**
     * A handful of close slots; of others as many as let each of several workers have one, or, where a slot is a second
     * and more, the next alone: an urgent caller has the last that is reserved.
     */
    static Duration longestWait(Rate rate) {
        Duration interval = rate.interval();
        if (interval.toNanos() / 1000 < CLOSE_MICROS) {
            return LONGEST_WAIT;
        }
        Duration next = interval.plus(askBefore(interval));
        return next.compareTo(LONGEST_WAIT_OF_FEW) > 0 ? next : LONGEST_WAIT_OF_FEW;
    }

    /** How long before its slot's turn a process asks for its next one, where slots aren't close. */
    private static Duration askBefore(Duration interval) {
        Duration half = interval.dividedBy(2);
        return half.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : half;
    }

    /**
     * Looks at a slot shortly before it is used.
     *
     * @return the same, or where it has moved to, or one that tells to come back if it is no longer the caller's
     */
    Reservation look(Permits.Request request, Reservation slot) {
        try {
            Map<String, String> state = redisson.<String, String>getMap(
                            keys(request).state(), StringCodec.INSTANCE)
                    .getAll(LOOKED_AT);
            long moved = micros(state, "moved");
            if (moved == slot.moved() && stands(slot, request.urgent(), state)) {
                return slot;
            }
            Reservation now = slot.movedTo(moved, clock(request).bounds());
            // Less than before: the state was lost, and begun anew.
            if (moved > slot.moved() && stands(now, request.urgent(), state)) {
                return now;
            }
        } catch (RuntimeException noAnswer) {
            log.debug("Redis does not answer; a slot is left to pass", noAnswer);
        }
        return Reservation.comeBackIn(Duration.ZERO);
    }

    /** Whether the source was neither paused nor its rate changed since, nor the slot overtaken by an urgent caller. */
    private static boolean stands(Reservation slot, boolean urgent, Map<String, String> state) {
        String rated = state.getOrDefault("rated", String.valueOf(slot.rateNumber()));
        // A pause that ends later was in force when this look began, at the earliest.
        return micros(state, "paused") <= slot.slot() - slot.lookBefore()
                && rated.equals(String.valueOf(slot.rateNumber()))
                && (urgent || micros(state, "overtaken") != slot.unmoved());
    }

    private static long micros(Map<String, String> state, String field) {
        return Long.parseLong(state.getOrDefault(field, "0"));
    }

    /**
     * Tells that a request is late: all other slots move by as much as it would come too close to the next, or its lane is
     * free again so much later.
     *
     * @param tolerance that of the rate: nanoseconds
     * @return false where it must not go out
     */
    boolean tellLate(Permits.Request request, Reservation slot, long tolerance) {
        long within = TimeUnit.NANOSECONDS.toMicros(slot.onceTold(tolerance));
        try {
            return (slot.lane() > 0
                            ? MOVE_LANE.number(
                                    redisson,
                                    lanes(request),
                                    moveLane(slot, within - TimeUnit.NANOSECONDS.toMicros(tolerance), false))
                            : MOVE.number(redisson, state(request), moveOthers(slot, within)))
                    == 1;
        } catch (RuntimeException noAnswer) {
            log.debug("Redis does not answer; a slot is left to pass", noAnswer);
            return false;
        }
    }

    /** Tells that a request has just gone out later than its permit was good for. Nobody waits for the answer. */
    void tellSentLate(Permits.Request request, Reservation slot) {
        (slot.lane() > 0
                        ? MOVE_LANE.later(redisson, lanes(request), moveLane(slot, 0, true))
                        : MOVE.later(redisson, state(request), moveOthers(slot, 0)))
                .whenComplete((told, noAnswer) -> {
                    if (noAnswer != null) {
                        log.debug("that a request to {} was late could not be told", request.source(), noAnswer);
                    }
                });
    }

    private static Object[] moveOthers(Reservation slot, long within) {
        return new Object[] {slot.interval() + within, slot.slot(), slot.moved(), slot.interval(), slot.rateNumber()};
    }

    private static Object[] moveLane(Reservation slot, long later, boolean sent) {
        return new Object[] {slot.lane(), slot.slot(), slot.interval(), later, slot.rateNumber(), sent ? 1 : 0};
    }

    private List<Object> state(Permits.Request request) {
        return List.of(keys(request).state());
    }

    private List<Object> lanes(Permits.Request request) {
        LimitKeys keys = keys(request);
        return List.of(keys.state(), keys.lanes());
    }

    /** A slot that passes unused is no loss to others; a probe that isn't sent would hold up everyone. */
    void giveBack(Permits.Request request, Reservation slot) {
        if (slot.outcome() != Outcome.PROBE) {
            return;
        }
        try {
            RELEASE.number(redisson, List.of(keys(request).state()));
        } catch (RuntimeException noAnswer) {
            log.debug("the probe of {} is over by itself when its time is", request.source(), noAnswer);
        }
    }

    /** Counts a request as sent, a little later and together with others. */
    void countUse(Permits.Request request) {
        AtomicLong sent = uses.computeIfAbsent(request.source(), name -> new AtomicLong());
        if (sent.getAndIncrement() == 0) {
            CompletableFuture.delayedExecutor(COUNT_AFTER_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> count(request, sent.getAndSet(0)));
        }
    }

    private void count(Permits.Request request, long sent) {
        COUNT_USES.later(redisson, List.of(keys(request).uses()), sent).whenComplete((sum, noAnswer) -> {
            if (noAnswer != null) {
                log.debug("{} requests to {} are missing from its count", sent, request.source(), noAnswer);
            }
        });
    }

    long usesInLastMinute(String source) {
        return COUNT_USES.number(
                redisson, List.of(LimitKeys.of(settings, source).uses()), 0);
    }

    private RedisClock clock(Permits.Request request) {
        return clocks.computeIfAbsent(request.source(), name -> new RedisClock());
    }

    private LimitKeys keys(Permits.Request request) {
        return LimitKeys.of(settings, request.source());
    }
}
