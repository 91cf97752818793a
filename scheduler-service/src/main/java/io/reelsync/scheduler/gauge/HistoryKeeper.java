package io.reelsync.scheduler.gauge;

import io.reelsync.cluster.SourceSignals;
import io.reelsync.cluster.SourceSignals.Measured;
import io.reelsync.cluster.SourceSignals.Signals;
import io.reelsync.database.DatabaseTime;
import io.reelsync.history.SourceHistory;
import io.reelsync.limit.CircuitBreaker;
import io.reelsync.limit.CircuitBreaker.Key;
import io.reelsync.limit.Pauses;
import io.reelsync.limit.Rates;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Notes in the history once a minute how each source stands, and adds its minutes up to hours. */
@Component
public class HistoryKeeper {
    private static final int FRESH_FOR_SECONDS = 60;

    private final SourceHistory history;
    private final Sources sources;
    private final SourceSignals signals;
    private final Pauses pauses;
    private final CircuitBreaker breaker;
    private final Rates rates;
    private final DatabaseTime time;
    private @Nullable LocalDateTime addedUpTo;

    HistoryKeeper(
            SourceHistory history,
            Sources sources,
            SourceSignals signals,
            Pauses pauses,
            CircuitBreaker breaker,
            Rates rates,
            DatabaseTime time) {
        this.history = history;
        this.sources = sources;
        this.signals = signals;
        this.pauses = pauses;
        this.breaker = breaker;
        this.rates = rates;
        this.time = time;
    }

    /** In the middle of each minute. What another scheduler has added up meanwhile is added up again, to the same. */
    @Scheduled(cron = "30 * * * * *")
    @SchedulerLock(name = "history", lockAtMostFor = "50s")
    public void keep() {
        LockAssert.assertLocked();
        keepOnce();
    }

    synchronized void keepOnce() {
        Instant freshSince = DatabaseTime.instant(time.now()).minusSeconds(FRESH_FOR_SECONDS);
        for (Source source : sources.all()) {
            Signals seen = signals.find(source.name())
                    .filter(measured -> measured.at().isAfter(freshSince))
                    .map(Measured::signals)
                    .orElse(null);
            Rate rate = rates.of(source);
            history.look(
                    source.name(),
                    new SourceHistory.Look(
                            rate.isUnlimited() ? null : 60 * rate.perSecond(),
                            seen == null ? null : seen.queueDepth(),
                            seen == null ? null : seen.dueSubjects(),
                            seen == null ? null : seen.freshness(),
                            isLeftAlone(source)));
        }
        addedUpTo = history.addUpHours(addedUpTo);
    }

    /** By a pause of its own, or by those of all ways to it. */
    private boolean isLeftAlone(Source source) {
        List<Key> routes = source.routes().stream()
                .map(route -> Key.route(source.name(), route))
                .toList();
        return pauses.remaining(source.name()).isPresent()
                || !breaker.blockedFor(routes).isZero();
    }
}
