package io.reelsync.scheduler.dispatch;

import io.reelsync.run.RunFeeds;
import io.reelsync.scheduler.SchedulerSettings;
import io.reelsync.source.Source;
import io.reelsync.task.FeedTask;
import io.reelsync.task.Task;
import io.reelsync.task.TaskPublisher;
import io.reelsync.task.TaskPublisher.Traced;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Leases the feeds that active runs owe, and publishes a task for each. */
@Component
class FeedDispatcher {
    private static final int FEEDS_AT_ONCE = 20;

    private final RunFeeds feeds;
    private final TaskPublisher publisher;
    private final SchedulerSettings settings;
    private final DispatchedTasks dispatched;

    FeedDispatcher(RunFeeds feeds, TaskPublisher publisher, SchedulerSettings settings, DispatchedTasks dispatched) {
        this.feeds = feeds;
        this.publisher = publisher;
        this.settings = settings;
        this.dispatched = dispatched;
    }

    void dispatch(Source source) {
        List<Traced> tasks = feeds.leaseDue(source.name(), FEEDS_AT_ONCE, settings.leaseAtMostFor()).stream()
                .map(feed -> task(source, feed))
                .toList();
        List<Task> refused = publisher.publish(tasks);
        refused.stream()
                .map(FeedTask.class::cast)
                .forEach(feed -> feeds.putBack(feed.runId(), feed.feed(), feed.lease(), Duration.ofSeconds(1)));
        dispatched.count(source, tasks.size() - refused.size());
    }

    private Traced task(Source source, RunFeeds.LeasedFeed feed) {
        FeedTask task = new FeedTask(
                source.name(),
                feed.lease(),
                feed.runId(),
                feed.feed(),
                feed.link(),
                settings.leaseAtMostFor().toSeconds());
        return new Traced(task, feed.traceId());
    }
}
