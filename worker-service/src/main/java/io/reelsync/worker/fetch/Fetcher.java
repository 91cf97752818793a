package io.reelsync.worker.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.limit.Permit;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.WorkerSettings;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks sources for pages: one {@link BoundedClient} for each, since each has a way out of its own. */
@Component
class Fetcher {
    private final Map<String, BoundedClient> clients = new HashMap<>();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fetch-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    Fetcher(WorkerSettings settings, LargePages largePages, Sources sources, MeterRegistry meters) {
        BoundedClient.Bounds bounds =
                new BoundedClient.Bounds(settings.answerWithin(), settings.largestPage(), largePages);
        for (Source source : sources.all()) {
            Timer timer = Timer.builder(MetricNames.FETCH)
                    .description("Time of one exchange with a source, its body included")
                    .tag("source", source.name())
                    .serviceLevelObjectives(MetricNames.buckets())
                    .register(meters);
            clients.put(
                    source.name(),
                    new BoundedClient(
                            settings,
                            source.proxy().orElse(null),
                            SystemDefaultDnsResolver.INSTANCE,
                            bounds,
                            deadlines,
                            timer));
        }
    }

    /**
     * Sends a request, if its permit is still good once the connection stands.
     *
     * @return null where it was too late: nothing was sent
     * @throws BrokenPageException where there was no whole answer within the bounds
     */
    @Nullable
    Response fetch(Source source, PageRequest request, Permit permit) throws BrokenPageException {
        return Objects.requireNonNull(clients.get(source.name())).fetch(request, permit);
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        for (BoundedClient client : clients.values()) {
            client.close();
        }
    }
}
