package io.reelsync.chaos.cluster;

import io.reelsync.chaos.server.ClusterServers;
import io.reelsync.chaos.server.Proxy;
import io.reelsync.chaos.server.ServerKind;
import io.reelsync.chaos.time.Await;
import io.reelsync.localcluster.Programs;
import io.reelsync.localcluster.ServiceRole;
import io.reelsync.samplesite.MovingClock;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.netcrusher.core.reactor.NioReactor;

/** Gateways, schedulers and workers on private servers and a sample site, all on this machine. */
public final class Cluster implements AutoCloseable {
    private static final int TITLES = 6000;

    private final Shape shape;
    private final Path folder;
    private final Programs programs;
    private final MovingClock clock = new MovingClock(Instant.now());
    private final SampleSite site;
    private final ClusterServers servers;
    private final NioReactor reactor;
    private final List<SupervisedService> services = new ArrayList<>();
    private final Queue<String> incidents = new ConcurrentLinkedQueue<>();
    private volatile boolean serversDisturbed;
    private volatile boolean closed;

    /**
     * Makes a cluster; {@link #start} starts it.
     *
     * @param folder for everything that it writes
     */
    public Cluster(Shape shape, Path folder, Programs programs) {
        this.shape = shape;
        this.servers = new ClusterServers(folder);
        this.site =
                SampleSite.start(SampleSiteSettings.defaults().withClock(clock).withSize(TITLES));
        try {
            this.reactor = new NioReactor();
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a proxy", e);
        }
        this.folder = folder;
        this.programs = programs;
    }

    /** Starts the servers, then the services. Returns when all are started; {@link #awaitReady} when they work. */
    public void start() {
        servers.start();
        Map<String, String> common = Settings.common(shape, site.url(), servers);
        for (ServiceRole role : ServiceRole.values()) {
            for (int number = 1; number <= shape.count(role); number++) {
                services.add(service(role, role.written() + "-" + number, common));
            }
        }
        services.forEach(SupervisedService::start);
    }

    private SupervisedService service(ServiceRole role, String name, Map<String, String> common) {
        Map<ServerKind, Proxy> proxies = new EnumMap<>(ServerKind.class);
        for (ServerKind kind : ServerKind.values()) {
            proxies.put(kind, new Proxy(reactor, Ports.free(), servers.of(kind).port()));
        }
        Map<String, String> environment = new HashMap<>(common);
        proxies.forEach((kind, proxy) -> environment.put(Settings.url(kind), servers.url(kind, proxy.port())));
        Path own = folder.resolve(name);
        return new SupervisedService(
                name, role, programs.of(role), environment, own, Ports.free(), proxies, this::note);
    }

    private void note(SupervisedService.Ended ended) {
        boolean refusedForServers = ended.exitCode() == 2 && !ended.wasReady() && serversDisturbed;
        if (!refusedForServers) {
            incidents.add(String.format(
                    Locale.ROOT,
                    "%s ended by itself with exit code %d",
                    ended.service().name(),
                    ended.exitCode()));
        }
    }

    public MovingClock clock() {
        return clock;
    }

    public SampleSite site() {
        return site;
    }

    public ClusterServers servers() {
        return servers;
    }

    public List<SupervisedService> services() {
        return List.copyOf(services);
    }

    public List<SupervisedService> services(ServiceRole role) {
        return services.stream().filter(service -> service.role() == role).toList();
    }

    /** Says that servers may be out of reach from now on, or that none is any more. */
    public void disturbServers(boolean disturbed) {
        serversDisturbed = disturbed;
    }

    /** Kills a server, as a crash of its machine would. */
    public void kill(ServerKind kind) {
        servers.of(kind).kill();
        services.forEach(service -> service.proxyTo(kind).drop());
    }

    /** Starts a killed server again. */
    public void revive(ServerKind kind) {
        if (!closed) {
            servers.of(kind).start();
        }
    }

    /** Puts right what a fault may have left behind. */
    public void mend() {
        site.behave();
        for (ServerKind kind : ServerKind.values()) {
            revive(kind);
            services.forEach(service -> service.proxyTo(kind).mend());
        }
        services.forEach(SupervisedService::thaw);
    }

    /** Waits until all services are ready; the names of those that aren't in time. */
    public List<String> awaitReady(Duration within) throws InterruptedException {
        List<SupervisedService> waiting = new ArrayList<>(services);
        Await.until(within, () -> {
            waiting.removeIf(SupervisedService::isReady);
            return waiting.isEmpty();
        });
        return waiting.stream().map(SupervisedService::name).toList();
    }

    /** What happened that nobody had a part in, since the last call. */
    public List<String> takeIncidents() {
        List<String> taken = new ArrayList<>();
        for (String incident = incidents.poll(); incident != null; incident = incidents.poll()) {
            taken.add(incident);
        }
        return taken;
    }

    /** How many processes were started beyond the first of each service. */
    public int restarts() {
        return services.stream().mapToInt(service -> service.starts() - 1).sum();
    }

    @Override
    public void close() {
        closed = true;
        services.forEach(SupervisedService::end);
        services.forEach(service -> {
            for (ServerKind kind : ServerKind.values()) {
                service.proxyTo(kind).close();
            }
        });
        reactor.close();
        site.close();
        servers.close();
    }
}
