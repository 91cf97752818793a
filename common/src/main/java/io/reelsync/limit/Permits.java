package io.reelsync.limit;

import io.reelsync.limit.Permits.Result.Refused;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.source.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
 *   <li>The caller sleeps the relative wait on its monotonic clock, and looks whether the slot is still its own,
 *       and has not been moved. It sleeps the last milliseconds when its request is about to be written.
 *   <li>Of a source whose slots are close, several are reserved by one call and handed out within the process; they are
 *       not overtaken. That the source isn't paused is looked up every tenth of a second; a pause is heard of at once
 *       besides. Each slot goes through one of as many lanes as a window has permits, and no lane is used twice in a window.
 *   <li>A rate may be changed meanwhile ({@link Rates}): slots from before that are void, be they nearer or farther away.
 *   <li>A slot that is used late moves all others, or its lane alone where there are lanes; one that is too late is dropped.
 *   <li>Where Redis doesn't answer, the caller waits. It never guesses. Where the database takes no writes it waits too:
 *       what it would fetch could not be stored.
 * </ol>
 *
 * <p>The reservation is a generic cell rate algorithm without burst (ITU-T I.371); with lanes, a sliding log of the last
 * requests, as many as a window may have. Safe for use by many threads.
 */
@Component
public class Permits {
    private static final Logger log = LoggerFactory.getLogger(Permits.class);

    private final Slots slots;
    private final Pauses pauses;
    private final Rates rates;
    private final Servers servers;
    private final Map<String, SlotQueue> queues = new ConcurrentHashMap<>();
    private final AtomicBoolean permitsGiven = new AtomicBoolean(true);

    Permits(RedissonClient redisson, LimitSettings settings, Pauses pauses, Rates rates, Servers servers) {
        this.slots = new Slots(redisson, settings);
        this.pauses = pauses;
        this.rates = rates;
        this.servers = servers;
    }

    /**
     * What a caller wants.
     *
     * @param rate that of the settings; where an administrator has set another, it holds instead
     * @param patience how long it would wait
     * @param urgent whether it overtakes callers that are not
     * @param stillWanted asked now and then while it waits: false ends the wait
     */
    public record Request(String source, Rate rate, Duration patience, boolean urgent, BooleanSupplier stillWanted) {}

    /** How a wait for a permit ended. */
    public sealed interface Result {

        /** The request may be sent. */
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
     * @throws InterruptedException if the thread is to stop; no permit is held then
     */
    public Result acquire(Request request) throws InterruptedException {
        SlotQueue queue = queues.computeIfAbsent(request.source(), name -> new SlotQueue());
        return new PermitWait(request, queue, slots, new Changes(request, pauses, rates), servers, this).forPermit();
    }

    /**
     * How many requests were sent to a source in the last minute, by all workers.
     *
     * @throws org.redisson.client.RedisException where Redis doesn't answer
     */
    public long usedInLastMinute(String source) {
        return slots.usesInLastMinute(source);
    }

    /** That a server is away is told elsewhere, once. */
    void noteFailure(RuntimeException failure) throws InterruptedException {
        boolean away = !servers.stillAnswers(Server.REDIS) || !servers.stillAnswers(Server.MYSQL);
        if (!away && permitsGiven.getAndSet(false)) {
            log.warn("No permits can be had though Redis and the database answer; no request is sent", failure);
        }
    }

    void noteAnswer() {
        if (!permitsGiven.getAndSet(true)) {
            log.info("Permits are given out again");
        }
    }

    /** A slot was reserved: Redis has written that. */
    void noteWrite() {
        servers.took(Server.REDIS);
    }
}
