package io.reelsync.secrets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.startup.StartRefused;
import io.reelsync.telemetry.MetricNames;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Watches the places where settings stand while the service runs, one thread for each. A place that can't be seen is
 * tried again after ever longer pauses, and shows what it holds by then.
 */
@Component
class SettingsWatcher implements SmartInitializingSingleton, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SettingsWatcher.class);
    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 5_000;
    private static final long ENDS_WITHIN = 2_000;

    private final EffectiveSettings settings;
    private final List<ExternalPropertySource> sources;
    private final Map<String, Counter> failures = new HashMap<>();
    private @Nullable SimpleAsyncTaskExecutor threads;

    SettingsWatcher(ConfigurableEnvironment environment, List<ReplaceableSetting> replaceable, MeterRegistry meters) {
        this.settings = new EffectiveSettings(environment, replaceable, meters);
        this.sources = settings.sources();
        for (String kind : List.of("etcd", "files")) {
            failures.put(
                    kind,
                    Counter.builder(MetricNames.SETTINGS_WATCH_FAILURES)
                            .tag("place", kind)
                            .description("Times that a place of settings could not be watched")
                            .register(meters));
        }
    }

    /** Before the first request is served. */
    @Override
    public void afterSingletonsInstantiated() {
        settings.passOnEarlierValues();
    }

    @Override
    public synchronized void start() {
        SimpleAsyncTaskExecutor started = new SimpleAsyncTaskExecutor("watch-settings-");
        started.setDaemon(true);
        started.setCancelRemainingTasksOnClose(true);
        started.setTaskTerminationTimeout(ENDS_WITHIN);
        sources.forEach(source -> started.execute(() -> watch(source)));
        threads = started;
    }

    @Override
    public synchronized void stop() {
        if (threads != null) {
            threads.close();
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }

    private void watch(ExternalPropertySource source) {
        Pauses pauses = new Pauses(source.place());
        try {
            while (true) {
                try {
                    source.place().watch(seen -> {
                        pauses.end();
                        take(source, seen);
                    });
                } catch (IOException | RuntimeException away) {
                    TimeUnit.MILLISECONDS.sleep(pauses.next(away));
                }
            }
        } catch (InterruptedException stop) {
            log.debug("{} is watched no more", source.place().name());
        }
    }

    private void take(ExternalPropertySource source, Supplier<Map<String, Object>> seen) {
        try {
            settings.take(source, seen.get());
        } catch (StartRefused refusal) {
            settings.refuse(source, refusal);
        }
    }

    /** How long a place that can't be seen is left alone, ever longer; told at its first failure and at its end. */
    private final class Pauses {
        private final SettingsLocation place;
        private @Nullable BackOffExecution failing;

        Pauses(SettingsLocation place) {
            this.place = place;
        }

        void end() {
            if (failing != null) {
                log.info("{} is watched again", place.name());
            }
            failing = null;
        }

        /** In milliseconds, with some chance in it, so that not all services come at once. */
        long next(Exception failure) {
            Objects.requireNonNull(failures.get(place.kind())).increment();
            if (failing == null) {
                log.warn("{}; the settings stay as they are until it is reachable again", failure.getMessage());
                ExponentialBackOff longer = new ExponentialBackOff(FIRST_PAUSE, 2);
                longer.setMaxInterval(LONGEST_PAUSE);
                longer.setJitter(FIRST_PAUSE / 2);
                failing = longer.start();
            }
            return failing.nextBackOff();
        }
    }
}
