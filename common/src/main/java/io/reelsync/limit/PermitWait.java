package io.reelsync.limit;

import io.reelsync.limit.Permits.Request;
import io.reelsync.limit.Permits.Result;
import io.reelsync.limit.Permits.Result.Refused;
import io.reelsync.limit.Slots.Outcome;
import io.reelsync.limit.Slots.Reservation;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/** One caller's wait for a {@linkplain Permits permit}. For one thread. */
final class PermitWait {
    private static final BackOff RETRIES = RetryPolicy.builder()
            .delay(Duration.ofMillis(50))
            .multiplier(2)
            .jitter(Duration.ofMillis(20))
            .maxDelay(Duration.ofSeconds(2))
            .maxRetries(Long.MAX_VALUE)
            .build()
            .getBackOff();
    private static final Duration WHILE_NOTHING_CAN_BE_STORED = Duration.ofSeconds(1);
    private static final long DUE_AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long STILL_WANTED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Time for the caller to find out whether it still wants it. */
    private static final long ASK_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** In the queue it costs a query at a slow pace alone: longer than what is in hand at a fast one waits. */
    private static final long IN_QUEUE_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** So often in a row is it looked up which rate holds; then the caller comes back. */
    private static final int MOST_CHANGES = 3;

    /** An unlimited source's slots are all due at once. */
    private static final int MOST_AT_ONCE = 256;

    private final Request request;
    private final SlotQueue queue;
    private final Slots slots;
    private final Changes changes;
    private final Servers servers;
    private final Permits permits;
    private final long deadline;
    private long askAgain = System.nanoTime() + STILL_WANTED_EVERY_NANOS;

    PermitWait(Request request, SlotQueue queue, Slots slots, Changes changes, Servers servers, Permits permits) {
        this.request = request;
        this.queue = queue;
        this.slots = slots;
        this.changes = changes;
        this.servers = servers;
        this.permits = permits;
        this.deadline = System.nanoTime() + request.patience().toNanos();
    }

