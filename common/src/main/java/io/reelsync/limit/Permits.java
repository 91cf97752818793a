package io.reelsync.limit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Leave to send one request to a source: one per interval, shared by all workers, however many processes there are.
 *
 * <ol>
 *   <li>A script in Redis reserves the next slot by Redis' own clock, so callers' clocks don't matter. A caller that
 *       would have to wait too long reserves nothing and comes back.
 *   <li>A limiter that has lost its state starts cold: nobody gets a slot until everyone who had one has used it. Before
 *       that, Redis is told the pause that the database knows; the same after every time that it didn't answer.
 *   <li>The caller sleeps the relative wait on its monotonic clock, and looks whether the source has been paused meanwhile.
 *   <li>A slot that it reaches too late is dropped, since a late request would come too close to the next.
 *   <li>Where Redis doesn't answer, the caller waits. It never guesses.
 * </ol>
 *
 * <p>The reservation is a generic cell rate algorithm without burst (ITU-T I.371). Safe for use by many threads.
 */
@Component
public class Permits {
    private static final Logger log = LoggerFactory.getLogger(Permits.class);
    private static final String RESERVE = script("reserve-slot.lua");
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    /** How long before the request it is looked whether the source is still open: enough for a question to Redis. */
    private static final long LOOK_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final RedissonClient redisson;
    private final LimitSettings settings;
    private final Pauses pauses;
    private final Map<String, AtomicLong> seenSlots = new ConcurrentHashMap<>();
    private final AtomicBoolean redisAnswers = new AtomicBoolean(true);

    Permits(RedissonClient redisson, LimitSettings settings, Pauses pauses) {
        this.redisson = redisson;
        this.settings = settings;
        this.pauses = pauses;
    }

    /** How a wait for a permit ended. */
    public enum Answer {
        /** The request may be sent now. */
        GRANTED,
        /** The source is paused for longer than the caller would wait. */
        PAUSED,
        /** No slot within the time that the caller would wait, or no Redis. */
        TIMED_OUT
    }

    /**
     * Waits for a permit.
     *
     * @param patience how long the caller would wait
     * @throws InterruptedException where the thread is to stop; no permit is held then
     */
    public Answer acquire(String source, Rate rate, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration retry = Duration.ofMillis(50);
        while (true) {
            Reservation reservation;
            try {
                reservation = reserve(source, rate);
                noteRedis(true, null);
                retry = Duration.ofMillis(50);
            } catch (RuntimeException noAnswer) {
                pauses.doubt();
                noteRedis(false, noAnswer);
                reservation = new Reservation(Reservation.COME_BACK, retry.toNanos() / 1000, 0);
                retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry.multipliedBy(2);
            }
            long turn = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(reservation.micros());
            if (turn > deadline) {
                return reservation.what() == Reservation.PAUSED ? Answer.PAUSED : Answer.TIMED_OUT;
            }
            sleepUntil(turn - LOOK_BEFORE_NANOS);
            boolean open = reservation.what() == Reservation.RESERVED && stillOpen(source, reservation);
            sleepUntil(turn);
            // Redis may have been slow to say that the source is open: how late it is is the last thing to look at.
            if (open && System.nanoTime() - turn <= tolerance(rate)) {
                return Answer.GRANTED;
            }
        }
    }

    private record Reservation(long what, long micros, long slot) {
        static final long COME_BACK = 0;
        static final long RESERVED = 1;
        static final long PAUSED = 2;
        static final long STATE_LOST = 3;
    }

    private Reservation reserve(String source, Rate rate) {
        pauses.makeSureThatRedisKnows(source);
        Reservation reservation = reserve(source, rate, false);
        if (reservation.what() == Reservation.STATE_LOST) {
            // Only once the pause is known there again may the limiter come to life.
            pauses.doubt();
            pauses.makeSureThatRedisKnows(source);
            reservation = reserve(source, rate, true);
        }
        if (reservation.what() == Reservation.PAUSED) {
            pauses.noteRefusal(source);
        }
        return reservation;
    }

    private Reservation reserve(String source, Rate rate, boolean startCold) {
        AtomicLong seen = seenSlots.computeIfAbsent(source, name -> new AtomicLong());
        long interval = rate.interval().toNanos() / 1000;
        List<Long> answer = redisson.getScript(StringCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        RESERVE,
                        RScript.ReturnType.LIST,
                        List.of(slotKey(source), Pauses.key(settings, source)),
                        String.valueOf(interval),
                        String.valueOf(longestWait(interval)),
                        String.valueOf(seen.get()),
                        startCold ? "1" : "0");
        seen.accumulateAndGet(answer.get(2), Math::max);
        return new Reservation(answer.get(0), answer.get(1), answer.get(2));
    }

    /** Long enough that a handful of workers each hold a slot; short enough that a cold start is bearable. */
    private static long longestWait(long interval) {
        return Math.max(1_000_000, 2 * interval);
    }

    /** Half of what the interval's margin leaves before one request too many falls into a window. */
    private static long tolerance(Rate rate) {
        return rate.window().toNanos() / 100;
    }

    private boolean stillOpen(String source, Reservation reservation) {
        if (TimeUnit.MICROSECONDS.toNanos(reservation.micros()) <= LOOK_BEFORE_NANOS) {
            return true; // The reservation has just looked.
        }
        try {
            return !redisson.getBucket(Pauses.key(settings, source), StringCodec.INSTANCE)
                    .isExists();
        } catch (RuntimeException noAnswer) {
            noteRedis(false, noAnswer);
            return false;
        }
    }

    private String slotKey(String source) {
        return settings.namespace() + ":limit:{" + source + "}:next-slot";
    }

    private void noteRedis(boolean answers, @Nullable RuntimeException problem) {
        if (redisAnswers.getAndSet(answers) != answers) {
            if (answers) {
                log.info("Redis and the database answer again; permits are given out");
            } else {
                log.warn("Redis or the database does not answer; no request is sent until they do", problem);
            }
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

    private static String script(String name) {
        try (InputStream file = Permits.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
