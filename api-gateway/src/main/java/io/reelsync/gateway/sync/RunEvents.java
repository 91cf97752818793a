package io.reelsync.gateway.sync;

import io.reelsync.gateway.security.Caller;
import io.reelsync.gateway.security.Credentials;
import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.ApiJson;
import io.reelsync.outage.Outage;
import io.reelsync.outage.RepeatedFailures;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.run.RunProgress;
import io.reelsync.run.SyncRuns;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Shows runs as they move. Each watched run is looked at by one loop, however many watch it; each viewer is written to
 * on a thread of its own, so that a slow one misses steps and holds up nobody.
 */
@Component
class RunEvents {
    private static final Duration COME_BACK_IN = Duration.ofSeconds(10);

    private final SyncRuns runs;
    private final Credentials credentials;
    private final EventSettings settings;
    private final Servers servers;
    private final Clock clock;
    private final Semaphore streams;
    private final Map<String, Integer> streamsOfUsers = new ConcurrentHashMap<>();
    private final Map<Long, RunWatchers> watches = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks =
            Executors.newScheduledThreadPool(2, new CustomizableThreadFactory("run-watch-"));
    private final ExecutorService writes;
    private final RepeatedFailures failures = new RepeatedFailures(LoggerFactory.getLogger(RunEvents.class));
    private volatile boolean closed;

    RunEvents(SyncRuns runs, Credentials credentials, EventSettings settings, Servers servers, Clock clock) {
        this.runs = runs;
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
                new CustomizableThreadFactory("run-viewer-"));
    }

    /**
     * Opens a stream that begins with the run as it is.
     *
     * @throws ApiException where too many are open
     */
    SseEmitter open(RunProgress progress, Caller user) {
        take(user.username());
        RunViewer viewer = new RunViewer(user, writes, () -> giveBack(user.username()));
        boolean active = progress.run().state().active();
        viewer.tell(json(progress), !active);
        if (active) {
            long run = progress.run().id();
            watches.compute(run, (id, watch) -> {
                RunWatchers joined = watch == null ? startWatch(id) : watch;
                joined.add(viewer);
                return joined;
            });
        }
        return viewer.emitter();
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
    int openStreams() {
        return settings.maxStreams() - streams.availablePermits();
    }

    /** How many runs are looked at now. */
    int watchedRuns() {
        return watches.size();
    }

    private RunWatchers startWatch(long run) {
        RunWatchers watch = new RunWatchers(settings.tellAtLeastEvery());
        watch.runsOn(looks.scheduleWithFixedDelay(
                () -> look(run),
                settings.lookEvery().toMillis(),
                settings.lookEvery().toMillis(),
                TimeUnit.MILLISECONDS));
        return watch;
    }

    private void look(long run) {
        try {
            RunWatchers watched = watches.get(run);
            if (watched != null) {
                watched.dropThose(
                        viewer -> viewer.outstayed(clock.instant()) || !credentials.standsStill(viewer.user()));
            }
            Optional<RunProgress> progress = runs.find(run);
            boolean active = progress.map(now -> now.run().state().active()).orElse(false);
            // Who joins meanwhile is told with the others, or has a watch anew.
            watches.computeIfPresent(run, (id, watch) -> {
                progress.ifPresentOrElse(now -> watch.tell(json(now), !active), watch::close);
                if (active && watch.hasViewers()) {
                    return watch;
                }
                watch.stop();
                return null;
            });
        } catch (RuntimeException failure) {
            pollFailed(failure);
        }
    }

    /** While the database is away, the loop waits with it: viewers hear of the run again when it is back. */
    private void pollFailed(RuntimeException failure) {
        try {
            if (Outage.ofDatabase(failure) && servers.awayLately(Server.MYSQL)) {
                servers.awaitAnswer(Server.MYSQL);
            } else {
                failures.tell("A run can't be looked at; its viewers wait for the next look", failure);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static String json(RunProgress progress) {
        return ApiJson.MAPPER.writeValueAsString(RunJson.of(progress));
    }

    /** A stop waits for open answers: streams would hold it up to the last moment. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed = true;
        watches.values().forEach(RunWatchers::close);
    }

    @PreDestroy
    void stop() {
        looks.shutdownNow();
        writes.shutdownNow();
    }
}
