package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.RunControl;
import io.reelsync.catalog.RunControl.Result;
import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import io.reelsync.source.VideoFacts;
import io.reelsync.worker.TaskResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessException;

/** Changes of runs in the middle of everything else: sums are exact, none is doubled, nothing is left. */
class ControlRunRaceTest {
    private static final int COUNT = 400;

    private final Shelf shelf = new Shelf();
    private final RunControl control = shelf.bean(RunControl.class);
    private final SyncRuns runs = shelf.bean(SyncRuns.class);
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void everyTitleIsEitherStoredOrCancelled() throws Exception {
        long run = shelf.listed(LongStream.rangeClosed(1, COUNT).toArray());
        Map<Long, Long> leases = shelf.leaseAll();
        List<Future<Settled>> settlements = new ArrayList<>();
        List<Long> numbers = new ArrayList<>(leases.keySet());
        Collections.shuffle(numbers);
        for (long number : numbers) {
            settlements.add(threads.submit(
                    () -> shelf.settle(number, leases.get(number), new TaskResult.Found(shelf.page(number)))));
        }
        Awaitility.await().until(() -> shelf.progress(run).created() > 0);

        assertThat(control.cancel(run)).isEqualTo(new Result.Changed(RunState.CANCELLED));
        RunProgress atOnce = shelf.progress(run);
        Map<Settled, Long> answers = counted(settlements);

        RunProgress end = shelf.progress(run);
        assertThat(end).isEqualTo(atOnce);
        assertThat(end.outstanding()).isZero();
        assertThat(end.created() + end.cancelled()).isEqualTo(COUNT);
        assertThat(end.cancelled()).as("cancelled in the middle").isPositive();
        assertThat(answers.getOrDefault(Settled.CREATED, 0L)).isEqualTo(end.created());
        assertThat(answers.getOrDefault(Settled.DROPPED, 0L)).isEqualTo(end.cancelled());
        assertThat(number("SELECT SUM(detailed_count) FROM subjects WHERE source = ?"))
                .isEqualTo(end.created());
        assertThat(number("SELECT COUNT(*) FROM subjects WHERE source = ? AND (state <> 'WAITING' OR lease <> 0)"))
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM subjects WHERE source = ? AND due_at IS NULL"))
                .isEqualTo(end.cancelled());
    }

    @Test
    void oneOfManyCancelsIsTheOneThatCancelled() throws Exception {
        long run = shelf.listed(LongStream.rangeClosed(1, 50).toArray());

        List<Result> results = atOnce(Collections.nCopies(8, () -> control.cancel(run)));

        assertThat(results)
                .filteredOn(new Result.Changed(RunState.CANCELLED)::equals)
                .hasSize(1);
        assertThat(results)
                .filteredOn(new Result.Refused(RunState.CANCELLED)::equals)
                .hasSize(7);
    }

    @Test
    void subjectsOfTwoRunsThatEndAtOnceAreHeldByNeither() throws Exception {
        for (int round = 0; round < 5; round++) {
            VideoFacts[] titles =
                    LongStream.rangeClosed(1, 100).mapToObj(shelf::listing).toArray(VideoFacts[]::new);
            long one = shelf.listed("movies", titles);
            long other = shelf.listed("tv", titles);
            assertThat(shelf.leaseAll()).hasSize(100);

            atOnce(List.of(() -> control.cancel(one), () -> control.pause(other)));

            assertThat(shelf.bean(Subjects.class).inHand(shelf.source)).isZero();
            assertThat(shelf.leaseAll()).isEmpty();
            assertThat(shelf.progress(other).outstanding()).isEqualTo(100);
            control.cancel(other);
        }
    }

    @Test
    void listsThatAreStoredAtTheTimeOfACancelLeaveNothingOwed() throws Exception {
        for (int round = 0; round < 10; round++) {
            long from = round * 200L;
            long run = shelf.run(100, "movies", "tv");
            shelf.leaseFeed(run);
            long movies = leaseOf(run, "movies");
            long tv = leaseOf(run, "tv");

            atOnce(List.of(
                    () -> store(run, "movies", movies, from),
                    () -> store(run, "tv", tv, from + 50),
                    () -> control.cancel(run)));

            RunProgress end = shelf.progress(run);
            assertThat(end.run().state()).isEqualTo(RunState.CANCELLED);
            assertThat(end.outstanding()).isZero();
            assertThat(shelf.leaseAll()).isEmpty();
        }
    }

