package io.reelsync.limit;

import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Leave to send one request to a source: one per interval, shared by all workers, however many processes there are.
 *
 * <ol>
 *   <li>A script in Redis reserves the next slot by Redis' own clock, so callers' clocks don't matter. A caller that
 *       would have to wait too long reserves nothing and comes back. An urgent caller takes the slot of one that isn't.
 *   <li>A limiter that has lost its state starts cold: nobody gets a slot until everyone who had one has used it. Before
 *       that, Redis is told the pause that the database knows; the same after every time that it didn't answer.
 *   <li>After a pause one slot is given as a probe, and no other until it was answered; then the pace climbs step by
 *       step.
 *   <li>The caller sleeps the relative wait on its monotonic clock, and looks whether the slot is still its own, and has not been
 *       moved.
 *   <li>A slot that is used late moves all others; one that it reaches too late is dropped.
 *   <li>Where Redis doesn't answer, the caller waits. It never guesses.
 * </ol>
 *
 * <p>The reservation is a generic cell rate algorithm without burst (ITU-T I.371). Safe for use by many threads.
 */
@Component
public class Permits {
    private static final Logger log = LoggerFactory.getLogger(Permits.class);
    private static final Script RESERVE = new Script("reserve-slot.lua");
    private static final Script LOOK = new Script("look-at-slot.lua");
    private static final Script MOVE = new Script("move-slots.lua");
    private static final Script RELEASE = new Script("release-probe.lua");
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    /** How long before the request it is looked whether the slot is still ours: enough for a question to Redis. */
    private static final long LOOK_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long LOOK_GONE = 0;
    private static final long LOOK_STANDS = 1;
    private static final long STILL_WANTED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Time for the caller to find out whether it still wants it. */
    private static final long ASK_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final RedissonClient redisson;
    private final LimitSettings settings;
    private final Pauses pauses;
    private final Map<String, AtomicLong> seenSlots = new ConcurrentHashMap<>();
    private final Servers servers;
    private final AtomicBoolean permitsGiven = new AtomicBoolean(true);

    Permits(RedissonClient redisson, LimitSettings settings, Pauses pauses, Servers servers) {
        this.redisson = redisson;
        this.settings = settings;
        this.pauses = pauses;
        this.servers = servers;
    }

    /**
     * What a caller wants.
     *
     * @param patience how long it would wait
     * @param urgent whether it overtakes callers that are not
     * @param stillWanted asked now and then while it waits: false ends the wait
     */
    public record Wish(String source, Rate rate, Duration patience, boolean urgent, BooleanSupplier stillWanted) {}

    /** How a wait for a permit ended. */
    public sealed interface Answer {

        /** The request may be sent now. */
        record Granted(Permit permit) implements Answer {}

        /** It may not. */
        enum Refused implements Answer {
            /** The source is paused for longer than the caller would wait. */
            PAUSED,
            /** No slot within the time that the caller would wait, or no Redis. */
            TIMED_OUT,
            /** The caller wants it no more. */
            NOT_WANTED
        }
    }

