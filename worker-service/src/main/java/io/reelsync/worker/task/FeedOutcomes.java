package io.reelsync.worker.task;

import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunFeeds.Reading;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.task.FeedTask;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.settle.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What follows if a feed's page could not be read or stored: the feed's next attempt, its counters and the log. */
@Component
class FeedOutcomes {
    private static final Logger log = LoggerFactory.getLogger(FeedOutcomes.class);

    private final RunFeeds feeds;
    private final RetryPolicy retry;
    private final TaskCounters counters;

    FeedOutcomes(RunFeeds feeds, RetryPolicy retry, TaskCounters counters) {
        this.feeds = feeds;
        this.retry = retry;
        this.counters = counters;
    }

    /** The task's lease has ended: nothing is owed to it. */
    void drop(Source source) {
        counters.count(source.name(), TaskCounters.DROPPED);
    }

    /** Settles a feed whose page was not fetched. */
    void settle(Source source, FeedTask task, Reading standing, TaskResult result) {
        if (result instanceof TaskResult.PutBack back) {
            counters.count(source.name(), back);
            feeds.putBack(task.runId(), task.feed(), task.lease(), back.delay());
        } else if (result instanceof TaskResult.Failed failed) {
            fail(source, task, standing, failed);
        } else {
            String reason = result instanceof TaskResult.Gone gone ? gone.reason() : result.toString();
            fail(
                    source,
                    task,
                    standing,
                    TaskResult.Failed.of(new BrokenPageException(Reason.BAD_LIST, "there is no such list: " + reason)));
        }
    }

    /** Counts an attempt, after which the feed is due again later, or given up. */
    void fail(Source source, FeedTask task, Reading standing, TaskResult.Failed failed) {
        int attempts = standing.attempts() + 1;
        Optional<Duration> delay = retry.delayAfter(attempts, failed.retryAfter());
        feeds.fail(
                task.runId(),
                task.feed(),
                task.lease(),
                attempts,
                failed.reason().name(),
                failed.detail(),
                delay.orElse(null));
        counters.count(source.name(), delay.isPresent() ? TaskCounters.BROKEN : TaskCounters.DEAD);
        log.warn(
                "{}: list {} could not be read, {}: {}",
                source.label(),
                task.feed(),
                delay.map(wait -> "it will be tried again in " + wait).orElse("given up"),
                failed.detail());
    }

    /** Gives a feed up whose page workers have died of. */
    void giveUp(FeedTask task, Reading standing) {
        Reason reason = Reason.KILLED_WORKER;
        feeds.fail(
                task.runId(), task.feed(), task.lease(), standing.attempts() + 1, reason.name(), reason.text(), null);
        counters.count(task.source(), TaskCounters.DEAD);
        log.error("{} is given up: {}", task, reason.text());
    }

    /** Counts entries that a list goes on without. */
    void leaveOut(Source source, FeedTask task, int entries) {
        if (entries > 0) {
            counters.countLeftOut(source, entries);
            log.warn(
                    "{}: list {} goes on without {} of its entries, which can't be read or stored",
                    source.label(),
                    task.feed(),
                    entries);
        }
    }
}
