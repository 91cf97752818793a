package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import io.reelsync.worker.TaskResult;
import org.junit.jupiter.api.Test;

/** What a source says has changed is looked at again where it is known. */
class ChangesTest {
    private final Shelf shelf = new Shelf();

    private long changed(long... numbers) {
        long run = shelf.run(1_000_000, "changes");
        shelf.storeChanges(run, shelf.leaseFeed(run), null, null, numbers).orElseThrow();
        return run;
    }

    private void detailed(long... numbers) {
        shelf.listed(numbers);
        shelf.leaseAll()
                .forEach((number, lease) -> shelf.settle(number, lease, new TaskResult.Found(shelf.page(number))));
    }

    @Test
    void titlesThatAreKnownBecomeDueAndKeepWhatIsStored() {
        detailed(1, 2);

        long run = changed(1);

        assertThat(shelf.item(run, "state", 1)).isEqualTo("OUTSTANDING");
        assertThat(shelf.subject("CONCAT_WS(' ', title, state, priority, due_at <= UTC_TIMESTAMP(3))", 1))
                .isEqualTo("Title 1 WAITING 3 1");
        assertThat(shelf.video("CONCAT_WS(' ', title, score)", 1)).isEqualTo("Title 1 8.1");
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L);
    }

    @Test
    void titlesThatNobodyKnowsArePassedOver() {
        long run = changed(1, 2, 3);

        assertThat(shelf.videos()).isZero();
        assertThat(shelf.progress(run).listed()).isZero();
        assertThat(shelf.leaseAll()).isEmpty();
        assertThat(shelf.bean(SyncRuns.class).finishIfNothingIsOwed(run)).contains(RunState.COMPLETED);
    }

    @Test
    void titlesThatWereGivenUpStayGivenUp() {
        shelf.listed(1);
        long lease = shelf.lease(1);
        shelf.suspectOften(1, lease);
        shelf.settle(1, lease, new TaskResult.GivenUp());

        long run = changed(1);

        assertThat(shelf.item(run, "state", 1)).isEqualTo("FRESH");
        assertThat(shelf.subject("state", 1)).isEqualTo("DEAD");
    }

    @Test
    void titlesThatWereGoneAreLookedForAgain() {
        detailed(1);
        shelf.settleNow(1, new TaskResult.Gone("404"));

        changed(1);

        assertThat(shelf.leaseAll()).containsOnlyKeys(1L);
    }

    @Test
    void titlesInHandStayInHandAndAreAwaited() {
        shelf.listed(1);
        long lease = shelf.lease(1);

        long run = changed(1);

        assertThat(shelf.subject("CONCAT_WS(' ', state, lease)", 1)).isEqualTo("LEASED " + lease);
        shelf.settle(1, lease, new TaskResult.Found(shelf.page(1)));
        assertThat(shelf.item(run, "state", 1)).isEqualTo("CREATED");
    }

    @Test
    void titlesThatFailedKeepTheTimeOfTheirNextAttempt() {
        detailed(1);
        shelf.update("attempts = 2, due_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR", 1);

        changed(1);

        assertThat(shelf.subject("due_at > UTC_TIMESTAMP(3) + INTERVAL 59 MINUTE", 1))
                .isEqualTo("1");
    }

    @Test
    void aPageWithoutChangesIsNotTheEnd() {
        detailed(1);
        long run = shelf.run(1_000_000, "changes");
        long lease = shelf.leaseFeed(run);

        assertThat(shelf.storeChanges(run, lease, null, "series 1")
                        .orElseThrow()
                        .cursor())
                .isEqualTo("series 1");
        assertThat(shelf.storeChanges(run, lease, "series 1", null, 1)
                        .orElseThrow()
                        .complete())
                .isTrue();
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L);
    }

    @Test
    void aPageWhoseReaderWasOvertakenIsDropped() {
        detailed(1);
        long run = shelf.run(1_000_000, "changes");
        long lease = shelf.leaseFeed(run);

        assertThat(shelf.storeChanges(run, lease + 1, null, null, 1)).isEmpty();
        assertThat(shelf.storeChanges(run, lease, "page 7", null, 1)).isEmpty();
        assertThat(shelf.leaseAll()).isEmpty();
    }
}
