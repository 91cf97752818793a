package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.RunControl;
import io.reelsync.catalog.RunControl.Result;
import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunStarter;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import io.reelsync.run.Wanted;
import io.reelsync.source.Reason;
import io.reelsync.worker.TaskResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlRunTest {
    private static final RunStarter.Requester REQUESTER = new RunStarter.Requester("test", "trace-of-the-test");
    private static final Result PAUSED = new Result.Changed(RunState.PAUSED);
    private static final Result RUNNING = new Result.Changed(RunState.RUNNING);
    private static final Result CANCELLED = new Result.Changed(RunState.CANCELLED);

    private final Shelf shelf = new Shelf();
    private final RunControl control = shelf.bean(RunControl.class);
    private final SyncRuns runs = shelf.bean(SyncRuns.class);
    private final Subjects subjects = shelf.bean(Subjects.class);

    @Test
    void cancelGivesUpWhatIsOwedAndKeepsWhatIsStored() {
        long run = shelf.listed(1, 2, 3);
        long lease = shelf.lease(1);
        shelf.settle(1, lease, new TaskResult.Found(shelf.page(1)));

        assertThat(control.cancel(run)).isEqualTo(CANCELLED);

        RunProgress progress = shelf.progress(run);
        assertThat(progress.run().state()).isEqualTo(RunState.CANCELLED);
        assertThat(progress.run().finishedAt()).isNotNull();
        assertThat(List.of(progress.planned(), progress.created(), progress.cancelled(), progress.outstanding()))
                .containsExactly(3L, 1L, 2L, 0L);
        assertThat(shelf.item(run, "state", 2)).isEqualTo("CANCELLED");
        assertThat(shelf.video("imdb_id", 1)).isNotNull();
        assertThat(runs.finishIfNothingIsOwed(run)).isEmpty();
    }

    @Test
    void cancelTakesTasksInHandFromTheirWorkers() {
        long run = shelf.listed(1, 2);
        long lease = shelf.lease(1);

        control.cancel(run);

        assertThat(subjects.leaseLeft(shelf.id(1), lease)).isEmpty();
        assertThat(subjects.inHand(shelf.source)).isZero();
        assertThat(shelf.settle(1, lease, new TaskResult.Found(shelf.page(1)))).isEqualTo(Settled.DROPPED);
        assertThat(shelf.settle(2, lease, new TaskResult.Failed(Reason.TRUNCATED, "", null)))
                .isEqualTo(Settled.DROPPED);
        assertThat(shelf.item(run, "CONCAT_WS(' ', state, attempts)", 1)).isEqualTo("CANCELLED 0");
        assertThat(shelf.subject("CONCAT_WS(' ', state, COALESCE(due_at, 'never'))", 1))
                .isEqualTo("WAITING never");
        assertThat(shelf.leaseAll()).isEmpty();
    }

    @Test
    void cancelledFeedsCanBeAskedForAgainAndTheirTitlesAreOwedAgain() {
        long cancelled = shelf.listed(1, 2);
        control.cancel(cancelled);

        long run = shelf.listed(1, 2);

        assertThat(run).isNotEqualTo(cancelled);
        assertThat(shelf.progress(run).outstanding()).isEqualTo(2);
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L, 2L);
    }

    @Test
    void whatWasDetailedBeforeIsLookedAtAgainAtItsOrdinaryTime() {
        shelf.listed(1, 2, 3);
        shelf.leaseAll()
                .forEach((number, lease) -> shelf.settle(number, lease, new TaskResult.Found(shelf.page(number))));
        shelf.update("detailed_at = UTC_TIMESTAMP(3) - INTERVAL 5 DAY", 1);
        shelf.update("detailed_at = UTC_TIMESTAMP(3) - INTERVAL 50 DAY", 2);
        shelf.sql()
                .sql("UPDATE videos SET release_date = CURRENT_DATE WHERE source = ? AND source_id = 3")
                .param(shelf.source)
                .update();
        long run = asked(1, 2, 3);
        assertThat(shelf.subject("priority", 1)).isEqualTo("0");

        control.cancel(run);

        // Fourteen days, or one for a new title, with a tenth's spread.
        assertThat(hoursUntilDue(1)).isBetween((12.6 - 5) * 24 - 1, (15.4 - 5) * 24 + 1);
        assertThat(hoursUntilDue(2)).isBetween(12.6 * 24 - 1, 15.4 * 24 + 1);
        assertThat(hoursUntilDue(3)).isBetween(21.6 - 1, 26.4 + 1);
        assertThat(shelf.subject("priority", 1)).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void subjectThatAnotherRunOwesStaysInHand(boolean cancel) {
        long run = shelf.listed("movies", shelf.listing(1), shelf.listing(2));
        long other = shelf.listed("tv", shelf.listing(2), shelf.listing(3));
        long lease = shelf.lease(2);

        assertThat(cancel ? control.cancel(run) : control.pause(run)).isEqualTo(cancel ? CANCELLED : PAUSED);

        assertThat(subjects.leaseLeft(shelf.id(1), lease)).isEmpty();
        assertThat(subjects.leaseLeft(shelf.id(2), lease)).isPresent();
        assertThat(subjects.leaseLeft(shelf.id(3), lease)).isPresent();
        assertThat(shelf.settle(2, lease, new TaskResult.Found(shelf.page(2)))).isEqualTo(Settled.CREATED);
        assertThat(shelf.item(other, "state", 2)).isEqualTo("CREATED");
        assertThat(shelf.item(run, "state", 2)).isEqualTo(cancel ? "CANCELLED" : "CREATED");
    }

    @Test
    void subjectThatOnlyAPausedRunOwesTooIsLetGo() {
        long paused = shelf.listed("movies", shelf.listing(1));
        long other = shelf.listed("tv", shelf.listing(1));
        control.pause(paused);
        long lease = shelf.lease(1);

        control.cancel(other);

        assertThat(subjects.leaseLeft(shelf.id(1), lease)).isEmpty();
        assertThat(shelf.item(paused, "state", 1)).isEqualTo("OUTSTANDING");
        assertThat(control.resume(paused)).isEqualTo(RUNNING);
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L);
    }

    @Test
    void pausedRunOwesTheSameAndNothingOfItIsHandedOut() {
        long run = shelf.run(10, "movies", "tv");
        long feed = shelf.leaseFeed(run);
        shelf.store(run, "movies", leaseOf(run, "movies"), 0, 10, shelf.listing(1), shelf.listing(2));
        shelf.settle(1, shelf.lease(1), new TaskResult.Failed(Reason.TRUNCATED, "", null));

        assertThat(control.pause(run)).isEqualTo(PAUSED);

        RunProgress progress = shelf.progress(run);
        assertThat(progress.outstanding()).isEqualTo(2);
        assertThat(progress.timeLeft().seconds()).isNull();
        assertThat(progress.run().finishedAt()).isNull();
        assertThat(shelf.leaseAll()).isEmpty();
        assertThat(shelf.bean(RunFeeds.class).leaseDue(shelf.source, 10, Shelf.LEASE))
                .isEmpty();
        assertThat(shelf.bean(RunFeeds.class).reading(run, "movies", feed)).isEmpty();
        assertThat(runs.finishIfNothingIsOwed(run)).isEmpty();
        assertThat(shelf.bean(RunStarter.class)
                        .feeds(shelf.source, List.of("tv", "movies"), any -> 10, REQUESTER)
                        .runId())
                .isEqualTo(run);
    }

    @Test
    void resumedRunGoesOnWhereItStood() {
        long run = shelf.run(4, "movies");
        long lease = shelf.leaseFeed(run);
        shelf.store(run, "movies", lease, 0, 4, shelf.listing(1), shelf.listing(2));
        shelf.settle(1, shelf.lease(1), new TaskResult.Failed(Reason.TRUNCATED, "", null));
        control.pause(run);
        assertThat(shelf.store(run, "movies", lease, 2, 4, shelf.listing(3))).isEmpty();

        assertThat(control.resume(run)).isEqualTo(RUNNING);

        assertThat(shelf.leaseAll()).containsOnlyKeys(1L, 2L);
        assertThat(shelf.subject("CONCAT_WS(' ', attempts, priority)", 1)).isEqualTo("1 2");
        assertThat(shelf.bean(RunFeeds.class).reading(run, "movies", shelf.leaseFeed(run)))
                .contains(new RunFeeds.Reading("2", 2, 4, 1, 0, 0));
        assertThat(shelf.progress(run).timeLeft().seconds()).isNull();
        assertThat(shelf.progress(run).run().startedAt()).isNotNull();
    }

    @Test
    void whatWasAskedForByNumberKeepsItsPlaceOverAPause() {
        long bulk = shelf.listed(1, 2, 3);
        long asked = asked(9);
        control.pause(asked);
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L, 2L, 3L);
        control.pause(bulk);
        control.resume(bulk);

        control.resume(asked);

        assertThat(subjects.leaseDue(shelf.source, 1, Shelf.LEASE, Set.of()))
                .extracting(leased -> leased.subject().id())
                .containsExactly("9");
    }

    @Test
    void resultOfAnotherRunSettlesAPausedRunsItem() {
        long paused = shelf.listed("movies", shelf.listing(1));
        control.pause(paused);
        shelf.listed("tv", shelf.listing(1));

        shelf.settle(1, shelf.lease(1), new TaskResult.Found(shelf.page(1)));

        assertThat(shelf.item(paused, "state", 1)).isEqualTo("CREATED");
        assertThat(runs.finishIfNothingIsOwed(paused)).isEmpty();
        control.resume(paused);
        assertThat(runs.finishIfNothingIsOwed(paused)).contains(RunState.COMPLETED);
    }

    @Test
    void runOfSeveralSourcesIsHeldAndCancelledInAllOfThem() {
        Shelf other = new Shelf();
        long run = shelf.bean(RunStarter.class)
                .start(
                        List.of(
                                Wanted.subjects(shelf.source, List.of("1")),
                                Wanted.subjects(other.source, List.of("1", "2"))),
                        REQUESTER)
                .runId();
        runs.begin(run);
        subjects.oweItemsOf(run);

        control.pause(run);
        assertThat(shelf.leaseAll()).isEmpty();
        assertThat(other.leaseAll()).isEmpty();

        control.resume(run);
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L);
        Map<Long, Long> leases = other.leaseAll();
        assertThat(leases).containsOnlyKeys(1L, 2L);
        other.settle(2, Objects.requireNonNull(leases.get(2L)), new TaskResult.Found(other.page(2)));

        control.cancel(run);
        assertThat(shelf.progress(run).cancelled()).isEqualTo(2);
        assertThat(shelf.progress(run).created()).isEqualTo(1);
        assertThat(shelf.leaseAll()).isEmpty();
        assertThat(other.leaseAll()).isEmpty();
    }

    @Test
    void runThatWasNotTakenUpWaitsAgainAfterItsPause() {
        long run = shelf.bean(RunStarter.class)
                .subjects(shelf.source, List.of("7"), REQUESTER)
                .runId();
        control.pause(run);
        assertThat(runs.begin(run)).isFalse();

        assertThat(control.resume(run)).isEqualTo(new Result.Changed(RunState.REQUESTED));

        assertThat(runs.begin(run)).isTrue();
    }

    @Test
    void runCancelledBeforeItWasTakenUpTouchesNoSubject() {
        shelf.listed(1);
        control.pause(shelf.listed("tv", shelf.listing(2)));
        shelf.makeDue(2);
        long run = shelf.bean(RunStarter.class)
                .subjects(shelf.source, List.of("1", "2", "3"), REQUESTER)
                .runId();

        assertThat(control.cancel(run)).isEqualTo(CANCELLED);

        assertThat(runs.begin(run)).isFalse();
        assertThat(shelf.progress(run).cancelled()).isEqualTo(3);
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTED, PAUSED REQUESTED CANCELLED",
        "RUNNING, PAUSED RUNNING CANCELLED",
        "PAUSED, PAUSED RUNNING CANCELLED",
        "CANCELLED, CANCELLED CANCELLED CANCELLED",
        "COMPLETED, COMPLETED COMPLETED COMPLETED",
        "FAILED, FAILED FAILED FAILED",
    })
    void changesOrRefusesAsTheStateAllows(RunState from, String afterPauseResumeCancel) {
        List<RunState> expected = List.of(afterPauseResumeCancel.split(" ")).stream()
                .map(RunState::valueOf)
                .toList();
        long pause = inState(from, "movies");
        long resume = inState(from, "tv");
        long cancel = inState(from, "shows");

        List<Result> results = List.of(control.pause(pause), control.resume(resume), control.cancel(cancel));

        assertThat(results)
                .containsExactlyElementsOf(expected.stream()
                        .map(now -> now == from ? new Result.Refused(from) : new Result.Changed(now))
                        .toList());
        assertThat(LongStream.of(pause, resume, cancel)
                        .mapToObj(run -> shelf.progress(run).run().state()))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void saysWhereThereIsNoSuchRun() {
        assertThat(List.of(control.cancel(1), control.pause(1), control.resume(1)))
                .containsOnly(new Result.NoSuchRun());
    }

    private long inState(RunState state, String feed) {
        long run = shelf.run(10, feed);
        shelf.sql()
                .sql("UPDATE sync_runs SET state = ?, started_at = IF(?, NULL, started_at) WHERE id = ?")
                .params(state.name(), state == RunState.REQUESTED, run)
                .update();
        return run;
    }

    /** A run of single subjects that was taken up. */
    private long asked(long... numbers) {
        long run = shelf.bean(RunStarter.class)
                .subjects(
                        shelf.source,
                        LongStream.of(numbers).mapToObj(Long::toString).toList(),
                        REQUESTER)
                .runId();
        runs.begin(run);
        subjects.oweItemsOf(run);
        return run;
    }

    private long leaseOf(long run, String feed) {
        return shelf.sql()
                .sql("SELECT lease FROM sync_run_feeds WHERE run_id = ? AND feed = ?")
                .params(run, feed)
                .query(Long.class)
                .single();
    }

    private double hoursUntilDue(long number) {
        return Double.parseDouble(shelf.subject("TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(3), due_at)", number)) / 60;
    }
}
