package io.reelsync.limit;

import io.reelsync.limit.Slots.Outcome;
import io.reelsync.limit.Slots.Reservation;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.source.Rate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

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
 *   <li>The caller sleeps the relative wait on its monotonic clock, and looks whether the slot is still its own,
 *       and has not been moved.
 *   <li>A slot that is used late moves all others; one that it reaches too late is dropped.
 *   <li>Where Redis doesn't answer, the caller waits. It never guesses. Where the database takes no writes it waits too:
 *       what it would fetch could not be stored.
 * </ol>
 *
 * <p>The reservation is a generic cell rate algorithm without burst (ITU-T I.371). Safe for use by many threads.
 */
@Component
public class Permits {
    private static final Logger log = LoggerFactory.getLogger(Permits.class);
    private static final BackOff RETRIES = RetryPolicy.builder()
            .delay(Duration.ofMillis(50))
            .multiplier(2)
            .jitter(Duration.ofMillis(20))
            .maxDelay(Duration.ofSeconds(2))
            .maxRetries(Long.MAX_VALUE)
            .build()
            .getBackOff();
    private static final Duration WHILE_NOTHING_CAN_BE_STORED = Duration.ofSeconds(1);
    /** How long before the request it is looked whether the slot is still ours: enough for a question to Redis. */
    private static final long LOOK_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long STILL_WANTED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Time for the caller to find out whether it still wants it. */
    private static final long ASK_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Slots slots;
    private final Pauses pauses;
    private final Servers servers;
    private final AtomicBoolean permitsGiven = new AtomicBoolean(true);

    Permits(RedissonClient redisson, LimitSettings settings, Pauses pauses, Servers servers) {
        this.slots = new Slots(redisson, settings);
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
    public record Request(String source, Rate rate, Duration patience, boolean urgent, BooleanSupplier stillWanted) {

        /** The same, with what is left of the patience. */
        public Request within(long nanos) {
            return new Request(source, rate, Duration.ofNanos(nanos), urgent, stillWanted);
        }
    }

    /** How a wait for a permit ended. */
    public sealed interface Result {

        /** The request may be sent now. */
        record Granted(Permit permit) implements Result {}

        /** It may not. */
        enum Refused implements Result {
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
    public Result acquire(Request request) throws InterruptedException {
        long deadline = System.nanoTime() + request.patience().toNanos();
        long lookAgain = System.nanoTime() + STILL_WANTED_EVERY_NANOS;
        BackOffExecution retries = RETRIES.start();
        while (true) {
            if (System.nanoTime() - lookAgain >= 0) {
                if (!request.stillWanted().getAsBoolean()) {
                    return Result.Refused.NOT_WANTED;
                }
                lookAgain = System.nanoTime() + STILL_WANTED_EVERY_NANOS;
            }
            Reservation reservation;
            try {
                reservation = reserve(request, deadline);
                noteAnswer();
                retries = RETRIES.start();
            } catch (RuntimeException noAnswer) {
                pauses.doubt();
                noteFailure(noAnswer);
                reservation = Reservation.comeBackIn(Duration.ofMillis(retries.nextBackOff()));
            }
            long turn = System.nanoTime() + reservation.inNanos();
            if (reservation.isSlot()) {
                Optional<Result> answer = use(request, reservation, turn);
                if (answer.isPresent()) {
                    return answer.get();
                }
            } else if (turn - deadline > 0) {
                return reservation.outcome() == Outcome.PAUSED ? Result.Refused.PAUSED : Result.Refused.TIMED_OUT;
            } else {
                sleepUntil(Math.min(turn, lookAgain));
            }
        }
    }

    /**
     * How many requests were sent to a source in the last minute, by all workers.
     *
     * @throws org.redisson.client.RedisException where Redis doesn't answer
     */
    public long usedInLastMinute(String source) {
        return slots.usesInLastMinute(source);
    }

    private Reservation reserve(Request request, long deadline) throws InterruptedException {
        if (!servers.answers(Server.MYSQL)) {
            // Ends as soon as the service is to stop.
            servers.awaitAnswer(Server.MYSQL, WHILE_NOTHING_CAN_BE_STORED);
            return Reservation.comeBackIn(Duration.ZERO);
        }
        pauses.makeSureThatRedisKnows(request.source());
        Reservation reservation = slots.reserve(request, Duration.ofNanos(deadline - System.nanoTime()), false);
        if (reservation.outcome() == Outcome.STATE_LOST) {
            // Only once the pause is known there again may the limiter come to life.
            pauses.doubt();
            pauses.makeSureThatRedisKnows(request.source());
            reservation = slots.reserve(request, Duration.ofNanos(deadline - System.nanoTime()), true);
        }
        if (reservation.outcome() == Outcome.PAUSED || reservation.outcome() == Outcome.PROBE) {
            pauses.noteRefusal(request.source());
        }
        return reservation;
    }

    /** Waits for a slot's turn; empty where it is no longer ours then, or too late. */
    private Optional<Result> use(Request request, Reservation reservation, long turn) throws InterruptedException {
        boolean granted = false;
        try {
            if (!isWantedUntil(turn, request)) {
                return Optional.of(Result.Refused.NOT_WANTED);
            }
            Optional<Result> answer = waitForTurn(request, reservation, turn)
                    .filter(permit -> !permit.isTooLate() && servers.answers(Server.MYSQL))
                    .map(Result.Granted::new);
            granted = answer.isPresent();
            return answer;
        } finally {
            if (!granted) {
                slots.giveBack(request, reservation);
            }
        }
    }

    /** Sleeps until shortly before the turn; false where the caller wants it no more. */
    private static boolean isWantedUntil(long turn, Request request) throws InterruptedException {
        while (turn - System.nanoTime() > STILL_WANTED_EVERY_NANOS + ASK_BEFORE_NANOS) {
            sleepUntil(System.nanoTime() + STILL_WANTED_EVERY_NANOS);
            if (!request.stillWanted().getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Permit> waitForTurn(Request request, Reservation reserved, long firstTurn)
            throws InterruptedException {
        Reservation slot = reserved;
        long turn = firstTurn;
        // What is due at once was looked at when it was reserved.
        while (turn - System.nanoTime() > LOOK_BEFORE_NANOS) {
            sleepUntil(turn - LOOK_BEFORE_NANOS);
            Reservation look = slots.look(request, slot);
            if (!look.isSlot()) {
                return Optional.empty();
            }
            if (look.equals(slot)) {
                break;
            }
            slot = look;
            turn = System.nanoTime() + slot.inNanos();
        }
        sleepUntil(turn);
        return Optional.of(permit(request, slot, turn));
    }

    private Permit permit(Request request, Reservation slot, long turn) {
        Duration interval = Duration.of(slot.interval(), ChronoUnit.MICROS);
        return new Permit(
                slot.outcome() == Outcome.PROBE,
                new Permit.Times(
                        turn,
                        request.rate().tolerance(interval).toNanos(),
                        interval.dividedBy(2).toNanos()),
                () -> slots.moveOthers(request, slot),
                () -> slots.giveBack(request, slot),
                () -> slots.countUse(request));
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
