package io.reelsync.chaos.cluster;

import io.reelsync.chaos.server.Proxy;
import io.reelsync.chaos.server.ServerKind;
import io.reelsync.localcluster.Launch;
import io.reelsync.localcluster.ServiceRole;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One service of the cluster and its supervisor: a process that ends is followed by another, as Compose or Kubernetes
 * would have it. Thread-safe.
 */
public final class SupervisedService {
    private static final Duration RESTARTS_AFTER = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 4;

    private final String name;
    private final ServiceRole role;
    private final List<String> program;
    private final Map<String, String> environment;
    private final Path folder;
    private final int port;
    private final Map<ServerKind, Proxy> proxies;
    private final Consumer<Ended> onEnd;
    private Map<String, String> extra = Map.of();
    private @Nullable ServiceProcess process;
    private boolean kept = true;
    private int refusedStarts;
    private int starts;

    /** A process that ended without having been made to. */
    record Ended(SupervisedService service, int exitCode, boolean wasReady) {}

    SupervisedService(
            String name,
            ServiceRole role,
            List<String> program,
            Map<String, String> environment,
            Path folder,
            int port,
            Map<ServerKind, Proxy> proxies,
            Consumer<Ended> onEnd) {
        this.name = name;
        this.role = role;
        this.program = List.copyOf(program);
        this.environment = new HashMap<>(environment);
        this.folder = folder;
        this.port = port;
        this.proxies = Map.copyOf(proxies);
        this.onEnd = onEnd;
    }

    public String name() {
        return name;
    }

    public ServiceRole role() {
        return role;
    }

    public Proxy proxyTo(ServerKind server) {
        return Objects.requireNonNull(proxies.get(server));
    }

    /** Where its HTTP is. */
    public URI url() {
        return Launch.url(port);
    }

    public Path log() {
        return folder.resolve("app.log");
    }

    /** The process id of its present process; 0 where there is none. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    /** How many processes it has had. */
    public synchronized int starts() {
        return starts;
    }

    /** Whether its probe says that it is ready. */
    public boolean isReady() {
        ServiceProcess now = present();
        return now != null && now.isReady();
    }

    synchronized void start() {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(extra);
        ServiceProcess started = new ServiceProcess(Launch.start(program, all, folder, port), port);
        process = started;
        starts++;
        started.onExit().thenAccept(ended -> hasEnded(started, ended.exitValue()));
    }

    private void hasEnded(ServiceProcess ended, int exitCode) {
        proxies.values().forEach(Proxy::drop);
        boolean another;
        long after;
        synchronized (this) {
            another = kept;
            refusedStarts = ended.wasReady() || ended.isEndExpected() ? 0 : refusedStarts + 1;
            after = RESTARTS_AFTER.toMillis() << Math.min(refusedStarts, MOST_DOUBLINGS);
        }
        if (another && !ended.isEndExpected()) {
            onEnd.accept(new Ended(this, exitCode, ended.wasReady()));
        }
        if (another) {
            Executor later = CompletableFuture.delayedExecutor(after, TimeUnit.MILLISECONDS);
            later.execute(() -> startAfter(ended));
        }
    }

    private synchronized void startAfter(ServiceProcess ended) {
        if (kept && process == ended) {
            start();
        }
    }

    private synchronized @Nullable ServiceProcess present() {
        return process;
    }

    /** Ends its process with SIGKILL; its supervisor starts another. */
    public void kill() {
        ServiceProcess now = present();
        if (now != null) {
            now.kill();
        }
    }

    /** Stops its process where it is, as a machine does that sleeps. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process go on. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        ServiceProcess now = present();
        if (now != null && now.isAlive()) {
            now.signal(signal);
        }
    }

    /** Ends its process with SIGTERM; its supervisor starts another. Returns whether it ended within that time. */
    public boolean terminate(Duration within) {
        ServiceProcess now = present();
        return now == null || now.stop(within);
    }

    /**
     * Ends its process with SIGTERM and starts another with more in its environment, after something was done to its
     * folder. Returns whether it ended within that time.
     */
    public boolean restartWith(Map<String, String> more, Duration within, Consumer<Path> folderChange) {
        ServiceProcess now;
        synchronized (this) {
            now = process;
            process = null;
        }
        boolean inTime = now == null || now.stop(within);
        synchronized (this) {
            folderChange.accept(folder);
            extra = Map.copyOf(more);
            if (kept) {
                start();
            }
        }
        return inTime;
    }

    /** Ends it for good. */
    void end() {
        ServiceProcess now;
        synchronized (this) {
            kept = false;
            now = process;
        }
        if (now != null) {
            now.kill();
        }
    }
}
