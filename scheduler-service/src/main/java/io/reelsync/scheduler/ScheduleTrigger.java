package io.reelsync.scheduler;

import io.reelsync.run.KeptLists;
import io.reelsync.run.RunStarter;
import io.reelsync.run.Wanted;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/**
 * Starts a run for each firing of a schedule. The lock saves work; that each firing makes one run rests on its time,
 * which is a unique key written in one transaction with the run, whatever number of schedulers and however long one
 * sleeps. Times are the database's, whatever a scheduler's own clock shows. Firings that were missed while all were
 * down are made up once.
 */
@Component
public class ScheduleTrigger {
    private static final Logger log = LoggerFactory.getLogger(ScheduleTrigger.class);

    private final Schedules schedules;
    private final RunStarter runStarter;
    private final Sources sources;
    private final KeptLists keptLists;
    private final SchedulerSettings settings;
    private final TransactionTemplate transaction;
    private final Map<String, String> loggedErrors = new ConcurrentHashMap<>();

    ScheduleTrigger(
            Schedules schedules,
            RunStarter runStarter,
            Sources sources,
            KeptLists keptLists,
            SchedulerSettings settings,
            TransactionTemplate transaction) {
        this.schedules = schedules;
        this.runStarter = runStarter;
        this.sources = sources;
        this.keptLists = keptLists;
        this.settings = settings;
        this.transaction = transaction;
    }

    @EventListener(ApplicationReadyEvent.class)
    void makeDefaultSchedules() {
        if (!settings.scheduled()) {
            return;
        }
        for (Source source : sources.all()) {
            String feed = source.feedNames().get(0);
            schedules.addIfMissing(
                    source.name() + "-" + feed, source.name(), List.of(feed), settings.cron(), settings.zone());
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
        Instant now = schedules.now();
        List<Schedules.Row> rows = schedules.enabled();
        rows.forEach(row -> fireOwed(row, now));
        loggedErrors.keySet().retainAll(rows.stream().map(Schedules.Row::name).toList());
    }

    /** A row that is wrong must not hold up the others. */
    private void fireOwed(Schedules.Row row, Instant now) {
        try {
            if (row.lastFiring() == null) {
                schedules.begin(row, now);
            }
            Schedule schedule = schedules.read(row, now);
            schedule.owedAt(now).ifPresent(firing -> fire(schedule, firing));
            loggedErrors.remove(row.name());
        } catch (IllegalArgumentException
                | DateTimeException
                | JacksonException
                | DataIntegrityViolationException wrong) {
            String why = String.valueOf(wrong.getMessage());
            if (!why.equals(loggedErrors.put(row.name(), why))) {
                log.error("schedule {} can't fire until its row in table schedules is fixed: {}", row.name(), why);
            }
        }
    }

    private void fire(Schedule schedule, Instant firing) {
        Source source = sources.get(schedule.source());
        String traceId = TraceId.validOrNew(null);
        try (LogContext context = LogContext.of(traceId).with("source", source.name())) {
            Optional<RunStarter.Started> started = transaction.execute(status -> schedules.advance(schedule, firing)
                    ? runStarter.firing(
                            schedule.name(),
                            firing,
                            Wanted.feeds(source.name(), schedule.feeds(), feed -> keptLists.listSize(source, feed)),
                            new RunStarter.Requester("schedule " + schedule.name(), traceId))
                    : Optional.<RunStarter.Started>empty());
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
