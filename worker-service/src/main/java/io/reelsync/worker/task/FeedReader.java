package io.reelsync.worker.task;

import io.reelsync.outage.DatabaseRetry;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunFeeds.Reading;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.FeedTask;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.fetch.Exchange;
import io.reelsync.worker.fetch.FetchRequest;
import io.reelsync.worker.fetch.Fetched;
import io.reelsync.worker.read.BoundedReader;
import io.reelsync.worker.settle.ListPageWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/** One feed, page by page to the wanted size, each page under a permit and stored before the next is asked for. */
@Component
class FeedReader {
    private static final Logger log = LoggerFactory.getLogger(FeedReader.class);

    private final RunFeeds feeds;
    private final Sources sources;
    private final Exchange exchange;
    private final BoundedReader boundedReader;
    private final ListPageWriter listPageWriter;
    private final FeedOutcomes outcomes;
    private final DatabaseRetry databaseRetry;

    FeedReader(
            RunFeeds feeds,
            Sources sources,
            Exchange exchange,
            BoundedReader boundedReader,
            ListPageWriter listPageWriter,
            FeedOutcomes outcomes,
            DatabaseRetry databaseRetry) {
        this.feeds = feeds;
        this.sources = sources;
        this.exchange = exchange;
        this.boundedReader = boundedReader;
        this.listPageWriter = listPageWriter;
        this.outcomes = outcomes;
        this.databaseRetry = databaseRetry;
    }

    /** @param redelivered whether another worker had the task before, and may have died of it */
    void read(FeedTask task, boolean redelivered) throws InterruptedException {
        Source source = sources.get(task.source());
        Optional<Reading> standing = feeds.reading(task.runId(), task.feed(), task.lease());
        if (standing.isEmpty()) {
            outcomes.drop(source);
            return;
        }
        boolean suspected = redelivered || standing.get().killedWorkers() > 0;
        if (standing.get().killedWorkers() >= RunFeeds.SUSPECTED_OFTEN) {
            outcomes.giveUp(task, standing.get());
            return;
        }
        while (standing.isPresent() && !standing.get().complete()) {
            standing = readPage(source, task, standing.get(), suspected);
        }
    }

    /** Reads and stores one page; empty if this reader is to stop. */
    private Optional<Reading> readPage(Source source, FeedTask task, Reading standing, boolean suspected)
            throws InterruptedException {
        try {
            String cursor = cursor(source, task, standing);
            Fetched fetched = fetch(source, task, standing, cursor);
            if (!(fetched instanceof Fetched.Page answer)) {
                outcomes.settle(source, task, standing, ((Fetched.Ended) fetched).result());
                return Optional.empty();
            }
            if (suspected) {
                feeds.suspect(task.runId(), task.feed(), task.lease());
            }
            ListPage page = extract(source, task, cursor, answer);
            Optional<Reading> next = store(
                    source,
                    task,
                    new ListPageWriter.Page(
                            source.name(), task.runId(), task.feed(), task.lease(), standing.cursor(), page));
            next.ifPresent(reading -> log.info("{}: {} listed to {}", source.label(), task.feed(), reading.listed()));
            return next;
        } catch (BrokenPageException broken) {
            outcomes.fail(source, task, standing, TaskResult.Failed.of(broken));
            return Optional.empty();
        } catch (NonTransientDataAccessException refused) {
            // Asked again without end it would never be stored: this is an attempt like any other.
            String detail = "the database refuses it: " + refused.getMostSpecificCause();
            BrokenPageException broken = new BrokenPageException(Reason.BAD_LIST, detail, refused);
            outcomes.fail(source, task, standing, TaskResult.Failed.of(broken));
            return Optional.empty();
        }
    }

    /** The page to ask for. Of what has changed the first is that since the last reading, which may be told anew. */
    private @Nullable String cursor(Source source, FeedTask task, Reading standing) {
        if (standing.cursor() != null || !isOfChanges(source, task)) {
            return standing.cursor();
        }
        return feeds.lastReadingBegan(task.source(), task.feed())
                .map(began -> source.reader().changesSince(task.feed(), began))
                .orElse(null);
    }

    private static boolean isOfChanges(Source source, FeedTask task) {
        return source.feeds().stream()
                .anyMatch(feed -> feed.changes() && feed.name().equals(task.list()));
    }

    private Fetched fetch(Source source, FeedTask task, Reading standing, @Nullable String cursor)
            throws BrokenPageException, InterruptedException {
        return exchange.fetch(
                source,
                FetchRequest.ofList(
                        task.feed(),
                        request(source, task, standing, cursor),
                        task.leaseAtMostFor().dividedBy(2),
                        () -> isStillWanted(task)));
    }

    private ListPage extract(Source source, FeedTask task, @Nullable String cursor, Fetched.Page answer)
            throws BrokenPageException, InterruptedException {
        Response response = answer.received().response();
        ListPage page = boundedReader.read("list " + task.feed(), response.body().length, () -> source.reader()
                .readList(task.list(), cursor, response));
        boolean mayBeEmpty = task.link() != null || isOfChanges(source, task);
        if (cursor == null && page.subjects().isEmpty() && !mayBeEmpty) {
            // The source's own lists are never empty: an empty one means that the source, or its layout, has changed.
            throw new BrokenPageException(Reason.BAD_LIST, "the list is empty");
        }
        return page;
    }

    private static PageRequest request(Source source, FeedTask task, Reading standing, @Nullable String cursor)
            throws BrokenPageException {
        try {
            return source.reader().listRequest(task.list(), cursor, standing.wanted() - standing.listed());
        } catch (IllegalArgumentException unknown) {
            // Of another version of the source: it would not know it the next time either.
            throw new BrokenPageException(Reason.BAD_LIST, String.valueOf(unknown.getMessage()), unknown);
        }
    }

    /** Stores a page; if the database refuses it, without the entries that it refuses. */
    private Optional<Reading> store(Source source, FeedTask task, ListPageWriter.Page page)
            throws InterruptedException {
        try {
            AtomicInteger tries = new AtomicInteger();
            Optional<Reading> next = databaseRetry.call(
                    () -> {
                        tries.incrementAndGet();
                        return isOfChanges(source, task)
                                ? listPageWriter.storeChanges(page, task.leaseAtMostFor())
                                : listPageWriter.store(page, task.leaseAtMostFor());
                    },
                    DatabaseRetry::mayPass);
            if (next.isEmpty() && tries.get() > 1) {
                // A commit whose answer was lost has moved the feed on; it is read on from there.
                return feeds.reading(task.runId(), task.feed(), task.lease());
            }
            outcomes.leaveOut(source, task, next.isPresent() ? page.content().leftOut() : 0);
            return next;
        } catch (NonTransientDataAccessException refused) {
            if (isOfChanges(source, task)) {
                throw refused;
            }
            ListPageWriter.Page rest = listPageWriter.withoutRefused(page);
            if (rest.content().subjects().isEmpty() || rest.equals(page)) {
                throw refused;
            }
            return store(source, task, rest);
        }
    }

    private boolean isStillWanted(FeedTask task) {
        try {
            return feeds.reading(task.runId(), task.feed(), task.lease()).isPresent();
        } catch (DataAccessException noDatabase) {
            return true;
        }
    }
}
