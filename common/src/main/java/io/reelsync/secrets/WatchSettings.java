package io.reelsync.secrets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.startup.StartRefused;
import io.reelsync.telemetry.MetricNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Watches the places where settings stand while the service runs, one thread for each. A place that can't be seen is
 * tried again after ever longer pauses, and shows what it holds by then.
 */
@Component
class WatchSettings implements SmartInitializingSingleton, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WatchSettings.class);
    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 5_000;
    private static final long ENDS_WITHIN = 2_000;

    private final SettingsInForce settings;
    private final List<ElsewhereSource> sources;
    private final RandomGenerator random;
    private final Map<String, Counter> failures = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    WatchSettings(
            ConfigurableEnvironment environment,
            List<ReplaceableSetting> replaceable,
            MeterRegistry meters,
            RandomGenerator random) {
        this.settings = new SettingsInForce(environment, replaceable, meters);
        this.sources = settings.sources();
        this.random = random;
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
        settings.tellWhatWasBefore();
    }

    @Override
    public synchronized void start() {
        for (ElsewhereSource source : sources) {
            Thread thread = new Thread(
                    () -> watch(source), "watch-settings-" + source.place().kind());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    @Override
    public synchronized void stop() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(ENDS_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    private void watch(ElsewhereSource source) {
        Tries tries = new Tries();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                source.place().watch(snapshot -> {
                    tries.succeeded(source);
                    take(source, snapshot);
                });
            } catch (IOException | RuntimeException away) {
                tries.failed(source, away);
            } catch (InterruptedException stop) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(tries.pause());
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void take(ElsewhereSource source, Place.Snapshot snapshot) {
        try {
            settings.take(source, snapshot.settings());
        } catch (StartRefused refusal) {
            settings.refuse(source, refusal);
        }
    }

    /** How often one place could not be seen in a row. Of its thread alone. */
    private final class Tries {
        private int failed;

        void succeeded(ElsewhereSource source) {
            if (failed > 0) {
                log.info("{} is watched again", source.place().name());
            }
            failed = 0;
        }

        void failed(ElsewhereSource source, Exception failure) {
            Objects.requireNonNull(failures.get(source.place().kind())).increment();
            if (failed == 0) {
                log.warn("{}; the settings stay as they are until it is seen again", failure.getMessage());
            }
            failed++;
        }

        /** With some chance in it, so that not all services come at once. */
        long pause() {
            long longest = Math.min(FIRST_PAUSE << Math.min(failed, 10), LONGEST_PAUSE);
            return longest - random.nextLong(longest / 2);
        }
    }
}