    @Test
    void pausesAndResumesInTheMiddleLoseAndRepeatNothing() throws Exception {
        VideoFacts[] titles =
                LongStream.rangeClosed(1, COUNT).mapToObj(shelf::listing).toArray(VideoFacts[]::new);
        long run = shelf.listed("movies", titles);
        long other = shelf.listed("tv", titles);
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Settled>> settlements = Collections.synchronizedList(new ArrayList<>());
        Future<?> dispatcher = threads.submit(() -> {
            while (!over.get()) {
                leaseSome().forEach(leased -> settlements.add(threads.submit(() -> settle(leased))));
                sums(run);
            }
        });
        Future<?> operator = threads.submit(() -> toggle(run));
        Future<?> colleague = threads.submit(() -> toggle(other));

        operator.get(60, TimeUnit.SECONDS);
        colleague.get(60, TimeUnit.SECONDS);
        Awaitility.await().until(() -> dispatcher.isDone() || owed(run) + owed(other) == 0);
        over.set(true);
        dispatcher.get(60, TimeUnit.SECONDS);

        assertThat(counted(settlements)).containsEntry(Settled.CREATED, (long) COUNT);
        assertThat(counted(settlements)).doesNotContainKeys(Settled.UNCHANGED, Settled.CHANGED);
        assertThat(shelf.progress(run).created()).isEqualTo(COUNT);
        assertThat(shelf.progress(other).created()).isEqualTo(COUNT);
        assertThat(number("SELECT COUNT(*) FROM subjects WHERE source = ? AND detailed_count = 1"))
                .isEqualTo(COUNT);
        assertThat(runs.finishIfNothingIsOwed(run)).contains(RunState.COMPLETED);
    }

    private void toggle(long run) {
        for (int times = 0; times < 15; times++) {
            assertThat(control.pause(run)).isEqualTo(new Result.Changed(RunState.PAUSED));
            sums(run);
            assertThat(control.resume(run)).isEqualTo(new Result.Changed(RunState.RUNNING));
        }
    }

    /** The dispatcher's tick: where the database makes it give way to a writer, the next one follows. */
    private List<Subjects.Leased> leaseSome() {
        try {
            return shelf.bean(Subjects.class).leaseDue(shelf.source, 20, Shelf.LEASE, Set.of());
        } catch (TransientDataAccessException gaveWay) {
            return List.of();
        }
    }

    private Settled settle(Subjects.Leased leased) {
        long number = Long.parseLong(leased.subject().id());
        return shelf.settle(number, leased.lease(), new TaskResult.Found(shelf.page(number)));
    }

    private long owed(long run) {
        return shelf.progress(run).outstanding();
    }

    private void sums(long run) {
        RunProgress progress = shelf.progress(run);
        assertThat(progress.created() + progress.outstanding())
                .as("%s", progress)
                .isEqualTo(COUNT);
    }

    private Object store(long run, String feed, long lease, long from) {
        VideoFacts[] titles = LongStream.rangeClosed(from + 1, from + 100)
                .mapToObj(shelf::listing)
                .toArray(VideoFacts[]::new);
        return shelf.store(run, feed, lease, 0, 100, titles);
    }

    private <T> List<T> atOnce(List<? extends Callable<? extends T>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> answers = new ArrayList<>();
        for (Callable<? extends T> call : calls) {
            answers.add(threads.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        start.countDown();
        List<T> results = new ArrayList<>();
        for (Future<T> answer : answers) {
            results.add(answer.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    private static Map<Settled, Long> counted(List<Future<Settled>> settlements) throws Exception {
        Map<Settled, Long> counts = new EnumMap<>(Settled.class);
        for (Future<Settled> settlement : settlements) {
            counts.merge(settlement.get(60, TimeUnit.SECONDS), 1L, Long::sum);
        }
        return counts;
    }

    private long leaseOf(long run, String feed) {
        return shelf.sql()
                .sql("SELECT lease FROM sync_run_feeds WHERE run_id = ? AND feed = ?")
                .params(run, feed)
                .query(Long.class)
                .single();
    }

    private long number(String query) {
        return shelf.sql().sql(query).param(shelf.source).query(Long.class).single();
    }
}
