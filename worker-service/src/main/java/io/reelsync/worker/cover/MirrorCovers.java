package io.reelsync.worker.cover;

import io.reelsync.cover.CoverSettings;
import io.reelsync.limit.Pauses;
import io.reelsync.outage.RepeatedFailures;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.source.Pictures;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import io.reelsync.worker.cover.WantedCovers.Wanted;
import io.reelsync.worker.fetch.PictureExchange;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Mirrors the posters that are wanted, as long as there are any: each source's by a few threads of their own. */
@Component
class MirrorCovers {
    private static final Logger log = LoggerFactory.getLogger(MirrorCovers.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final int CLAIMED_AT_ONCE = 4;
    /** As many as are claimed at once, each with the wait for its permit and the longest exchange. */
    private static final Duration LEASE_AT_MOST_FOR = Duration.ofMinutes(5);

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(1);

    private final CoverSettings settings;
    private final Sources sources;
    private final WantedCovers wanted;
    private final MirrorCover mirrorCover;
    private final Pauses pauses;
    private final Servers servers;
    private final RepeatedFailures failures = new RepeatedFailures(log);
    private @Nullable ScheduledExecutorService threads;

    MirrorCovers(
            CoverSettings settings,
            Sources sources,
            WantedCovers wanted,
            MirrorCover mirrorCover,
            Pauses pauses,
            Servers servers) {
        this.settings = settings;
        this.sources = sources;
        this.wanted = wanted;
        this.mirrorCover = mirrorCover;
        this.pauses = pauses;
        this.servers = servers;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        List<Source> withPictures = sources.all().stream()
                .filter(source -> source.pictures().isPresent())
                .toList();
        if (!settings.enabled() || withPictures.isEmpty()) {
            return;
        }
        ScheduledExecutorService started =
                Executors.newScheduledThreadPool(settings.concurrency() * withPictures.size(), task -> {
                    Thread daemon = new Thread(task, "covers");
                    daemon.setDaemon(true);
                    return daemon;
                });
        threads = started;
        for (Source source : withPictures) {
            for (int thread = 0; thread < settings.concurrency(); thread++) {
                started.scheduleWithFixedDelay(
                        () -> mirrorOrTell(source), 0, LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        if (threads != null) {
            threads.shutdownNow();
            // What is in hand is put back, or its lease ends.
            threads.awaitTermination(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void mirrorOrTell(Source source) {
        try {
            mirrorDue(source, source.pictures().orElseThrow());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | OutOfMemoryError failure) {
            if (Thread.currentThread().isInterrupted()) {
                return; // The service stops; what was in hand is due again when its lease ends.
            }
            failures.tell("Covers could not be mirrored; it is tried again in a moment", failure);
        }
    }

    /** Until none is due, or the source's pictures are to be left alone. */
    private void mirrorDue(Source source, Pictures pictures) throws InterruptedException {
        while (servers.answers(Server.MYSQL)
                && pauses.remaining(PictureExchange.limitOf(source)).isEmpty()) {
            List<Wanted> claimed = wanted.claim(source.name(), CLAIMED_AT_ONCE, LEASE_AT_MOST_FOR);
            if (claimed.isEmpty()) {
                return;
            }
            for (Wanted one : claimed) {
                try (LogContext context =
                        LogContext.of(TraceId.validOrNew(null)).with("source", source.name())) {
                    mirrorCover.mirror(source, pictures, one);
                }
            }
        }
    }
}
