package io.reelsync.gateway.events;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.security.Credentials;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.outage.Outage;
import io.reelsync.outage.RepeatedFailures;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Shows things as they move. Each is looked at by one loop, however many watch it; each viewer is written to on a thread
 * of its own, so that a slow one misses steps and holds up nobody.
 */
@Component
public class EventStreams {
    private static final Duration COME_BACK_IN = Duration.ofSeconds(10);

    private final Credentials credentials;
    private final EventSettings settings;
    private final Servers servers;
    private final Clock clock;
    private final Semaphore streams;
    private final Map<String, Integer> streamsOfUsers = new ConcurrentHashMap<>();
    private final Map<String, Watchers> watches = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks =
            Executors.newScheduledThreadPool(2, new CustomizableThreadFactory("watch-"));
    private final ExecutorService writes;
    private final RepeatedFailures failures = new RepeatedFailures(LoggerFactory.getLogger(EventStreams.class));
    private volatile boolean closed;

    EventStreams(Credentials credentials, EventSettings settings, Servers servers, Clock clock) {
        this.credentials = credentials;
        this.settings = settings;
        this.servers = servers;
        this.clock = clock;
        this.streams = new Semaphore(settings.maxStreams());
        // A viewer never has two writes in hand, so there is always a thread for one.
        this.writes = new ThreadPoolExecutor(
                0,
                settings.maxStreams() * 2,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new CustomizableThreadFactory("viewer-"));
    }

    /**
     * Opens a stream that begins with what is watched as it is.
     *
     * @param what is watched, by a name of its own
     * @param first as it is now
     * @param look looks at it again
     * @throws ApiException where too many are open
     */
    public ResponseEntity<SseEmitter> open(String what, Look first, Supplier<Look> look, Caller user) {
        take(user.username());
        Viewer viewer = new Viewer(user, writes, () -> giveBack(user.username()));
        viewer.tell(first);
        if (!first.over()) {
            watches.compute(what, (name, watch) -> {
                Watchers joined = watch == null ? startWatch(name, look) : watch;
                joined.add(viewer);
                return joined;
            });
        }
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                // Proxies that gather an answer before they pass it on would hold the events back.
                .header("X-Accel-Buffering", "no")
                .body(viewer.emitter());
    }

    private void take(String username) {
        if (closed || !streams.tryAcquire()) {
            throw new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "events.full", COME_BACK_IN);
        }
        int mine = streamsOfUsers.merge(username, 1, Integer::sum);
        if (mine > settings.maxStreamsPerUser()) {
            giveBack(username);
            throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "events.yours", COME_BACK_IN);
        }
    }

    private void giveBack(String username) {
        streamsOfUsers.computeIfPresent(username, (name, open) -> open == 1 ? null : open - 1);
        streams.release();
    }

    /** How many streams are open now. */
    public int openStreams() {
        return settings.maxStreams() - streams.availablePermits();
    }

    /** How many things are looked at now. */
    public int watched() {
        return watches.size();
    }

    private Watchers startWatch(String what, Supplier<Look> look) {
        Watchers watch = new Watchers(settings.tellAtLeastEvery());
        watch.runsOn(looks.scheduleWithFixedDelay(
                () -> look(what, look),
                settings.lookEvery().toMillis(),
                settings.lookEvery().toMillis(),
                TimeUnit.MILLISECONDS));
        return watch;
    }

    private void look(String what, Supplier<Look> look) {
        try {
            Watchers watched = watches.get(what);
            if (watched != null) {
                watched.dropThose(
                        viewer -> viewer.outstayed(clock.instant()) || !credentials.standsStill(viewer.user()));
            }
            Look now = look.get();
            // Who joins meanwhile is told with the others, or has a watch anew.
            watches.computeIfPresent(what, (name, watch) -> {
                watch.tell(now);
                if (!now.over() && watch.hasViewers()) {
                    return watch;
                }
                watch.stop();
                return null;
            });
        } catch (RuntimeException failure) {
            lookFailed(failure);
        }
    }

    /** While the database is away, the loop waits with it: viewers hear more when it is back. */
    private void lookFailed(RuntimeException failure) {
        try {
            if (Outage.ofDatabase(failure) && servers.awayLately(Server.MYSQL)) {
                servers.awaitAnswer(Server.MYSQL);
            } else {
                failures.tell("What is watched can't be looked at; its viewers wait for the next look", failure);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stop waits for open answers: streams would hold it up to the last moment. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed = true;
        watches.values().forEach(Watchers::close);
    }

    @PreDestroy
    void stop() {
        looks.shutdownNow();
        writes.shutdownNow();
    }
}
