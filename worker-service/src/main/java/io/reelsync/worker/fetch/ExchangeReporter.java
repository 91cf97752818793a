package io.reelsync.worker.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.cluster.ExchangeTimes;
import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the cluster now and then how long this worker's exchanges took, as its own timers have it. */
@Component
class ExchangeReporter {
    private static final Logger log = LoggerFactory.getLogger(ExchangeReporter.class);

    private final ExchangeTimes times;
    private final Sources sources;
    private final Servers servers;
    private final MeterRegistry meters;
    private final Map<String, Told> told = new HashMap<>();

    ExchangeReporter(ExchangeTimes times, Sources sources, Servers servers, MeterRegistry meters) {
        this.times = times;
        this.sources = sources;
        this.servers = servers;
        this.meters = meters;
    }

    private record Told(long exchanges, Duration inAll) {
        static final Told NOTHING = new Told(0, Duration.ZERO);
    }

    @Scheduled(initialDelayString = "10s", fixedDelayString = "10s")
    public synchronized void report() {
        if (!servers.answers(Server.MYSQL)) {
            return;
        }
        try {
            sources.all().forEach(this::report);
        } catch (RuntimeException failure) {
            // That the database is away is told elsewhere, once; what was not written is in the next report.
            log.debug("the times of exchanges could not be noted", failure);
        }
    }

    private void report(Source source) {
        Timer timer = meters.get(MetricNames.FETCH).tag("source", source.name()).timer();
        Told now = new Told(timer.count(), Duration.ofNanos((long) timer.totalTime(TimeUnit.NANOSECONDS)));
        Told before = told.getOrDefault(source.name(), Told.NOTHING);
        if (now.exchanges() > before.exchanges()) {
            times.add(
                    source.name(),
                    now.exchanges() - before.exchanges(),
                    now.inAll().minus(before.inAll()));
            told.put(source.name(), now);
        }
    }
}
