package io.reelsync.outage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.telemetry.MetricNames;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Which of the servers that this service needs answer and take writes; all others are away. Who fails because one is
 * away says nothing, waits here, and tries again; that it is away is logged once, and once that it is back. A server
 * that this service doesn't need is taken to answer. Safe for use by many threads.
 */
@Component
public class Servers implements SmartLifecycle {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Map<Server, ServerWatch> watches = new EnumMap<>(Server.class);
    private volatile boolean running;

    /** @param needed the union of all of them is watched; everything where there are none */
    Servers(List<HealthCheck> checks, ObjectProvider<NeededServers> needed, MeterRegistry meters) {
        Set<Server> all = EnumSet.noneOf(Server.class);
        needed.forEach(some -> all.addAll(some.all()));
        if (all.isEmpty()) {
            all.addAll(EnumSet.allOf(Server.class));
        }
        for (HealthCheck check : checks) {
            if (all.contains(check.of())) {
                ServerWatch watch = new ServerWatch(check);
                watches.put(check.of(), watch);
                Gauge.builder(MetricNames.SERVER_UP, watch, one -> one.answers() ? 1 : 0)
                        .description("1 while the server answers and takes writes")
                        .tag("server", check.of().tag())
                        .register(meters);
            }
        }
    }

    /** Whether a server answers as far as is known, a few seconds late at the most. Never waits. */
    public boolean answers(Server server) {
        ServerWatch watch = watches.get(server);
        return watch == null || watch.answers();
    }

    /** Why a server is away, in its own words where it has said any; null while it isn't. Never waits. */
    public @Nullable String reason(Server server) {
        ServerWatch watch = watches.get(server);
        return watch == null ? null : watch.reason();
    }

    /**
     * Notes that a server refused to write something that is no worse than anything else: it is away from now on, be it
     * that it still passes the health check, until what was refused {@linkplain #took is taken} or nobody was refused for
     * ten seconds.
     *
     * @param words the server's own
     */
    public void refused(Server server, String words) {
        ServerWatch watch = watches.get(server);
        if (watch != null) {
            watch.refused(words);
        }
    }

    /** Notes that a server has just taken a write: one that it had refused before, or any that proves that it is there. */
    public void took(Server server) {
        ServerWatch watch = watches.get(server);
        if (watch != null) {
            watch.took();
        }
    }

    /**
     * Whether a server answers now: it is asked anew, after a failure that looks as if it didn't.
     *
     * @throws InterruptedException where the thread is to stop
     */
    public boolean stillAnswers(Server server) throws InterruptedException {
        ServerWatch watch = watches.get(server);
        return watch == null || watch.stillAnswers();
    }

    /**
     * Whether a server is away, or was minutes ago: then a failure that looks as if it were is an echo of what has been
     * told. It is asked anew.
     *
     * @throws InterruptedException where the thread is to stop
     */
    public boolean awayLately(Server server) throws InterruptedException {
        ServerWatch watch = watches.get(server);
        return watch != null && watch.awayLately();
    }

    /**
     * Waits until a server answers; returns at once where it does.
     *
     * @throws InterruptedException where the thread or the service is to stop before that
     */
    public void awaitAnswer(Server server) throws InterruptedException {
        awaitAnswer(server, FOR_EVER);
    }

    /** As {@link #awaitAnswer(Server)}, but not for longer than that. */
    public void awaitAnswer(Server server, Duration atMost) throws InterruptedException {
        ServerWatch watch = watches.get(server);
        if (watch != null) {
            watch.awaitAnswer(atMost);
        }
    }

    /** @throws InterruptedException where the service stops while the server is away: no try can help any more */
    void giveUpAtStop(Server server) throws InterruptedException {
        ServerWatch watch = watches.get(server);
        if (watch != null) {
            watch.giveUpAtStop();
        }
    }

    Set<Server> watched() {
        return watches.keySet();
    }

    /** Before anything stops: a stop must not wait for a server that is away. */
    @EventListener(ContextClosedEvent.class)
    void stopWaiting() {
        watches.values().forEach(ServerWatch::stopWaiting);
    }

    @Override
    public void start() {
        running = true;
        watches.values().forEach(ServerWatch::start);
    }

    @Override
    public void stop() {
        running = false;
        watches.values().forEach(ServerWatch::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started before, and stopped after, everything else. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