    /**
     * Waits for a permit.
     *
     * @throws InterruptedException where the thread is to stop; no permit is held then
     */
    public Answer acquire(Wish wish) throws InterruptedException {
        long deadline = System.nanoTime() + wish.patience().toNanos();
        long lookAgain = System.nanoTime() + STILL_WANTED_EVERY_NANOS;
        Duration retry = Duration.ofMillis(50);
        while (true) {
            if (System.nanoTime() - lookAgain >= 0) {
                if (!wish.stillWanted().getAsBoolean()) {
                    return Answer.Refused.NOT_WANTED;
                }
                lookAgain = System.nanoTime() + STILL_WANTED_EVERY_NANOS;
            }
            Reservation reservation;
            try {
                reservation = reserve(wish, deadline);
                noteAnswer();
                retry = Duration.ofMillis(50);
            } catch (RuntimeException noAnswer) {
                pauses.doubt();
                noteFailure(noAnswer);
                reservation = new Reservation(Reservation.COME_BACK, retry.toNanos() / 1000, 0, 0);
                retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry.multipliedBy(2);
            }
            long turn = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(reservation.micros());
            if (turn - deadline > 0) {
                giveBack(wish, reservation);
                return reservation.what() == Reservation.PAUSED ? Answer.Refused.PAUSED : Answer.Refused.TIMED_OUT;
            }
            if (!reservation.isSlot()) {
                sleepUntil(Math.min(turn, lookAgain));
                continue;
            }
            if (!isWantedUntil(turn, wish, reservation)) {
                giveBack(wish, reservation);
                return Answer.Refused.NOT_WANTED;
            }
            Optional<Permit> permit = waitForTurn(wish, reservation, turn).filter(one -> !one.isTooLate());
            if (permit.isPresent()) {
                return new Answer.Granted(permit.get());
            }
            giveBack(wish, reservation);
        }
    }

    /** @param interval microseconds that are kept between two requests at present */
    private record Reservation(long what, long micros, long slot, long interval) {
        static final long COME_BACK = 0;
        static final long RESERVED = 1;
        static final long PAUSED = 2;
        static final long STATE_LOST = 3;
        static final long PROBE = 4;

        boolean isSlot() {
            return what == RESERVED || what == PROBE;
        }
    }

    private Reservation reserve(Wish wish, long deadline) {
        pauses.makeSureThatRedisKnows(wish.source());
        Reservation reservation = reserve(wish, deadline, false);
        if (reservation.what() == Reservation.STATE_LOST) {
            // Only once the pause is known there again may the limiter come to life.
            pauses.doubt();
            pauses.makeSureThatRedisKnows(wish.source());
            reservation = reserve(wish, deadline, true);
        }
        if (reservation.what() == Reservation.PAUSED || reservation.what() == Reservation.PROBE) {
            pauses.noteRefusal(wish.source());
        }
        return reservation;
    }

    private Reservation reserve(Wish wish, long deadline, boolean startCold) {
        AtomicLong seen = seenSlots.computeIfAbsent(wish.source(), name -> new AtomicLong());
        LimitKeys keys = keys(wish);
        long interval = wish.rate().interval().toNanos() / 1000;
        List<Long> answer = RESERVE.numbers(
                redisson,
                List.of(keys.slots(), keys.pausedUntil(), keys.recovery()),
                interval,
                longestWait(interval),
                seen.get(),
                startCold ? 1 : 0,
                wish.urgent() ? 1 : 0,
                settings.recoverEvery().toNanos() / 1000,
                settings.probeWithin().toNanos() / 1000,
                Math.max(0, deadline - System.nanoTime()) / 1000);
        seen.accumulateAndGet(answer.get(2), Math::max);
        return new Reservation(answer.get(0), answer.get(1), answer.get(2), answer.get(3));
    }

    /** One slot ahead at a slow pace, so that an urgent caller gets the next; a handful at a fast one. */
    private static long longestWait(long interval) {
        return Math.max(250_000, interval);
    }

    private Permit permit(Wish wish, Reservation reservation, long turn) {
        long interval = TimeUnit.MICROSECONDS.toNanos(reservation.interval());
        return new Permit(
                reservation.what() == Reservation.PROBE,
                turn,
                tolerance(wish.rate(), interval),
                interval / 2,
                () -> moveSlots(wish, reservation));
    }

    /**
     * A quarter of what the interval's margin leaves before one request too many falls into a window; less where that
     * would be much of an interval. At a fast pace others have looked at their slots before this one could move them,
     * and half of the margin has to do.
     */
    private static long tolerance(Rate rate, long interval) {
        return interval < 10 * LOOK_BEFORE_NANOS
                ? rate.window().toNanos() / 100
                : Math.min(rate.window().toNanos() / 200, interval / 10);
    }

