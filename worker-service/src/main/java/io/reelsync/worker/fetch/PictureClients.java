package io.reelsync.worker.fetch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.cover.CoverSettings;
import io.reelsync.source.EgressProxy;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Pictures;
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
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The HTTP clients for pictures: two of each source, of which one reaches public addresses alone. */
@Component
class PictureClients {
    private final Map<String, Clients> clients = new HashMap<>();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "picture-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** @param ownSites for sites that settings name, which may stand at an address that isn't public */
    private record Clients(BoundedClient publicHosts, BoundedClient ownSites) {}

    PictureClients(
            WorkerSettings settings,
            CoverSettings covers,
            LargePages largePages,
            Sources sources,
            MeterRegistry meters) {
        BoundedClient.Bounds bounds = new BoundedClient.Bounds(settings.answerWithin(), covers.largest(), largePages);
        for (Source source : sources.all()) {
            Timer timer = Timer.builder(MetricNames.PICTURE_FETCH)
                    .description("Time of one exchange for a picture, its body included")
                    .tag("source", source.name())
                    .serviceLevelObjectives(MetricNames.buckets())
                    .register(meters);
            EgressProxy proxy = source.proxy().orElse(null);
            clients.put(
                    source.name(),
                    new Clients(
                            new BoundedClient(settings, proxy, names(proxy), bounds, deadlines, timer),
                            new BoundedClient(
                                    settings, proxy, SystemDefaultDnsResolver.INSTANCE, bounds, deadlines, timer)));
        }
    }

    /** A proxy that speaks HTTP finds the hosts itself; we look for it alone, and it may well be a neighbour. */
    private static DnsResolver names(@Nullable EgressProxy proxy) {
        DnsResolver system = SystemDefaultDnsResolver.INSTANCE;
        return proxy != null && proxy.type() == EgressProxy.Type.HTTP ? system : new PublicAddresses(system);
    }

    BoundedClient of(Source source, Pictures pictures, PageRequest request) {
        Clients both = Objects.requireNonNull(clients.get(source.name()));
        return pictures.isOfOwnSite(request.address()) ? both.ownSites() : both.publicHosts();
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        for (Clients both : clients.values()) {
            both.publicHosts().close();
            both.ownSites().close();
        }
    }
}
