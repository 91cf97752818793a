package io.reelsync.gateway.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All who watch one thing, and what they heard last. */
final class Watchers {
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final long tellAtLeastEveryNanos;
    private volatile @Nullable Future<?> loop;
    /** By what was told of. */
    private Map<String, String> lastTold = Map.of();

    private long toldAtNanos = System.nanoTime();

    Watchers(Duration tellAtLeastEvery) {
        this.tellAtLeastEveryNanos = tellAtLeastEvery.toNanos();
    }

    void runsOn(Future<?> scheduled) {
        loop = scheduled;
    }

    void add(Viewer viewer) {
        viewers.add(viewer);
    }

    boolean hasViewers() {
        viewers.removeIf(Viewer::gone);
        return !viewers.isEmpty();
    }

    /** Tells all viewers what is new, and all of it where they have heard nothing for long. */
    void tell(Look look) {
        long now = System.nanoTime();
        boolean all = look.over() || now - toldAtNanos >= tellAtLeastEveryNanos;
        List<Event> news = look.events().stream()
                .filter(event -> all || !event.json().equals(lastTold.get(event.of())))
                .toList();
        if (!news.isEmpty() || look.over()) {
            viewers.forEach(viewer -> viewer.tell(new Look(news, look.over())));
            toldAtNanos = now;
        }
        Map<String, String> told = new HashMap<>();
        look.events().forEach(event -> told.put(event.of(), event.json()));
        lastTold = told;
    }

    void dropThose(Predicate<Viewer> unwanted) {
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
        viewers.forEach(Viewer::close);
    }

    void stop() {
        Future<?> running = loop;
        if (running != null) {
            running.cancel(false);
        }
    }
}
