package io.reelsync.worker.imports;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.outage.RepeatedFailures;
import io.reelsync.source.DatasetFormat;
import io.reelsync.source.DatasetSchedule;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.telemetry.TraceId;
import io.reelsync.worker.imports.DatasetLocations.Outcome;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;

/**
 * Gets datasets and imports them when their time has come: each by the one worker that holds its lease, on a thread of its
 * own. One that fails is tried again within the hour.
 */
@Component
class ScheduledImports {
    private static final Logger log = LoggerFactory.getLogger(ScheduledImports.class);
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);
    /** More than the longest import takes: a worker that dies in its middle costs that time. */
    private static final Duration LEASE_AT_MOST_FOR = Duration.ofHours(2);

    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofMinutes(30);

    private final List<DatasetFormat> formats;
    private final DatasetFetcher fetcher;
    private final ImportDataset datasets;
    private final DatasetLocations locations;
    private final Clock clock;
    private final Map<String, Map<Outcome, Counter>> counters = new HashMap<>();
    private final RepeatedFailures failures = new RepeatedFailures(log);
    private @Nullable ScheduledExecutorService thread;

    ScheduledImports(
            List<DatasetFormat> formats,
            DatasetFetcher fetcher,
            ImportDataset datasets,
            DatasetLocations locations,
            Clock clock,
            MeterRegistry meters) {
        this.formats = List.copyOf(formats);
        this.fetcher = fetcher;
        this.datasets = datasets;
        this.locations = locations;
        this.clock = clock;
        for (DatasetFormat format : formats) {
            Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                byOutcome.put(
                        outcome,
                        Counter.builder(MetricNames.DATASET_IMPORTS)
                                .description("Looks at places where datasets are got, by what came of them")
                                .tag("source", format.source())
                                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                                .register(meters));
            }
            counters.put(format.source(), byOutcome);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (formats.stream().allMatch(format -> format.schedule().locations().isEmpty())) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "dataset-imports");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(this::lookOrTell, 0, LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }

    private void lookOrTell() {
        try {
            look();
        } catch (RuntimeException failure) {
            failures.tell("Datasets could not be looked at; it is tried again in a minute", failure);
        }
    }

    /** Imports whatever is due, in the order of the setting. */
    void look() {
        for (DatasetFormat format : formats) {
            format.schedule().locations().forEach(location -> look(format, location));
        }
    }

    private void look(DatasetFormat format, String location) {
        if (!locations.lease(location, format.source(), LEASE_AT_MOST_FOR)) {
            return;
        }
        String version = locations.version(location).orElse(null);
        try (LogContext context = LogContext.of(TraceId.validOrNew(null)).with("source", format.source())) {
            try {
                importFrom(format, location, version);
            } catch (IOException | RuntimeException failure) {
                Duration again = AGAIN_AFTER_FAILURE.plusSeconds(
                        ThreadLocalRandom.current().nextLong(AGAIN_AFTER_FAILURE.toSeconds()));
                String detail = String.valueOf(failure.getMessage());
                note(format, location, null, Outcome.FAILED, detail, again);
                log.warn("{}: {}; nothing was lost, it is tried again in {}", location, detail, again);
            }
        }
    }

    private void importFrom(DatasetFormat format, String location, @Nullable String version) throws IOException {
        DatasetSchedule schedule = format.schedule();
        Optional<DatasetFetcher.Got> got = fetcher.get(location, version, schedule.proxy());
        if (got.isEmpty()) {
            note(format, location, null, Outcome.UNCHANGED, null, untilNext(schedule));
            return;
        }
        try (DatasetFetcher.Got file = got.get()) {
            ImportDataset.Report report = datasets.run(format.source(), file.file());
            Outcome outcome = report.imported() ? Outcome.IMPORTED : Outcome.UNCHANGED;
            note(format, location, file.version(), outcome, null, untilNext(schedule));
            if (report.imported()) {
                log.info(
                        "{}: {} imported: {} rows, {} broken; titles of the catalogue: {}, something new: {}",
                        location,
                        report.dataset(),
                        report.rows(),
                        report.broken(),
                        report.titles(),
                        report.changed());
            }
        }
    }

    private Duration untilNext(DatasetSchedule schedule) {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        ZonedDateTime next = CronExpression.parse(schedule.cron()).next(now);
        // A firing that never comes: the end of the year is as good.
        return next == null ? Duration.ofDays(366) : Duration.between(now, next).plusSeconds(1);
    }

    private void note(
            DatasetFormat format,
            String location,
            @Nullable String version,
            Outcome outcome,
            @Nullable String detail,
            Duration again) {
        locations.note(location, version, outcome, detail, again);
        Objects.requireNonNull(
                        Objects.requireNonNull(counters.get(format.source())).get(outcome))
                .increment();
    }
}
