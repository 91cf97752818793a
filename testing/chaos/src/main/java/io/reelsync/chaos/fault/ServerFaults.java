package io.reelsync.chaos.fault;

import io.reelsync.chaos.cluster.Cluster;
import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.chaos.fault.Fault.Trait;
import io.reelsync.chaos.server.Proxy;
import io.reelsync.chaos.server.ServerKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Servers that die, and ways to them that fail. */
final class ServerFaults {
    private static final Duration AWAY = Duration.ofSeconds(3);

    private ServerFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (ServerKind kind : ServerKind.values()) {
            String name = kind.written();
            String server = "the " + (kind == ServerKind.REDIS ? "Redis server" : name);
            all.add(Fault.of(
                    name + "-kill",
                    String.format(
                            Locale.ROOT,
                            "Death of %s (kill -9), which comes back after %d seconds.",
                            server,
                            AWAY.toSeconds()),
                    arena -> kill(arena.cluster(), kind),
                    Trait.SERVER_AWAY));
            all.add(Fault.of(
                    name + "-cut",
                    "One service loses its connections to %s and gets no others for some seconds.".formatted(server),
                    arena -> disturb(arena, kind, Proxy::cut),
                    Trait.SERVER_AWAY));
            all.add(Fault.of(
                    name + "-hang",
                    "One service's connections to %s stay open and pass nothing on for some seconds.".formatted(server),
                    arena -> disturb(arena, kind, Proxy::hang),
                    Trait.SERVER_AWAY));
            all.add(Fault.of(
                    name + "-delay",
                    "One service's way to %s takes 100 to 300 ms longer, each way.".formatted(server),
                    arena -> disturb(arena, kind, proxy -> proxy.delay(100, 300))));
        }
        all.add(Fault.of("redis-flush", "Redis loses everything it holds (FLUSHALL).", arena -> {
            arena.cluster().servers().flushRedis();
            return Injection.done("redis");
        }));
        return all;
    }

    private static Injection kill(Cluster cluster, ServerKind kind) {
        cluster.kill(kind);
        return new Injection(kind.written(), AWAY, () -> cluster.revive(kind));
    }

    private static Injection disturb(Arena arena, ServerKind kind, Consumer<Proxy> how) {
        SupervisedService victim = arena.draw(arena.cluster().services());
        Proxy proxy = victim.proxyTo(kind);
        how.accept(proxy);
        return new Injection(victim.name(), Duration.ofSeconds(arena.random().nextInt(4, 9)), proxy::mend);
    }
}
