package io.reelsync.gateway.sync;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All who watch one run, and what they heard last. */
final class RunWatchers {
    private final Set<RunViewer> viewers = ConcurrentHashMap.newKeySet();
    private final long tellAtLeastEveryNanos;
    private volatile @Nullable Future<?> loop;
    private String lastTold = "";
    private long toldAtNanos = System.nanoTime();

    RunWatchers(Duration tellAtLeastEvery) {
        this.tellAtLeastEveryNanos = tellAtLeastEvery.toNanos();
    }

    void runsOn(Future<?> scheduled) {
        loop = scheduled;
    }

    void add(RunViewer viewer) {
        viewers.add(viewer);
    }

    boolean hasViewers() {
        viewers.removeIf(RunViewer::gone);
        return !viewers.isEmpty();
    }

    /** Tells all viewers where there is something new, or they have heard nothing for long. */
    void tell(String json, boolean last) {
        long now = System.nanoTime();
        if (last || !json.equals(lastTold) || now - toldAtNanos >= tellAtLeastEveryNanos) {
            viewers.forEach(viewer -> viewer.tell(json, last));
            lastTold = json;
            toldAtNanos = now;
        }
    }

    void dropThose(Predicate<RunViewer> unwanted) {
        viewers.removeIf(viewer -> {
            if (viewer.gone()) {
                return true;
            }
            boolean drop = unwanted.test(viewer);
            if (drop) {
                viewer.close();
            }
            return drop;
        });
    }

    void close() {
        viewers.forEach(RunViewer::close);
    }

    void stop() {
        Future<?> running = loop;
        if (running != null) {
            running.cancel(false);
        }
    }
}
