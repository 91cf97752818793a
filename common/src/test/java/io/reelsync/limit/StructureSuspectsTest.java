package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.limit.StructureSuspects.Leave;
import io.reelsync.limit.StructureSuspects.Page;
import org.junit.jupiter.api.Test;

class StructureSuspectsTest {
    private final Installation installation = Installation.shared();
    private final StructureSuspects suspects = installation.bean(StructureSuspects.class);
    private final String source = Installation.newSource();
    private int titles;

    private Page newPage(String kind) {
        return page(kind, "page", ++titles);
    }

    private Page page(String kind, String route, int title) {
        return new Page(source, kind, route, String.valueOf(title));
    }

    private void pass(String kind, int pages) {
        for (int i = 0; i < pages; i++) {
            suspects.passed(newPage(kind), false);
        }
    }

    private int failUntilSuspected(String kind) {
        int pages = 0;
        while (suspects.of(source).isEmpty() && pages < 100) {
            suspects.failed(newPage(kind), "NO_STRUCTURE", "no block of facts");
            pages++;
        }
        return pages;
    }

    private void makeTrialsDue() {
        installation
                .sql()
                .sql("UPDATE structure_suspects SET next_trial_at = UTC_TIMESTAMP(3) WHERE source = ?")
                .param(source)
                .update();
    }

    @Test
    void aLayoutThatChangesStopsTheLineWithinADozenPages() {
        pass("movie", 200);

        assertThat(failUntilSuspected("movie")).isEqualTo(9);

        assertThat(suspects.of(source)).containsExactlyInAnyOrder("*", "movie");
        assertThat(suspects.heldBack(source)).containsExactlyInAnyOrder("*", "movie");
        assertThat(suspects.leaveFor(source, "tv")).isEqualTo(Leave.HELD_BACK);
        assertThat(suspects.leaveFor(source, null)).isEqualTo(Leave.HELD_BACK);
    }

    @Test
    void aKindWhosePagesFailAmongGoodOnesIsHeldBackAlone() {
        for (int i = 0; i < 20; i++) {
            pass("movie", 2);
            suspects.failed(newPage("tv"), "NO_STRUCTURE", "no block of facts");
        }

        assertThat(suspects.of(source)).containsExactly("tv");
        assertThat(suspects.leaveFor(source, "tv")).isEqualTo(Leave.HELD_BACK);
        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.GIVEN);
    }

    @Test
    void aFewBrokenPagesAreNoChangedLayout() {
        for (int i = 0; i < 30; i++) {
            pass("movie", 2);
            suspects.failed(newPage("movie"), "NO_STRUCTURE", "no block of facts");
        }

        assertThat(suspects.of(source)).isEmpty();
    }

    @Test
    void retriesOfAFewBrokenTitlesAmongGoodOnesAreNoChangedLayout() {
        pass("movie", 7);
        for (int attempt = 0; attempt < 10; attempt++) {
            for (int title = 101; title <= 103; title++) {
                suspects.failed(page("movie", "page", title), "TOO_FEW_LABELS", "two of them");
            }
        }

        assertThat(suspects.of(source)).isEmpty();
    }

    @Test
    void aTitleThatWasMendedCountsAsGood() {
        for (int title = 1; title <= 8; title++) {
            suspects.failed(page("movie", "page", title), "TRUNCATED", "cut");
            suspects.passed(page("movie", "page", title), false);
        }
        suspects.failed(newPage("movie"), "TRUNCATED", "cut");

        assertThat(suspects.of(source)).isEmpty();
    }

    @Test
    void aRouteWhosePagesAreGoodSaysNothingForAnother() {
        for (int title = 1; title <= 9; title++) {
            suspects.failed(page("movie", "page", title), "NO_STRUCTURE", "no block of facts");
            suspects.passed(page("movie", "json", title), false);
        }

        assertThat(suspects.of(source)).contains("movie");
    }

    @Test
    void oneTrialNowAndThenTellsWhetherItStillHolds() {
        failUntilSuspected("movie");
        makeTrialsDue();

        assertThat(suspects.heldBack(source)).isEmpty();
        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.TRIAL);
        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.HELD_BACK);

        suspects.passed(newPage("movie"), false);
        assertThat(suspects.of(source)).as("a page from before").isNotEmpty();
        suspects.passed(newPage("movie"), true);
        assertThat(suspects.of(source)).isEmpty();
        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.GIVEN);
    }

    @Test
    void trialsThatFailComeEverMoreRarely() {
        failUntilSuspected("movie");

        for (int seconds : new int[] {10, 20, 40}) {
            makeTrialsDue();
            assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.TRIAL);
            suspects.failed(newPage("movie"), "NO_STRUCTURE", "no block of facts");
            assertThat(secondsUntilTrial()).isBetween(seconds - 5, seconds);
        }

        makeTrialsDue();
        suspects.leaveFor(source, "movie");
        suspects.releaseTrial(source, "movie");
        assertThat(suspects.leaveFor(source, "movie"))
                .as("one that told nothing")
                .isEqualTo(Leave.TRIAL);
        assertThat(secondsUntilTrial()).isBetween(70, 80);
    }

    private int secondsUntilTrial() {
        return installation
                .sql()
                .sql("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), MIN(next_trial_at)) FROM structure_suspects"
                        + " WHERE source = ?")
                .param(source)
                .query(Integer.class)
                .single();
    }

    @Test
    void aTrialIsNotSpentWhereAnotherSuspicionForbidsIt() {
        failUntilSuspected("movie");
        installation
                .sql()
                .sql("UPDATE structure_suspects SET next_trial_at = UTC_TIMESTAMP(3) WHERE source = ? AND kind = '*'")
                .param(source)
                .update();

        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.HELD_BACK);
        assertThat(suspects.leaveFor(source, "tv")).isEqualTo(Leave.TRIAL);
    }

    @Test
    void anOperatorTrustsAKindAgain() {
        failUntilSuspected("movie");

        assertThat(suspects.trust(source, "movie")).isTrue();
        assertThat(suspects.trust(source, "movie")).isFalse();
        assertThat(suspects.of(source)).containsExactly("*");
    }
}
