package io.reelsync.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunFeeds.Reading;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import io.reelsync.source.Kind;
import io.reelsync.source.ListPage;
import io.reelsync.source.Reason;
import io.reelsync.source.VideoFacts;
import io.reelsync.worker.TaskResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ListPageWriterTest {
    private final Shelf shelf = new Shelf();

    @Test
    void newTitlesAreStoredAtOnceAndOwed() {
        long run = shelf.listed("anime", shelf.listing(1, "新番", Kind.ANIME, "9.1"));

        assertThat(shelf.video("CONCAT_WS(' ', title, type, score, votes, cover_url)", 1))
                .isEqualTo("新番 anime 9.1 100 https://img.example/1.jpg");
        assertThat(shelf.subject("CONCAT_WS(' ', title, state, priority)", 1)).isEqualTo("新番 WAITING 2");
        assertThat(shelf.subject("due_at <= UTC_TIMESTAMP(3) AND detailed_at IS NULL", 1))
                .isEqualTo("1");
        assertThat(shelf.item(run, "state", 1)).isEqualTo("OUTSTANDING");
        assertThat(shelf.changes(1)).isEmpty();
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L);
    }

    @Test
    void freshTitlesOweNothingAndTakeWhatMovesFromTheList() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));

        long run = shelf.listed("tv", shelf.listing(1, "Title 1, shortened", Kind.TV, "8.8"));

        assertThat(shelf.item(run, "state", 1)).isEqualTo("FRESH");
        assertThat(shelf.progress(run).listed()).isEqualTo(1);
        assertThat(shelf.progress(run).planned()).isZero();
        assertThat(shelf.video("CONCAT_WS(' ', title, type, score, votes, cover_url)", 1))
                .isEqualTo("Title 1 movie 8.8 100 https://img.example/1.jpg");
        assertThat(shelf.changes(1))
                .containsExactly(
                        "cover_url: https://img.example/page-1.jpg -> https://img.example/1.jpg",
                        "score: 8.1 -> 8.8",
                        "votes: 1234 -> 100");
        assertThat(shelf.leaseAll()).isEmpty();
    }

    @Test
    void titlesThatAreDueForAnotherLookAreOwed() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));
        shelf.makeDue(1);

        long run = shelf.listed("tv", shelf.listing(1));

        assertThat(shelf.item(run, "state", 1)).isEqualTo("OUTSTANDING");
        assertThat(shelf.subject("CONCAT_WS(' ', state, priority)", 1)).isEqualTo("WAITING 3");
    }

    @Test
    void deadTitlesStayDeadAndAreNotOwed() {
        shelf.listed(1);
        long lease = shelf.lease(1);
        shelf.suspectOften(1, lease);
        shelf.settle(1, lease, new TaskResult.GivenUp());

        long run = shelf.listed("tv", shelf.listing(1));

        assertThat(shelf.item(run, "state", 1)).isEqualTo("FRESH");
        assertThat(shelf.subject("CONCAT_WS(' ', state, reason)", 1)).isEqualTo("DEAD KILLED_WORKER");
        assertThat(shelf.leaseAll()).isEmpty();
    }

    @Test
    void titlesThatWereGoneBeforeTheyWereDetailedAreLookedForAgain() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Gone("404"));

        long run = shelf.listed("tv", shelf.listing(1));

        assertThat(shelf.item(run, "state", 1)).isEqualTo("OUTSTANDING");
        assertThat(shelf.leaseAll()).containsOnlyKeys(1L);
    }

    @Test
    void titlesInHandAreOwedByThisRunTooAndStayInHand() {
        shelf.listed(1);
        long lease = shelf.lease(1);

        long run = shelf.listed("tv", shelf.listing(1));

        assertThat(shelf.item(run, "state", 1)).isEqualTo("OUTSTANDING");
        assertThat(shelf.subject("CONCAT_WS(' ', state, lease)", 1)).isEqualTo("LEASED " + lease);
        assertThat(shelf.settle(1, lease, new TaskResult.Found(shelf.page(1)))).isEqualTo(Settled.CREATED);
        assertThat(shelf.item(run, "state", 1)).isEqualTo("CREATED");
    }

    @Test
    void titlesThatFailedKeepTheDueTimeOfTheirBackoff() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Failed(Reason.BAD_STATUS, "503", Duration.ofHours(1)));

        long run = shelf.listed("tv", shelf.listing(1));

        assertThat(shelf.item(run, "state", 1)).isEqualTo("OUTSTANDING");
        assertThat(shelf.subject("due_at > UTC_TIMESTAMP(3) + INTERVAL 50 MINUTE", 1))
                .isEqualTo("1");
    }

    @Test
    void pageThatComesTwiceIsDropped() {
        long run = shelf.run(200, "movies");
        long lease = shelf.leaseFeed(run);

        assertThat(shelf.store(run, "movies", lease, 0, 150, titles(1, 100)))
                .contains(new Reading("100", 100, 200, 1, 0, 0));
        assertThat(shelf.store(run, "movies", lease, 0, 150, titles(101, 200))).isEmpty();

        assertThat(shelf.progress(run).listed()).isEqualTo(100);
        assertThat(shelf.videos()).isEqualTo(100);
    }

    @Test
    void pageOfAReaderThatLostItsLeaseIsDropped() {
        long run = shelf.run(100, "movies");
        long lease = shelf.leaseFeed(run);

        assertThat(shelf.store(run, "movies", lease + 1, 0, 100, titles(1, 100)))
                .isEmpty();
        shelf.sql()
                .sql("UPDATE sync_run_feeds SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE run_id = ?")
                .param(run)
                .update();
        assertThat(shelf.store(run, "movies", lease, 0, 100, titles(1, 100))).isEmpty();

        assertThat(shelf.videos()).isZero();
        assertThat(shelf.leaseFeed(run)).isNotEqualTo(lease);
    }

    @Test
    void readsPageByPageToTheWantedSizeAndNoFurther() {
        long run = shelf.run(250, "movies");
        long lease = shelf.leaseFeed(run);

        assertThat(shelf.store(run, "movies", lease, 0, 500, titles(1, 100)))
                .contains(new Reading("100", 100, 250, 1, 0, 0));
        assertThat(shelf.store(run, "movies", lease, 100, 500, titles(101, 200)))
                .contains(new Reading("200", 200, 250, 2, 0, 0));
        assertThat(shelf.bean(SyncRuns.class).finishIfNothingIsOwed(run)).isEmpty();
        Reading last =
                shelf.store(run, "movies", lease, 200, 500, titles(201, 300)).orElseThrow();

        assertThat(last).isEqualTo(new Reading(null, 250, 250, 3, 0, 0));
        assertThat(last.complete()).isTrue();
        assertThat(shelf.progress(run).listed()).isEqualTo(250);
        assertThat(shelf.progress(run).outstanding()).isEqualTo(250);
        assertThat(shelf.store(run, "movies", lease, 250, 500, titles(301, 400)))
                .isEmpty();
    }

    @Test
    void listThatIsShorterThanWantedEndsTheFeed() {
        long run = shelf.run(250, "movies");
        long lease = shelf.leaseFeed(run);

        shelf.store(run, "movies", lease, 0, 130, titles(1, 100));
        Reading last =
                shelf.store(run, "movies", lease, 100, 130, titles(101, 130)).orElseThrow();

        assertThat(last.complete()).isTrue();
        assertThat(shelf.progress(run).listed()).isEqualTo(130);
    }

    @Test
    void emptyPageEndsAFeedWhoseLengthTheSourceDoesNotTell() {
        long run = shelf.run(250, "movies");
        long lease = shelf.leaseFeed(run);

        assertThat(shelf.store(run, "movies", lease, 0, 0, titles(1, 100))
                        .orElseThrow()
                        .complete())
                .isFalse();
        assertThat(shelf.store(run, "movies", lease, 100, 0).orElseThrow().complete())
                .isTrue();
    }

    @Test
    void goesOnByTheSourcesCursorWhateverTheRowsOfAPageHold() {
        long run = shelf.run(3, "movies");
        long lease = shelf.leaseFeed(run);

        assertThat(shelf.store(run, "movies", lease, null, page(20, "after ads", shelf.listing(1))))
                .contains(new Reading("after ads", 1, 3, 1, 0, 0));
        assertThat(shelf.store(run, "movies", lease, "after ads", page(20, "third")))
                .contains(new Reading("third", 1, 3, 2, 0, 0));
        assertThat(shelf.store(run, "movies", lease, "after ads", page(20, "third", shelf.listing(2))))
                .isEmpty();
        assertThat(shelf.store(run, "movies", lease, "third", page(20, "fourth", titles(3, 9)))
                        .orElseThrow()
                        .complete())
                .isTrue();
        assertThat(shelf.progress(run).listed()).isEqualTo(3);
    }

    @Test
    void pageThatNamesItselfAsTheNextEndsTheFeed() {
        long run = shelf.run(250, "movies");
        long lease = shelf.leaseFeed(run);

        assertThat(shelf.store(run, "movies", lease, null, page(2, "2", titles(1, 2)))
                        .orElseThrow()
                        .complete())
                .isFalse();
        assertThat(shelf.store(run, "movies", lease, "2", page(2, "2", titles(1, 2)))
                        .orElseThrow()
                        .complete())
                .isTrue();
    }

    @Test
    void pagesWithoutTitlesEndAtLastHoweverTheirCursorsMove() {
        long run = shelf.run(5, "movies");
        long lease = shelf.leaseFeed(run);

        Reading reading = shelf.store(run, "movies", lease, null, page(20, "0", shelf.listing(1)))
                .orElseThrow();
        while (!reading.complete()) {
            assertThat(reading.pages()).isLessThan(50);
            reading = shelf.store(run, "movies", lease, reading.cursor(), page(20, String.valueOf(reading.pages())))
                    .orElseThrow();
        }

        assertThat(shelf.progress(run).listed()).isEqualTo(1);
    }

    @Test
    void titleThatAPageNamesTwiceIsOneItem() {
        long run = shelf.listed("movies", shelf.listing(1), shelf.listing(1), shelf.listing(2));

        assertThat(shelf.progress(run).listed()).isEqualTo(2);
        assertThat(shelf.videos()).isEqualTo(2);
    }

    @Test
    void runOfFreshTitlesAloneIsCompleteOnceItIsRead() {
        shelf.listed(1);
        shelf.settleNow(1, new TaskResult.Found(shelf.page(1)));

        long run = shelf.listed("tv", shelf.listing(1));

        assertThat(shelf.bean(SyncRuns.class).finishIfNothingIsOwed(run)).contains(RunState.COMPLETED);
    }

    private static ListPage page(int rows, String next, VideoFacts... titles) {
        return new ListPage(List.of(titles), rows, 0, next);
    }

    private VideoFacts[] titles(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(shelf::listing).toArray(VideoFacts[]::new);
    }
}
