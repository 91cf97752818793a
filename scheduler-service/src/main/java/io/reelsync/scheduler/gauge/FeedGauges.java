package io.reelsync.scheduler.gauge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.run.RunFeeds;
import io.reelsync.scheduler.Schedules;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.telemetry.MetricNames;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the scheduler shows operators of the sources' lists: read every few seconds, so that a scrape costs nothing. */
@Component
class FeedGauges {
    private final Map<String, Double> due = new ConcurrentHashMap<>();
    private final Map<Feed, Double> ages = new ConcurrentHashMap<>();
    private final Sources sources;
    private final Schedules schedules;
    private final RunFeeds feeds;

    FeedGauges(Sources sources, Schedules schedules, RunFeeds feeds, MeterRegistry meters) {
        this.sources = sources;
        this.schedules = schedules;
        this.feeds = feeds;
        for (Source source : sources.all()) {
            Gauge.builder(MetricNames.DUE_FEEDS, due, read -> read.getOrDefault(source.name(), 0.0))
                    .tag("source", source.name())
                    .description("Lists that active runs owe now")
                    .register(meters);
            for (String name : source.feedNames()) {
                Feed feed = new Feed(source.name(), name);
                Gauge.builder(MetricNames.FEED_AGE, ages, read -> read.getOrDefault(feed, Double.NaN))
                        .tag("source", feed.source())
                        .tag("feed", feed.name())
                        .baseUnit("seconds")
                        .description("Time since a scheduled list was last read to its end")
                        .register(meters);
            }
        }
    }

    private record Feed(String source, String name) {}

    @Scheduled(fixedDelayString = "5s")
    public void read() {
        for (Source source : sources.all()) {
            due.put(source.name(), (double) feeds.due(source.name()));
            source.feedNames().forEach(name -> readAge(new Feed(source.name(), name)));
        }
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
