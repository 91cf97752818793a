package io.reelsync.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reelsync.Installation;
import io.reelsync.run.RunStarter.Requester;
import io.reelsync.run.RunStarter.Started;
import io.reelsync.source.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunsTest {
    private static final Requester REQUESTER = new Requester("test", "trace-of-the-test");
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final String source = Installation.newSource();
    private final RunStarter runStarter = Installation.shared().bean(RunStarter.class);
    private final SyncRuns runs = Installation.shared().bean(SyncRuns.class);
    private final RunFeeds feeds = Installation.shared().bean(RunFeeds.class);

    @Test
    void askersAtOnceForTheSameFeedsShareOneRun() throws Exception {
        int askers = 24;
        ExecutorService threads = Executors.newFixedThreadPool(askers);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Started>> answers = new ArrayList<>();
        for (int asker = 0; asker < askers; asker++) {
            List<String> wanted = asker % 2 == 0 ? List.of("movies", "tv") : List.of("tv", "movies");
            answers.add(threads.submit(() -> {
                start.await();
                return runStarter.feeds(source, wanted, feed -> 80, REQUESTER);
            }));
        }
        start.countDown();

        List<Started> started = new ArrayList<>();
        for (Future<Started> answer : answers) {
            started.add(answer.get(60, TimeUnit.SECONDS));
        }
        threads.shutdown();

        assertThat(started)
                .extracting(Started::runId)
                .containsOnly(started.get(0).runId());
        assertThat(started).filteredOn(one -> !one.alreadyRunning()).hasSize(1);
        assertThat(runs.find(started.get(0).runId()).orElseThrow().feeds()).containsExactly("movies", "tv");
    }

    @Test
    void otherFeedsAndSingleSubjectsAreRunsOfTheirOwn() {
        long movies = start("movies");

        assertThat(start("tv")).isNotEqualTo(movies);
        assertThat(runStarter
                        .subjects(source, List.of("1", "2", "1"), REQUESTER)
                        .runId())
                .isNotEqualTo(runStarter
                        .subjects(source, List.of("1", "2"), REQUESTER)
                        .runId());
    }

    @Test
    void runOfSeveralSourcesTellsHowFarItIsWithEach() {
        String other = source + "t";
        List<Wanted> wanted = List.of(
                Wanted.feeds(other, List.of("movies"), feed -> 80),
                Wanted.feeds(source, List.of("movies", "tv"), feed -> 80));
        long run = runStarter.start(wanted, REQUESTER).runId();
        assertThat(runStarter.start(wanted, REQUESTER)).isEqualTo(new Started(run, RunState.REQUESTED, true));
        assertThat(start("movies", "tv")).isNotEqualTo(run);
        runs.begin(run);

        RunFeeds.LeasedFeed leased = feeds.leaseDue(other, 10, LEASE).get(0);
        feeds.advance(run, "movies", leased.lease(), 80, null, LEASE);
        Installation.shared()
                .bean(RunItems.class)
                .add(
                        run,
                        List.of(
                                new RunItems.Listed(new SubjectId(other, "7"), ItemState.OUTSTANDING),
                                new RunItems.Listed(new SubjectId(source, "7"), ItemState.OUTSTANDING),
                                new RunItems.Listed(new SubjectId(source, "8"), ItemState.FRESH)));

        assertThat(feeds.leaseDue(source, 10, LEASE))
                .extracting(RunFeeds.LeasedFeed::feed)
                .contains("movies", "tv");
        assertThat(runs.finishIfNothingIsOwed(run)).isEmpty();
        RunProgress progress = runs.find(run).orElseThrow();
        assertThat(progress.run().sources()).containsExactly(source, other);
        assertThat(progress.feeds()).containsExactly(source + "/movies", source + "/tv", other + "/movies");
        assertThat(progress.parts())
                .extracting(
                        RunProgress.Part::source,
                        RunProgress.Part::feeds,
                        RunProgress.Part::listed,
                        RunProgress.Part::planned)
                .containsExactly(
                        tuple(source, List.of("movies", "tv"), 2L, 1L), tuple(other, List.of("movies"), 1L, 1L));
        assertThat(progress.listed()).isEqualTo(3);
        assertThat(progress.outstanding()).isEqualTo(2);

        Installation.shared()
                .sql()
                .sql("UPDATE sync_run_items SET state = 'CREATED' WHERE run_id = ? AND source = ?")
                .params(run, other)
                .update();
        progress = runs.find(run).orElseThrow();
        assertThat(progress.parts())
                .as("what nothing is owed of takes no time; what isn't installed nobody can tell")
                .extracting(part -> part.timeLeft().seconds())
                .containsExactly(null, 0L);
        assertThat(progress.timeLeft().seconds()).isNull();
    }

    @Test
    void runOfFeedsAndSingleSubjectsIsAlwaysAnother() {
        List<Wanted> wanted = List.of(
                Wanted.feeds(source, List.of("movies"), feed -> 80), Wanted.subjects(source + "t", List.of("1")));

        assertThat(runStarter.start(wanted, REQUESTER).runId())
                .isNotEqualTo(runStarter.start(wanted, REQUESTER).runId());
    }

    @Test
    void feedThatAGatewayOfTheVersionBeforeAskedForIsReadToo() {
        long run = begun("movies");
        Installation.shared()
                .sql()
                .sql("UPDATE sync_run_feeds SET source = '' WHERE run_id = ?")
                .param(run)
                .update();

        assertThat(feeds.due(source)).isEqualTo(1);
        assertThat(runs.find(run).orElseThrow().feeds()).containsExactly("movies");
        feeds.advance(run, "movies", lease(), 80, null, LEASE);
        assertThat(secondsSinceReadingOf("movies")).isPresent();
    }

    @Test
    void feedsCanBeAskedForAgainWhenTheirRunIsOver() {
        long first = begun("movies");
        readToTheEnd(first, "movies");
        assertThat(runs.finishIfNothingIsOwed(first)).contains(RunState.COMPLETED);

        Started second = runStarter.feeds(source, List.of("movies"), feed -> 80, REQUESTER);

        assertThat(second.runId()).isNotEqualTo(first);
        assertThat(second.alreadyRunning()).isFalse();
    }

    @Test
    void firingMakesOneRunHoweverOftenItIsTold() {
        Instant firing = Instant.parse("2026-01-01T03:00:00Z");

        assertThat(fire(firing)).isPresent();
        assertThat(fire(firing)).isEmpty();

        assertThat(fire(firing.plusSeconds(60)).orElseThrow().alreadyRunning()).isTrue();
    }

    @Test
    void runIsTakenUpOnce() {
        long run = start("movies");

        assertThat(runs.begin(run)).isTrue();
        assertThat(runs.begin(run)).isFalse();
    }

    @Test
    void endsOnlyWhenNoFeedAndNoItemIsOwed() {
        long run = begun("movies", "tv");
        assertThat(runs.finishIfNothingIsOwed(run)).isEmpty();
        readToTheEnd(run, "movies");
        assertThat(runs.finishIfNothingIsOwed(run)).isEmpty();
        readToTheEnd(run, "tv");
        item(run, "OUTSTANDING");
        assertThat(runs.finishIfNothingIsOwed(run)).isEmpty();

        Installation.shared()
                .sql()
                .sql("UPDATE sync_run_items SET state = 'FAILED' WHERE run_id = ?")
                .param(run)
                .update();

        assertThat(runs.finishIfNothingIsOwed(run)).contains(RunState.COMPLETED);
        assertThat(runs.finishIfNothingIsOwed(run)).isEmpty();
        RunProgress progress = runs.find(run).orElseThrow();
        assertThat(progress.run().finishedAt()).isNotNull();
        assertThat(progress.failed()).isEqualTo(1);
        assertThat(progress.timeLeft().seconds()).isNull();
    }

    @Test
    void failsWhereNoFeedCouldBeRead() {
        long run = begun("movies", "tv");
        giveUp(run, "movies");
        assertThat(runs.finishIfNothingIsOwed(run)).isEmpty();
        giveUp(run, "tv");

        assertThat(runs.finishIfNothingIsOwed(run)).contains(RunState.FAILED);
        assertThat(feeds.failures(run)).containsExactlyInAnyOrder("movies: an error", "tv: an error");
    }

    @Test
    void completesWhereOneOfTheFeedsCouldBeRead() {
        long run = begun("movies", "tv");
        giveUp(run, "movies");
        readToTheEnd(run, "tv");

        assertThat(runs.finishIfNothingIsOwed(run)).contains(RunState.COMPLETED);
    }

    @Test
    void feedIsLeasedToOneReaderAndComesBackWhenItsLeaseEnds() {
        long run = begun("movies");
        long lease = lease();
        assertThat(feeds.leaseDue(source, 10, LEASE)).isEmpty();
        assertThat(feeds.reading(run, "movies", lease)).contains(new RunFeeds.Reading(null, 0, 80, 0, 0, 0));

        feeds.putBack(run, "movies", lease, Duration.ZERO);

        assertThat(feeds.reading(run, "movies", lease)).isEmpty();
        assertThat(lease()).isNotEqualTo(lease);
    }

    @Test
    void feedThatFailedIsDueAfterItsDelayAndCountsItsAttempts() {
        long run = begun("movies");
        feeds.fail(run, "movies", lease(), 1, "BAD_STATUS", "500", Duration.ofHours(1));
        assertThat(feeds.leaseDue(source, 10, LEASE)).isEmpty();

        Installation.shared()
                .sql()
                .sql("UPDATE sync_run_feeds SET due_at = UTC_TIMESTAMP(3) WHERE run_id = ?")
                .param(run)
                .update();

        assertThat(feeds.reading(run, "movies", lease())).contains(new RunFeeds.Reading(null, 0, 80, 0, 1, 0));
    }

    @Test
    void feedIsSuspectedUntilItsPageIsStoredOrItsLeaseEnds() {
        long run = begun("movies");
        long lease = lease();

        suspectOften("movies", run, lease, 2);
        assertThat(killedWorkers(run, lease)).isEqualTo(2);
        feeds.suspect(run, "movies", lease + 1);
        assertThat(killedWorkers(run, lease)).isEqualTo(2);

        feeds.advance(run, "movies", lease, 20, "20", LEASE);
        assertThat(killedWorkers(run, lease)).isZero();

        suspectOften("movies", run, lease, 2);
        feeds.putBack(run, "movies", lease, Duration.ZERO);
        long second = lease();
        assertThat(killedWorkers(run, second)).isZero();

        suspectOften("movies", run, second, 2);
        feeds.putBackSuspected(run, "movies", second);
        assertThat(killedWorkers(run, lease())).isEqualTo(2);
    }

    @Test
    void feedThatTheBrokerGaveUpIsSuspectedOnce() {
        long run = begun("movies");

        feeds.putBackSuspected(run, "movies", lease());

        assertThat(killedWorkers(run, lease())).isEqualTo(1);
    }

    private int killedWorkers(long run, long lease) {
        return feeds.reading(run, "movies", lease).orElseThrow().killedWorkers();
    }

    private void suspectOften(String feed, long run, long lease, int times) {
        for (int i = 0; i < times; i++) {
            feeds.suspect(run, feed, lease);
        }
    }

    @Test
    void listsPlannedItemsWithoutTheFreshOnes() {
        long first = begun("movies");
        item(first, "FRESH");
        item(first, "GONE");

        RunItems items = Installation.shared().bean(RunItems.class);

        assertThat(items.count(first, null)).isEqualTo(1);
        assertThat(items.page(first, null, 0, 10)).extracting(RunItem::state).containsExactly(ItemState.GONE);
        assertThat(items.page(first, ItemState.FRESH, 0, 10)).hasSize(1);
        assertThat(items.page(first, null, 1, 10)).isEmpty();
        assertThat(runs.find(first).orElseThrow().listed()).isEqualTo(2);
        assertThat(runs.find(first).orElseThrow().planned()).isEqualTo(1);
    }

    private Optional<Started> fire(Instant firing) {
        return runStarter.firing(
                "schedule-" + source, firing, Wanted.feeds(source, List.of("movies"), feed -> 80), REQUESTER);
    }

    @Test
    void feedsOfActiveRunsAreOwedUntilTheyAreReadAndTheTimeOfThatIsKept() {
        long run = begun("movies", "tv");
        assertThat(feeds.due(source)).isEqualTo(2);

        readToTheEnd(run, "movies");

        assertThat(feeds.due(source)).isEqualTo(1);
        assertThat(secondsSinceReadingOf("movies"))
                .hasValueSatisfying(age -> assertThat(age).isBetween(0L, 60L));
        assertThat(secondsSinceReadingOf("tv")).isEmpty();
        runs.lock(run).ifPresent(locked -> runs.move(locked, RunState.PAUSED));
        assertThat(feeds.due(source)).isZero();
    }

    @Test
    void aListThatIsReadAgainHasTheTimeOfItsLastReading() {
        long run = begun("movies");
        Installation.shared()
                .sql()
                .sql("INSERT INTO feed_readings VALUES (?, 'movies', UTC_TIMESTAMP(3) - INTERVAL 1 DAY)")
                .param(source)
                .update();

        feeds.advance(run, "movies", lease(), 20, "20", LEASE);
        assertThat(secondsSinceReadingOf("movies"))
                .hasValueSatisfying(age -> assertThat(age).isGreaterThanOrEqualTo(86_400));

        readToTheEnd(run, "movies");
        assertThat(secondsSinceReadingOf("movies"))
                .hasValueSatisfying(age -> assertThat(age).isLessThan(60));
    }

    private Optional<Long> secondsSinceReadingOf(String feed) {
        return Installation.shared()
                .sql()
                .sql("""
                        SELECT TIMESTAMPDIFF(SECOND, read_at, UTC_TIMESTAMP(3)) FROM feed_readings
                        WHERE source = ? AND feed = ?""")
                .params(source, feed)
                .query(Long.class)
                .optional();
    }

    private long start(String... wanted) {
        return runStarter.feeds(source, List.of(wanted), feed -> 80, REQUESTER).runId();
    }

    private long begun(String... wanted) {
        long run = start(wanted);
        runs.begin(run);
        return run;
    }

    private long lease() {
        return feeds.leaseDue(source, 10, LEASE).get(0).lease();
    }

    private void readToTheEnd(long run, String feed) {
        long lease = 7;
        Installation.shared()
                .sql()
                .sql("UPDATE sync_run_feeds SET lease = ? WHERE run_id = ? AND feed = ?")
                .params(lease, run, feed)
                .update();
        feeds.advance(run, feed, lease, 80, null, LEASE);
    }

    private void giveUp(long run, String feed) {
        feeds.leaseDue(source, 10, LEASE).stream()
                .filter(leased -> !leased.feed().equals(feed))
                .forEach(other -> feeds.putBack(run, other.feed(), other.lease(), Duration.ZERO));
        long lease = Installation.shared()
                .sql()
                .sql("SELECT lease FROM sync_run_feeds WHERE run_id = ? AND feed = ?")
                .params(run, feed)
                .query(Long.class)
                .single();
        feeds.fail(run, feed, lease, 5, "BAD_STATUS", "an error", null);
    }

    private void item(long run, String state) {
        Installation.shared()
                .sql()
                .sql("""
                        INSERT INTO sync_run_items (run_id, source, source_id, state, updated_at)
                        VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))""")
                .params(run, source, state.hashCode() & 0xffff, state)
                .update();
    }
}