    /** Sleeps until shortly before the turn; false where the caller wants it no more. */
    private boolean isWantedUntil(long turn, Wish wish, Reservation reservation) throws InterruptedException {
        try {
            while (turn - System.nanoTime() > STILL_WANTED_EVERY_NANOS + ASK_BEFORE_NANOS) {
                sleepUntil(System.nanoTime() + STILL_WANTED_EVERY_NANOS);
                if (!wish.stillWanted().getAsBoolean()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException stopping) {
            giveBack(wish, reservation);
            throw stopping;
        }
    }

    /** Sleeps; empty where the slot is no longer ours then. */
    private Optional<Permit> waitForTurn(Wish wish, Reservation reservation, long firstTurn)
            throws InterruptedException {
        long turn = firstTurn;
        Reservation now = reservation;
        try {
            // What is due at once was looked at when it was reserved.
            while (turn - System.nanoTime() > LOOK_BEFORE_NANOS) {
                sleepUntil(turn - LOOK_BEFORE_NANOS);
                List<Long> look = look(wish, now, now != reservation);
                if (look.get(0) == LOOK_GONE) {
                    return Optional.empty();
                }
                if (look.get(0) == LOOK_STANDS) {
                    break;
                }
                turn = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(look.get(1));
                now = new Reservation(now.what(), look.get(1), look.get(2), now.interval());
            }
            sleepUntil(turn);
            return Optional.of(permit(wish, now, turn));
        } catch (InterruptedException stopping) {
            giveBack(wish, now);
            throw stopping;
        }
    }

    private List<Long> look(Wish wish, Reservation reservation, boolean moved) {
        LimitKeys keys = keys(wish);
        try {
            return LOOK.numbers(
                    redisson,
                    List.of(keys.slots(), keys.pausedUntil()),
                    reservation.slot(),
                    wish.urgent() ? 1 : 0,
                    reservation.interval(),
                    moved ? 1 : 0);
        } catch (RuntimeException noAnswer) {
            log.debug("Redis does not answer; a slot is left to pass", noAnswer);
            return List.of(LOOK_GONE);
        }
    }

    private boolean moveSlots(Wish wish, Reservation reservation) {
        LimitKeys keys = keys(wish);
        try {
            return MOVE.number(redisson, List.of(keys.slots(), keys.pausedUntil()), reservation.interval()) == 1;
        } catch (RuntimeException noAnswer) {
            log.debug("Redis does not answer; a slot is left to pass", noAnswer);
            return false;
        }
    }

    /** A slot that passes unused is nobody's loss but its own; a probe that isn't sent would hold up everyone. */
    private void giveBack(Wish wish, Reservation reservation) {
        if (reservation.what() == Reservation.PROBE) {
            giveProbeBack(wish.source());
        }
    }

    /** Lets another request be the probe: this one has not been sent, or has not told whether the source is open. */
    public void giveProbeBack(String source) {
        try {
            RELEASE.number(redisson, List.of(LimitKeys.of(settings, source).recovery()));
        } catch (RuntimeException noAnswer) {
            log.debug("the probe of {} is over by itself when its time is", source, noAnswer);
        }
    }

    private LimitKeys keys(Wish wish) {
        return LimitKeys.of(settings, wish.source());
    }

    /** That a server is away is told elsewhere, once. */
    private void noteFailure(RuntimeException failure) throws InterruptedException {
        boolean away = !servers.stillAnswers(Server.REDIS) || !servers.stillAnswers(Server.MYSQL);
        if (!away && permitsGiven.getAndSet(false)) {
            log.warn("No permits can be had though Redis and the database answer; no request is sent", failure);
        }
    }

    private void noteAnswer() {
        if (!permitsGiven.getAndSet(true)) {
            log.info("Permits are given out again");
        }
    }

    private static void sleepUntil(long turn) throws InterruptedException {
        for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for a permit");
            }
        }
    }
}
