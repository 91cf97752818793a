package io.reelsync.scheduler.gauge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.run.KeptLists;
import io.reelsync.run.RunFeeds;
import io.reelsync.scheduler.Schedules;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What the scheduler shows operators of the sources' lists: read every few seconds, so that a scrape costs nothing. A list
 * that somebody keeps has its gauge for as long as it is kept.
 */
@Component
class FeedGauges {
    private final Map<String, Double> due = new ConcurrentHashMap<>();
    private final Map<Feed, Double> ages = new ConcurrentHashMap<>();
    private final Map<Feed, Gauge> kept = new HashMap<>();
    private final Sources sources;
    private final KeptLists keptLists;
    private final Schedules schedules;
    private final RunFeeds feeds;
    private final MeterRegistry meters;

    FeedGauges(Sources sources, KeptLists keptLists, Schedules schedules, RunFeeds feeds, MeterRegistry meters) {
        this.sources = sources;
        this.keptLists = keptLists;
        this.schedules = schedules;
        this.feeds = feeds;
        this.meters = meters;
        for (Source source : sources.all()) {
            Gauge.builder(MetricNames.DUE_FEEDS, due, read -> read.getOrDefault(source.name(), 0.0))
                    .tag("source", source.name())
                    .description("Lists that active runs owe now")
                    .register(meters);
            source.feedNames().forEach(name -> register(new Feed(source.name(), name)));
        }
    }

    private record Feed(String source, String name) {}

    private Gauge register(Feed feed) {
        return Gauge.builder(MetricNames.FEED_AGE, ages, read -> read.getOrDefault(feed, Double.NaN))
                .tag("source", feed.source())
                .tag("feed", feed.name())
                .baseUnit("seconds")
                .description("Time since a scheduled list was last read to its end")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "5s")
    public synchronized void read() {
        readKept();
        for (Source source : sources.all()) {
            due.put(source.name(), (double) feeds.due(source.name()));
            source.feedNames().forEach(name -> readAge(new Feed(source.name(), name)));
        }
    }

    private void readKept() {
        Set<Feed> now = keptLists.all().stream()
                .filter(list -> sources.find(list.source())
                        .filter(source -> !source.feedNames().contains(list.name()))
                        .isPresent())
                .map(list -> new Feed(list.source(), list.name()))
                .collect(Collectors.toSet());
        kept.entrySet().removeIf(gone -> {
            boolean removed = !now.contains(gone.getKey());
            if (removed) {
                meters.remove(gone.getValue());
                ages.remove(gone.getKey());
            }
            return removed;
        });
        now.forEach(feed -> {
            readAge(feed);
            kept.computeIfAbsent(feed, this::register);
        });
    }

    /** No number where no schedule names the list: nobody waits for it. */
    private void readAge(Feed feed) {
        double seconds = schedules
                .feedAge(feed.source(), feed.name())
                .map(Duration::toSeconds)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
        ages.put(feed, seconds);
    }
}
