package io.reelsync.limit;

import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.CircuitBreaker.Trip;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sources left alone until a time, by all workers, after they refused us: the {@link CircuitBreaker} of a whole source.
 * It alone is told to Redis as well, since every permit looks there: the script that gives out slots gives none while it
 * is open, and one while it is half-open, which is the probe. After the reset the pace climbs step by step. Redis tells
 * those who hold slots already.
 */
@Component
public class Pauses {
    private static final Logger log = LoggerFactory.getLogger(Pauses.class);
    private static final Script SPREAD = new Script("spread-pause.lua");

    private final CircuitBreaker breaker;
    private final RedissonClient redisson;
    private final LimitSettings settings;
    /** Sources that gave a good answer to this process, and have refused nobody since, as far as it knows. */
    private final Set<String> answering = ConcurrentHashMap.newKeySet();
    /** Sources of which this process is certain that Redis knows their last pause, if there is one. */
    private final Set<String> known = new HashSet<>();
    /** Refusals that the database did not take; nothing is asked of their sources until it has. */
    private final Map<String, Trip> unwritten = new HashMap<>();

    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final AtomicBoolean listening = new AtomicBoolean();

    Pauses(CircuitBreaker breaker, RedissonClient redisson, LimitSettings settings) {
        this.breaker = breaker;
        this.redisson = redisson;
        this.settings = settings;
    }

    /**
     * Leaves a source alone after a refusal.
     *
     * @param detail what the source said
     * @param atLeast what the source asked for, null where it didn't
     * @return how long the source is left alone from now
     */
    public Duration pause(String source, PauseReason reason, String detail, @Nullable Duration atLeast) {
        Trip trip = new Trip(reason.name(), detail, atLeast);
        noteRefusal(source);
        hear(source);
        // At once, since the database may take its time; what it knows of earlier refusals follows.
        Duration first = trip.orLonger(settings.firstPause());
        trySpread(source, () -> spread(source, 0, first, CircuitBreaker.FULL_PACE / 2, null));
        try {
            TrippedBreaker standing = breaker.trip(Key.source(source), trip);
            trySpread(source, () -> spread(standing));
            return standing.blockedFor();
        } catch (DataAccessException | TransactionException noDatabase) {
            remember(source, trip);
            log.warn("The database does not answer; the pause of {} is written before the next permit", source);
            return first;
        }
    }

    private void trySpread(String source, Runnable spread) {
        try {
            spread.run();
        } catch (RuntimeException noRedis) {
            log.warn("Redis does not answer; the pause of {} is told to it before the next permit", source, noRedis);
            doubt();
        }
    }

    private synchronized void remember(String source, Trip trip) {
        unwritten.put(source, trip);
        known.remove(source);
    }

    /** Notes a good answer: the source is open, and its pace climbs. */
    public void answered(String source) {
        if (!answering.add(source)) {
            return;
        }
        try {
            breaker.reset(Key.source(source));
            breaker.find(Key.source(source)).ifPresent(standing -> {
                spread(standing);
                // An answer that comes during a pause was on the wire before it, and says nothing of its end.
                if (standing.isBlocked()) {
                    noteRefusal(source);
                }
            });
        } catch (RuntimeException noAnswer) {
            log.warn("That {} answers could not be noted; its next answer will be", source, noAnswer);
            noteRefusal(source);
        }
    }

    /** Notes that a source refused somebody, be it another process. */
    void noteRefusal(String source) {
        answering.remove(source);
    }

    /** The pause that stands for a source, from the database. */
    public Optional<TrippedBreaker> find(String source) {
        return breaker.find(Key.source(source)).filter(TrippedBreaker::isBlocked);
    }

    /**
     * How long so many requests to a source take once nothing keeps them, at the pace that climbs after its last pause.
     *
     * @param interval between two at the full pace
     */
    public Duration timeFor(String source, long requests, Duration interval) {
        return breaker.find(Key.source(source))
                .map(standing -> standing.timeFor(requests, interval, settings.recoverEvery()))
                .orElseGet(() -> interval.multipliedBy(requests));
    }

    /** How long a source is still left alone, by the database's clock; empty where it is open. */
    public Optional<Duration> remaining(String source) {
        return find(source).map(TrippedBreaker::blockedFor);
    }

    /** Tells Redis what the database knows of a source's last pause, unless it is certain that Redis knows. */
    synchronized void makeSureThatRedisKnows(String source) {
        if (known.contains(source)) {
            return;
        }
        listen();
        Trip owed = unwritten.get(source);
        if (owed != null) {
            breaker.trip(Key.source(source), owed);
            unwritten.remove(source);
        }
        breaker.find(Key.source(source))
                .filter(standing -> !standing.isRecovered(settings.recoverEvery()))
                .ifPresent(standing -> {
                    spread(standing);
                    noteRefusal(source);
                });
        known.add(source);
    }

    /** Redis didn't answer, or has lost its state: it may not know the pauses. */
    synchronized void doubt() {
        known.clear();
    }

    private void spread(TrippedBreaker standing) {
        spread(
                standing.key().source(),
                standing.number(),
                standing.blockedFor(),
                standing.pace(),
                standing.sinceReset());
    }

    private void spread(String source, long number, Duration left, int pace, @Nullable Duration sinceReset) {
        LimitKeys keys = LimitKeys.of(settings, source);
        SPREAD.number(
                redisson,
                List.of(keys.state()),
                number,
                left.toNanos() / 1000,
                pace,
                sinceReset == null ? -1 : sinceReset.toNanos() / 1000,
                LimitKeys.pausesOf(settings),
                source);
    }

    /** How often this process has heard that a source is to be left alone. Slots that were reserved before are void. */
    long heardOf(String source) {
        return heard.getOrDefault(source, 0L);
    }

    private void hear(String source) {
        heard.merge(source, 1L, Long::sum);
    }

    /** Those who may not listen find out when they next ask Redis, a tenth of a second later at the most. */
    private void listen() {
        if (listening.getAndSet(true)) {
            return;
        }
        redisson.getTopic(LimitKeys.pausesOf(settings), StringCodec.INSTANCE)
                .addListenerAsync(String.class, (channel, source) -> hear(source))
                .whenComplete((listener, failure) -> {
                    if (failure != null) {
                        listening.set(false);
                        log.debug("Pauses are not heard of at once", failure);
                    }
                });
    }
}
