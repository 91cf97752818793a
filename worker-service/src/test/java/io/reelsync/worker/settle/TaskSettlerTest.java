package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.Subjects;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import io.reelsync.source.Kind;
import io.reelsync.source.Reason;
import io.reelsync.worker.TaskResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskSettlerTest {
    private final Shelf shelf = new Shelf();

    @Test
    void firstDetailsAreCreatedAndNoChange() {
        long run = shelf.listed(1);

        Settled settled = shelf.settle(1, shelf.lease(1), new TaskResult.Found(shelf.page(1)));

        assertThat(settled).isEqualTo(Settled.CREATED);
        assertThat(shelf.changes(1)).isEmpty();
        assertThat(shelf.video("director_json", 1)).isEqualTo("[\"Ann Director\"]");
        assertThat(shelf.subject("CONCAT_WS(' ', state, priority, attempts, detailed_count, changed_count)", 1))
                .isEqualTo("WAITING 3 0 1 0");
        assertThat(shelf.subject("due_at > UTC_TIMESTAMP(3) + INTERVAL 1 HOUR", 1))
                .isEqualTo("1");
        assertThat(shelf.subject("lease IS NULL AND lease_until IS NULL", 1)).isEqualTo("1");
        assertThat(shelf.item(run, "state", 1)).isEqualTo("CREATED");
        assertThat(shelf.item(run, "attempts", 1)).isEqualTo("1");
    }

    @Test
    void sameFactsAgainAreUnchanged() {
        shelf.listed(1);
        shelf.settle(1, shelf.lease(1), new TaskResult.Found(shelf.page(1)));
        String updated = shelf.video("updated_at", 1);

        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.page(1)))).isEqualTo(Settled.UNCHANGED);

        assertThat(shelf.video("updated_at", 1)).isEqualTo(updated);
        assertThat(shelf.changes(1)).isEmpty();
        assertThat(shelf.subject("CONCAT_WS(' ', detailed_count, changed_count)", 1))
                .isEqualTo("2 0");
    }

    @Test
    void otherFactsAreAChangeThatIsWrittenDown() {
        long run = shelf.listed(1);
        shelf.settle(1, shelf.lease(1), new TaskResult.Found(shelf.page(1)));

        Settled settled = shelf.settleNow(
                1, new TaskResult.Found(shelf.page(1, Kind.MOVIE, "8.4", List.of("Ann Director", "Bo"))));

        assertThat(settled).isEqualTo(Settled.CHANGED);
        assertThat(shelf.changes(1))
                .containsExactly("directors: [\"Ann Director\"] -> [\"Ann Director\",\"Bo\"]", "score: 8.1 -> 8.4");
        assertThat(shelf.sql()
                        .sql("SELECT COUNT(*) FROM video_changes WHERE run_id = ?")
                        .param(run)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(shelf.subject("changed_count", 1)).isEqualTo("1");
        assertThat(shelf.subject("changed_at IS NOT NULL", 1)).isEqualTo("1");
    }

    @Test
    void dropsAResultWhoseLeaseHasEnded() {
        long run = shelf.listed(1);
        long ended = shelf.lease(1);
        shelf.update("lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND", 1);
        shelf.bean(Subjects.class).endOldLeases();

        assertThat(shelf.settle(1, ended, new TaskResult.Found(shelf.page(1)))).isEqualTo(Settled.DROPPED);
        long current = shelf.lease(1);
        assertThat(shelf.settle(1, ended, new TaskResult.Gone("404"))).isEqualTo(Settled.DROPPED);

        assertThat(shelf.video("imdb_id", 1)).isNull();
        assertThat(shelf.subject("state", 1)).isEqualTo("LEASED");
        assertThat(shelf.item(run, "state", 1)).isEqualTo("OUTSTANDING");
        assertThat(shelf.settle(1, current, new TaskResult.Found(shelf.page(1))))
                .isEqualTo(Settled.CREATED);
    }

    @Test
    void settlesATaskOnceThatIsTwiceInOneBatch() {
        shelf.listed(1, 2);
        long lease = shelf.lease(1);

        List<Settled> settled =
                shelf.bean(TaskSettler.class).settle(List.of(found(1, lease), found(2, lease), found(1, lease)));

        assertThat(settled).containsExactly(Settled.CREATED, Settled.CREATED, Settled.DROPPED);
        assertThat(shelf.subject("detailed_count", 1)).isEqualTo("1");
    }

    @Test
    void settlesTheHoldersResultWhereAnEndedLeasesOneIsInTheSameBatch() {
        shelf.listed(1);
        long lease = shelf.lease(1);

        List<Settled> settled = shelf.bean(TaskSettler.class)
                .settle(List.of(found(1, lease - 1), found(1, lease), found(1, lease + 1)));

        assertThat(settled).containsExactly(Settled.DROPPED, Settled.CREATED, Settled.DROPPED);
    }

    @Test
    void triesAFailedSubjectAgainUntilItsLastAttempt() {
        long run = shelf.listed(1);
        TaskResult failed = new TaskResult.Failed(Reason.TRUNCATED, "the page is\ncut off", null);

        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(shelf.settleNow(1, failed)).isEqualTo(Settled.RETRY);
            assertThat(shelf.item(run, "CONCAT_WS(' ', state, attempts, reason, detail)", 1))
                    .isEqualTo("OUTSTANDING " + attempt + " TRUNCATED the page is cut off");
            assertThat(shelf.subject("state = 'WAITING' AND due_at IS NOT NULL", 1))
                    .isEqualTo("1");
        }
        assertThat(shelf.bean(SyncRuns.class).finishIfNothingIsOwed(run)).isEmpty();
        assertThat(shelf.settleNow(1, failed)).isEqualTo(Settled.DEAD);

        assertThat(shelf.subject("CONCAT_WS(' ', state, attempts, reason, COALESCE(due_at, 'never'))", 1))
                .isEqualTo("DEAD 5 TRUNCATED never");
        assertThat(shelf.item(run, "CONCAT_WS(' ', state, attempts, reason)", 1))
                .isEqualTo("FAILED 5 TRUNCATED");
        assertThat(shelf.bean(SyncRuns.class).finishIfNothingIsOwed(run)).contains(RunState.COMPLETED);
    }

    @Test
    void countsTheAttemptsThatAnOutcomeTook() {
        long run = shelf.listed(1);
        TaskResult failed = new TaskResult.Failed(Reason.BAD_STATUS, "500", null);
        shelf.settleNow(1, failed);
        shelf.settleNow(1, failed);

        assertThat(shelf.settleNow(1, new TaskResult.Found(shelf.page(1)))).isEqualTo(Settled.CREATED);

        assertThat(shelf.item(run, "attempts", 1)).isEqualTo("3");
        assertThat(shelf.item(run, "reason", 1)).isNull();
        assertThat(shelf.subject("attempts", 1)).isEqualTo("0");
    }

    @Test
    void waitsAtLeastAsLongAsTheSourceAsksFor() {
        shelf.listed(1);

        shelf.settleNow(1, new TaskResult.Failed(Reason.BAD_STATUS, "503", Duration.ofHours(2)));

        assertThat(shelf.subject("due_at > UTC_TIMESTAMP(3) + INTERVAL 119 MINUTE", 1))
                .isEqualTo("1");
    }

    @Test
    void puttingBackSpendsNoAttempt() {
        long run = shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Failed(Reason.BAD_STATUS, "500", null));

        for (int i = 0; i < 10; i++) {
            assertThat(shelf.settleNow(1, new TaskResult.PutBack(Duration.ofMinutes(10))))
                    .isEqualTo(Settled.PUT_BACK);
        }

        assertThat(shelf.subject("CONCAT_WS(' ', state, attempts, priority)", 1))
                .isEqualTo("WAITING 1 2");
        assertThat(shelf.subject("due_at > UTC_TIMESTAMP(3) + INTERVAL 9 MINUTE", 1))
                .isEqualTo("1");
        assertThat(shelf.item(run, "CONCAT_WS(' ', state, attempts)", 1)).isEqualTo("OUTSTANDING 1");
    }

    @Test
    void aMergedTitleIsGoneAndTheOtherOneIsOwed() {
        long run = shelf.listed(1);

        assertThat(shelf.settle(1, shelf.lease(1), new TaskResult.Merged(shelf.id(2))))
                .isEqualTo(Settled.GONE);

        assertThat(shelf.item(run, "CONCAT_WS(' ', state, attempts, reason, detail)", 1))
                .isEqualTo("GONE 1 MERGED merged into " + shelf.id(2).id());
        assertThat(shelf.subject("merged_into", 1)).isEqualTo("" + shelf.id(2).id());
        assertThat(shelf.subject("CONCAT_WS(' ', state, due_at <= UTC_TIMESTAMP(3))", 2))
                .isEqualTo("WAITING 1");
        assertThat(shelf.video("title", 1)).as("the old row is kept").isNotNull();
        assertThat(shelf.subject("detailed_at", 1)).isNull();
    }

    @Test
    void aMergeChangesNothingOfATitleThatIsKnown() {
        shelf.listed(1, 2);
        long lease = shelf.lease(1);
        shelf.settle(2, lease, new TaskResult.Found(shelf.page(2)));

        shelf.settle(1, lease, new TaskResult.Merged(shelf.id(2)));

        assertThat(shelf.subject("CONCAT_WS(' ', state, due_at > UTC_TIMESTAMP(3), detailed_count)", 2))
                .isEqualTo("WAITING 1 1");
    }

    @Test
    void aTitleThatComesBackIsMergedNoMore() {
        shelf.listed(1);
        shelf.settle(1, shelf.lease(1), new TaskResult.Merged(shelf.id(2)));
        shelf.update("state = 'WAITING'", 1);

        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));

        assertThat(shelf.subject("merged_into", 1)).isNull();
    }

    @Test
    void goneAndGivenUpEndAtOnce() {
        long run = shelf.listed(1, 2);
        long lease = shelf.lease(1);

        assertThat(shelf.settle(1, lease, new TaskResult.Gone("404"))).isEqualTo(Settled.GONE);
        shelf.suspectOften(2, lease);
        assertThat(shelf.settle(2, lease, new TaskResult.GivenUp())).isEqualTo(Settled.DEAD);

        assertThat(shelf.item(run, "CONCAT_WS(' ', state, reason, detail)", 1)).isEqualTo("GONE GONE 404");
        assertThat(shelf.item(run, "CONCAT_WS(' ', state, reason)", 2)).isEqualTo("FAILED KILLED_WORKER");
        assertThat(shelf.subject("state", 1)).isEqualTo("GONE");
        assertThat(shelf.subject("state", 2)).isEqualTo("DEAD");
        assertThat(shelf.video("title", 1)).isEqualTo("Title 1");
    }

    @Test
    void putsBackWhatWasOnlyInHandBesideAPageThatKillsWorkers() {
        long run = shelf.listed(1, 2);
        long lease = shelf.lease(1);
        shelf.suspect(1, lease);
        shelf.suspectOften(2, lease - 1);

        assertThat(shelf.settle(1, lease, new TaskResult.GivenUp())).isEqualTo(Settled.PUT_BACK);
        assertThat(shelf.settle(2, lease, new TaskResult.GivenUp())).isEqualTo(Settled.PUT_BACK);

        assertThat(shelf.item(run, "CONCAT_WS(' ', state, attempts)", 1)).isEqualTo("OUTSTANDING 0");
        assertThat(shelf.subject("CONCAT_WS(' ', state, killed_workers)", 1))
                .as("it is read by itself next time")
                .isEqualTo("WAITING 1");
        assertThat(shelf.subject("CONCAT_WS(' ', state, killed_workers)", 2)).isEqualTo("WAITING 1");

        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
        assertThat(shelf.subject("killed_workers", 1)).isEqualTo("0");
    }

    @Test
    void settlesTheItemsOfAllRunsThatOweASubject() {
        long first = shelf.listed("movies", shelf.listing(1), shelf.listing(2));
        long second = shelf.listed("tv", shelf.listing(2), shelf.listing(3));
        long lease = shelf.lease(2);

        shelf.settle(2, lease, new TaskResult.Found(shelf.page(2)));

        assertThat(shelf.item(first, "state", 2)).isEqualTo("CREATED");
        assertThat(shelf.item(second, "state", 2)).isEqualTo("CREATED");
        assertThat(shelf.progress(first).outstanding()).isEqualTo(1);
        assertThat(shelf.progress(second).outstanding()).isEqualTo(1);
    }

    @Test
    void countsAddUpAtEveryStep() {
        long run = shelf.listed(1, 2, 3, 4, 5);
        long lease = shelf.lease(1);
        shelf.suspectOften(3, lease);
        List<TaskResult> results = List.of(
                new TaskResult.Found(shelf.page(1)),
                new TaskResult.Gone("404"),
                new TaskResult.GivenUp(),
                new TaskResult.Failed(Reason.TRUNCATED, "", null),
                new TaskResult.PutBack(Duration.ZERO));

        for (int number = 1; number <= results.size(); number++) {
            shelf.settle(number, lease, results.get(number - 1));
            assertThat(shelf.progress(run).planned()).isEqualTo(5);
        }

        RunProgress progress = shelf.progress(run);
        assertThat(progress.listed()).isEqualTo(5);
        assertThat(List.of(progress.created(), progress.gone(), progress.failed(), progress.outstanding()))
                .containsExactly(1L, 1L, 1L, 2L);
    }

    private TaskSettler.Settlement found(long number, long lease) {
        return new TaskSettler.Settlement(shelf.id(number), lease, new TaskResult.Found(shelf.page(number)));
    }
}
