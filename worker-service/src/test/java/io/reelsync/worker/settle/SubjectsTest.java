package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunStarter;
import io.reelsync.run.SyncRuns;
import io.reelsync.worker.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    private static final int COUNT = 600;

    private final Shelf shelf = new Shelf();
    private final Subjects subjects = shelf.bean(Subjects.class);

    @Test
    void leasersAtOnceGetEverySubjectOnceAmongThem() throws Exception {
        shelf.listed(LongStream.rangeClosed(1, COUNT).toArray());
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<List<Subjects.Leased>>> leasers = new ArrayList<>();
        for (int leaser = 0; leaser < 6; leaser++) {
            leasers.add(threads.submit(this::leaseUntilNoneIsLeft));
        }

        List<Subjects.Leased> all = new ArrayList<>();
        for (Future<List<Subjects.Leased>> leaser : leasers) {
            all.addAll(leaser.get(60, TimeUnit.SECONDS));
        }
        threads.shutdown();

        assertThat(all).hasSize(COUNT);
        assertThat(all)
                .extracting(leased -> Long.valueOf(leased.subject().id()))
                .doesNotHaveDuplicates();
        assertThat(all).allSatisfy(leased -> assertThat(
                        shelf.subject("lease", Long.valueOf(leased.subject().id())))
                .isEqualTo(String.valueOf(leased.lease())));
        assertThat(subjects.inHand(shelf.source)).isEqualTo(COUNT);
    }

    /** Others' rows are passed over, so an empty answer doesn't mean that nothing is left. */
    private List<Subjects.Leased> leaseUntilNoneIsLeft() {
        List<Subjects.Leased> mine = new ArrayList<>();
        while (subjects.inHand(shelf.source) < COUNT) {
            mine.addAll(subjects.leaseDue(shelf.source, 7, Shelf.LEASE, Set.of()));
        }
        return mine;
    }

    @Test
    void leasesWhatIsAskedForFirstAndRefreshesLast() {
        shelf.listed(1, 2, 3);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
        subjects.takeBack(List.of(shelf.id(2), shelf.id(3)), Long.parseLong(shelf.subject("lease", 2)));
        shelf.makeDue(1);
        askFor(4);

        assertThat(lease(2)).containsExactlyInAnyOrder(4L, 2L);
        assertThat(lease(2)).containsExactly(3L, 1L);
        assertThat(lease(2)).isEmpty();
    }

    @Test
    void leavesWhatIsNotDueYet() {
        shelf.listed(1, 2);
        shelf.update("due_at = UTC_TIMESTAMP(3) + INTERVAL 1 MINUTE", 1);

        assertThat(lease(10)).containsExactly(2L);
        assertThat(subjects.due(shelf.source)).isEqualTo(1);
        assertThat(subjects.freshness(shelf.source)).isEqualTo(0.5);
    }

    @Test
    void endedLeasesAreDueAgainAndRunningOnesAreLeftAlone() {
        shelf.listed(1, 2);
        long lease = shelf.lease(1);
        shelf.update("lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND", 1);
        assertThat(subjects.leaseLeft(shelf.id(1), lease)).isEmpty();
        assertThat(subjects.leaseLeft(shelf.id(2), lease).orElseThrow()).isBetween(Duration.ofSeconds(60), Shelf.LEASE);

        assertThat(subjects.endOldLeases()).isEqualTo(1);

        assertThat(lease(10)).containsExactly(1L);
        assertThat(subjects.leaseLeft(shelf.id(1), lease)).isEmpty();
        assertThat(subjects.leaseLeft(shelf.id(2), lease)).isPresent();
    }

    @Test
    void takesBackOnlyTheLeaseThatItIsGiven() {
        shelf.listed(1);
        long lease = shelf.lease(1);

        subjects.takeBack(List.of(shelf.id(1)), lease + 1);
        assertThat(lease(10)).isEmpty();
        subjects.takeBack(List.of(shelf.id(1)), lease);

        assertThat(lease(10)).containsExactly(1L);
    }

    @Test
    void askingForManyGivesTheDeadANewStartAndLeavesThoseInHand() {
        shelf.listed(1, 2);
        long lease = shelf.lease(1);
        shelf.suspect(1, lease);
        shelf.suspect(1, lease);
        shelf.settle(1, lease, new TaskResult.GivenUp());

        askFor(LongStream.rangeClosed(1, 30).toArray());

        assertThat(shelf.subject("CONCAT_WS(' ', state, attempts, priority)", 1))
                .isEqualTo("WAITING 0 1");
        assertThat(shelf.subject("CONCAT_WS(' ', state, lease)", 2)).isEqualTo("LEASED " + lease);
        assertThat(urgent(10)).isEmpty();
        assertThat(lease(100)).hasSize(29).doesNotContain(2L);
    }

    @Test
    void askingForAFewIsUrgentAndHandsThoseInHandOutAnew() {
        shelf.listed(1, 2, 3);
        long lease = shelf.lease(1);

        askFor(1, 4);

        assertThat(subjects.leaseLeft(shelf.id(1), lease))
                .as("the task that is in the queue already")
                .isEmpty();
        assertThat(subjects.leaseLeft(shelf.id(2), lease)).isPresent();
        assertThat(urgent(10)).containsExactlyInAnyOrder(1L, 4L);
        askFor(1);
        assertThat(urgent(10)).as("in hand as urgent already").isEmpty();
    }

    private void askFor(long... numbers) {
        long run = shelf.bean(RunStarter.class)
                .subjects(
                        shelf.source,
                        LongStream.of(numbers).mapToObj(Long::toString).toList(),
                        new RunStarter.Requester("test", "trace-of-the-test"))
                .runId();
        shelf.bean(SyncRuns.class).begin(run);
        subjects.oweItemsOf(run);
    }

    private List<Long> urgent(int count) {
        return subjects.leaseUrgent(shelf.source, count, Shelf.LEASE, Set.of()).stream()
                .map(leased -> Long.valueOf(leased.subject().id()))
                .toList();
    }

    private List<Long> lease(int count) {
        return subjects.leaseDue(shelf.source, count, Shelf.LEASE, Set.of()).stream()
                .map(leased -> Long.valueOf(leased.subject().id()))
                .toList();
    }
}
