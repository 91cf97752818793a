package io.reelsync.cluster;

import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Tells the cluster that this process lives, from when it is ready until it stops. */
@Component
class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final String UNRELEASED = "development";

    private final Instances instances;
    private final Servers servers;
    private final ObjectProvider<TasksInHand> tasks;
    private final String service;
    private final String id;
    private final @Nullable String host = hostName();
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("heartbeat-"));

    Heartbeat(
            Instances instances,
            Servers servers,
            ObjectProvider<TasksInHand> tasks,
            InstanceId id,
            @Value("${spring.application.name:reelsync}") String application) {
        this.instances = instances;
        this.servers = servers;
        this.tasks = tasks;
        this.id = id.value();
        this.service = application.replaceFirst("^reelsync-", "");
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        // A service may be told to stop while it starts.
        if (!beats.isShutdown()) {
            beats.scheduleWithFixedDelay(this::beat, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A clean stop is seen at once, and not only after a while without a beat. */
    @EventListener(ContextClosedEvent.class)
    void end() throws InterruptedException {
        beats.shutdownNow();
        if (beats.awaitTermination(5, TimeUnit.SECONDS) && servers.answers(Server.MYSQL)) {
            try {
                instances.gone(id);
            } catch (RuntimeException away) {
                log.debug("others will notice by themselves that this instance has gone", away);
            }
        }
    }

    private void beat() {
        if (!servers.answers(Server.MYSQL)) {
            return;
        }
        try {
            int inHand = tasks.stream().mapToInt(TasksInHand::count).sum();
            Integer concurrency = tasks.stream()
                    .map(TasksInHand::concurrency)
                    .reduce(Integer::sum)
                    .orElse(null);
            Runtime java = Runtime.getRuntime();
            instances.seen(
                    new Instances.Process(id, service, version(), host, java.maxMemory(), concurrency),
                    new Instances.Sign(inHand, java.totalMemory() - java.freeMemory()));
        } catch (RuntimeException failure) {
            // That the database is away is told elsewhere, once; the next beat is soon.
            log.debug("this instance could not be noted as alive", failure);
        }
    }

    /** Null where the machine doesn't know its own name. */
    private static @Nullable String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return null;
        }
    }

    private static String version() {
        return Objects.requireNonNullElse(Heartbeat.class.getPackage().getImplementationVersion(), UNRELEASED);
    }
}
