package io.reelsync.scheduler;

import io.reelsync.run.StartRun;
import io.reelsync.scheduler.Schedules.Schedule;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts a run for each firing of a schedule. The lock saves work; that each firing makes one run rests on its time,
 * which is a unique key written in one transaction with the run, whatever number of schedulers and however long one
 * sleeps. Firings that were missed while all were down are made up once.
 */
@Component
public class FireSchedules {
    private static final Logger log = LoggerFactory.getLogger(FireSchedules.class);

    private final Schedules schedules;
    private final StartRun startRun;
    private final Sources sources;
    private final SchedulerSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FireSchedules(
            Schedules schedules,
            StartRun startRun,
            Sources sources,
            SchedulerSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.schedules = schedules;
        this.startRun = startRun;
        this.sources = sources;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void makeDefaultSchedule() {
        if (settings.scheduled()) {
            schedules.addIfMissing(
                    "douban-movies", "douban", List.of("movies"), settings.cron(), settings.zone(), clock.instant());
        }
    }

    @Scheduled(fixedDelayString = "1s")
    @SchedulerLock(name = "fire-schedules")
    public void fireOwed() {
        LockAssert.assertLocked();
        if (settings.scheduled()) {
            fireAllOwed();
        }
    }

    void fireAllOwed() {
        for (Schedule schedule : schedules.enabled()) {
            schedule.owedAt(clock.instant()).ifPresent(firing -> fire(schedule, firing));
        }
    }

    private void fire(Schedule schedule, Instant firing) {
        Source source = sources.get(schedule.source());
        String traceId = TraceId.validOrNew(null);
        try (LogContext context = LogContext.of(traceId).with("source", source.name())) {
            Optional<StartRun.Started> started = transaction.execute(status -> schedules.advance(schedule, firing)
                    ? startRun.firing(
                            schedule.name(),
                            firing,
                            source.name(),
                            schedule.feeds(),
                            source.listSize(),
                            new StartRun.Requester("schedule " + schedule.name(), traceId))
                    : Optional.<StartRun.Started>empty());
            if (started != null && started.isPresent()) {
                context.with("run_id", started.get().runId());
                log.info(
                        "{}: schedule {} fired for {}: run {} {}",
                        source.label(),
                        schedule.name(),
                        firing,
                        started.get().runId(),
                        started.get().alreadyRunning() ? "was running already" : "will be taken up now");
            }
        }
    }
}