    Result forPermit() throws InterruptedException {
        while (true) {
            Turn mine = request.urgent() ? turn() : turnInOrder();
            if (mine.refused() != null) {
                return mine.refused();
            }
            Optional<Result> answer = use(Objects.requireNonNull(mine.slot()));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private Turn turnInOrder() throws InterruptedException {
        while (!queue.awaitTurn(IN_QUEUE_NANOS)) {
            if (!request.stillWanted().getAsBoolean()) {
                return Turn.refused(Refused.NOT_WANTED);
            }
            if (System.nanoTime() - deadline >= 0) {
                return Turn.refused(Refused.TIMED_OUT);
            }
        }
        try {
            return turn();
        } finally {
            queue.endTurn();
        }
    }

    /** Asks for a slot until there is one within the deadline. */
    private Turn turn() throws InterruptedException {
        BackOffExecution retries = RETRIES.start();
        long comeBackAt = System.nanoTime();
        while (true) {
            if (System.nanoTime() - askAgain >= 0) {
                if (!request.stillWanted().getAsBoolean()) {
                    return Turn.refused(Refused.NOT_WANTED);
                }
                askAgain = System.nanoTime() + STILL_WANTED_EVERY_NANOS;
            }
            if (comeBackAt - System.nanoTime() > 0 && changes.areNoneYet()) {
                sleepUntil(Math.min(comeBackAt, askAgain));
                continue;
            }
            Reservation reservation;
            try {
                reservation = reserve();
                permits.noteAnswer();
                retries = RETRIES.start();
            } catch (RuntimeException noAnswer) {
                changes.noteFailure();
                permits.noteFailure(noAnswer);
                reservation = Reservation.comeBackIn(Duration.ofMillis(retries.nextBackOff()));
            }
            if (reservation.isSlot()) {
                return new Turn(reservation, null);
            }
            if (reservation.turn() - deadline > 0) {
                return Turn.refused(reservation.outcome() == Outcome.PAUSED ? Refused.PAUSED : Refused.TIMED_OUT);
            }
            // A pause may be ended early, by hand.
            comeBackAt = reservation.outcome() == Outcome.PAUSED
                    ? Math.min(reservation.turn(), askAgain)
                    : reservation.turn();
        }
    }

    private Reservation reserve() throws InterruptedException {
        if (!servers.answers(Server.MYSQL)) {
            // Ends as soon as the service is to stop.
            servers.awaitAnswer(Server.MYSQL, WHILE_NOTHING_CAN_BE_STORED);
            return Reservation.comeBackIn(Duration.ZERO);
        }
        changes.note();
        if (request.urgent()) {
            return ask(1).get(0);
        }
        Reservation left =
                queue.poll(changes.heard(), changes.rate().tolerance().toNanos());
        if (left != null) {
            return left;
        }
        long none = queue.noneFor(changes.heard());
        if (none > 0) {
            return Reservation.comeBackIn(Duration.ofNanos(none));
        }
        List<Reservation> given = ask(changes.rate().isUnlimited() ? MOST_AT_ONCE : queue.wanted());
        if (given.get(0).isSlot()) {
            queue.noteOpen();
        }
        return queue.keep(
                given, changes.heard(), Slots.longestWait(changes.rate()).toNanos());
    }

    private List<Reservation> ask(int wanted) {
        List<Reservation> given = reserve(false, wanted);
        for (int again = 0; again < MOST_CHANGES && given.get(0).outcome() == Outcome.OTHER_RATE; again++) {
            changes.noteOtherRate(given.get(0).rateNumber());
            given = reserve(false, wanted);
        }
        if (given.get(0).outcome() == Outcome.STATE_LOST) {
            // Only once the pause is known there again may the limiter come to life.
            changes.noteLoss();
            given = reserve(true, wanted);
        }
        Outcome outcome = given.get(0).outcome();
        if (outcome == Outcome.PAUSED || outcome == Outcome.PROBE) {
            changes.noteRefusal();
        }
        if (given.get(0).isSlot()) {
            permits.noteWrite();
        }
        return given;
    }

    private List<Reservation> reserve(boolean startCold, int wanted) {
        return slots.reserve(request, changes.standing(), patience(), startCold, wanted);
    }

    private Duration patience() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** Waits until a slot is nearly due; empty if it is no longer ours then, or too late. */
    private Optional<Result> use(Reservation slot) throws InterruptedException {
        boolean granted = false;
        try {
            if (!isWantedUntil(slot.turn())) {
                return Optional.of(Refused.NOT_WANTED);
            }
            if (!changes.areNone()) {
                return Optional.empty();
            }
            Optional<Result> answer = (slot.isClose() ? waitForClose(slot) : waitFor(slot))
                    .filter(permit -> !permit.isTooLate() && servers.answers(Server.MYSQL))
                    .map(Result.Granted::new);
            granted = answer.isPresent();
            return answer;
        } finally {
            if (!granted) {
                slots.giveBack(request, slot);
            }
        }
    }

    /** Sleeps until shortly before the turn, or until the slot is void; false if the caller wants it no more. */
    private boolean isWantedUntil(long turn) throws InterruptedException {
        while (turn - System.nanoTime() > STILL_WANTED_EVERY_NANOS + ASK_BEFORE_NANOS && changes.areNoneYet()) {
            sleepUntil(System.nanoTime() + STILL_WANTED_EVERY_NANOS);
            if (!request.stillWanted().getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Permit> waitFor(Reservation reserved) throws InterruptedException {
        Reservation slot = reserved;
        // What is due at once was looked at when it was reserved.
        boolean stands = slot.turn() - System.nanoTime() <= DUE_AT_ONCE_NANOS;
        while (!stands) {
            sleepUntil(slot.lookedAtFrom());
            Reservation look = slots.look(request, slot);
            if (!look.isSlot()) {
                return Optional.empty();
            }
            // One that has moved may be overtaken until it is looked at where it stands now.
            stands = look.equals(slot);
            slot = look;
        }
        return Optional.of(permit(slot));
    }

    /** One look holds for all slots of a tenth of a second: nobody else moves them or overtakes them. */
    private Optional<Permit> waitForClose(Reservation slot) throws InterruptedException {
        sleepUntil(slot.lookedAtFrom());
        if (!queue.isOpen()) {
            if (!slots.look(request, slot).equals(slot)) {
                return Optional.empty();
            }
            queue.noteOpen();
        }
        return Optional.of(permit(slot));
    }

    private Permit permit(Reservation slot) {
        long tolerance = changes.rate().tolerance().toNanos();
        return new Permit(
                slot.outcome() == Outcome.PROBE,
                new Permit.Times(slot.turn(), slot.lateBy(tolerance), slot.latest(), slot.onceTold(tolerance)),
                new Permit.Limiter() {
                    @Override
                    public boolean isOpen() {
                        return changes.areNone();
                    }

                    @Override
                    public boolean tellLate() {
                        return slots.tellLate(request, slot, tolerance);
                    }

                    @Override
                    public void tellSentLate() {
                        slots.tellSentLate(request, slot);
                    }

                    @Override
                    public void giveBack() {
                        slots.giveBack(request, slot);
                    }

                    @Override
                    public void countUse() {
                        slots.countUse(request);
                    }
                });
    }

    /** A slot, or why there is none. */
    private record Turn(
            @Nullable Reservation slot, @Nullable Refused refused) {
        static Turn refused(Refused why) {
            return new Turn(null, why);
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
