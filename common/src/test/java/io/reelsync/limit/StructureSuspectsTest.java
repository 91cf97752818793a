package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.limit.CircuitBreaker.Leave;
import io.reelsync.limit.CircuitBreaker.Scope;
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
            suspects.failed(newPage(kind), false, "NO_STRUCTURE", "no block of facts");
            pages++;
        }
        return pages;
    }

    private void makeProbesDue() {
        installation
                .sql()
                .sql("UPDATE circuit_breakers SET blocked_until = UTC_TIMESTAMP(3) WHERE source = ?")
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
            suspects.failed(newPage("tv"), false, "NO_STRUCTURE", "no block of facts");
        }

        assertThat(suspects.of(source)).containsExactly("tv");
        assertThat(suspects.leaveFor(source, "tv")).isEqualTo(Leave.HELD_BACK);
        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.GIVEN);
    }

    @Test
    void aFewBrokenPagesAreNoChangedLayout() {
        for (int i = 0; i < 30; i++) {
            pass("movie", 2);
            suspects.failed(newPage("movie"), false, "NO_STRUCTURE", "no block of facts");
        }

        assertThat(suspects.of(source)).isEmpty();
    }

    @Test
    void retriesOfAFewBrokenTitlesAmongGoodOnesAreNoChangedLayout() {
        pass("movie", 7);
        for (int attempt = 0; attempt < 10; attempt++) {
            for (int title = 101; title <= 103; title++) {
                suspects.failed(page("movie", "page", title), false, "TOO_FEW_LABELS", "two of them");
            }
        }

        assertThat(suspects.of(source)).isEmpty();
    }

    @Test
    void aTitleThatWasMendedCountsAsGood() {
        for (int title = 1; title <= 8; title++) {
            suspects.failed(page("movie", "page", title), false, "TRUNCATED", "cut");
            suspects.passed(page("movie", "page", title), false);
        }
        suspects.failed(newPage("movie"), false, "TRUNCATED", "cut");

        assertThat(suspects.of(source)).isEmpty();
    }

    @Test
    void aRouteWhosePagesAreGoodSaysNothingForAnother() {
        for (int title = 1; title <= 9; title++) {
            suspects.failed(page("movie", "page", title), false, "NO_STRUCTURE", "no block of facts");
            suspects.passed(page("movie", "json", title), false);
        }

        assertThat(suspects.of(source)).contains("movie");
    }

    @Test
    void oneProbeNowAndThenTellsWhetherItStillHolds() {
        failUntilSuspected("movie");
        makeProbesDue();

        assertThat(suspects.heldBack(source)).isEmpty();
        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.PROBE);
        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.HELD_BACK);

        suspects.passed(newPage("movie"), false);
        assertThat(suspects.of(source)).as("a page from before").isNotEmpty();
        suspects.passed(newPage("movie"), true);
        assertThat(suspects.of(source)).isEmpty();
        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.GIVEN);
    }

    @Test
    void probesThatFailComeEverMoreRarely() {
        failUntilSuspected("movie");
        assertThat(secondsUntilProbe()).isBetween(5, 10);

        for (int seconds : new int[] {20, 40, 80}) {
            makeProbesDue();
            assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.PROBE);
            suspects.failed(newPage("movie"), true, "NO_STRUCTURE", "no block of facts");
            assertThat(secondsUntilProbe()).isBetween(seconds - 5, seconds);
        }

        makeProbesDue();
        suspects.leaveFor(source, "movie");
        suspects.releaseProbe(source, "movie");
        assertThat(suspects.leaveFor(source, "movie"))
                .as("one that told nothing")
                .isEqualTo(Leave.PROBE);
        suspects.failed(newPage("movie"), true, "NO_STRUCTURE", "no block of facts");
        assertThat(secondsUntilProbe()).isBetween(155, 160);
    }

    @Test
    void aPageFromBeforeTheSuspicionMakesItLastNoLonger() {
        failUntilSuspected("movie");

        for (int page = 0; page < 40; page++) {
            suspects.failed(newPage("movie"), false, "NO_STRUCTURE", "no block of facts");
        }

        assertThat(installation.bean(CircuitBreaker.class).tripped(source, Scope.KIND))
                .hasSize(2)
                .allSatisfy(standing -> assertThat(standing.trips()).isEqualTo(1));
    }

    @Test
    void aSuspicionAfterOneThatHasEndedIsAFirstOne() {
        failUntilSuspected("movie");
        makeProbesDue();
        suspects.leaveFor(source, "movie");
        suspects.failed(newPage("movie"), true, "NO_STRUCTURE", "no block of facts");
        makeProbesDue();
        suspects.leaveFor(source, "movie");
        suspects.passed(newPage("movie"), true);

        failUntilSuspected("movie");

        assertThat(secondsUntilProbe()).isBetween(5, 10);
    }

    private int secondsUntilProbe() {
        return installation
                .sql()
                .sql("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), MIN(blocked_until)) FROM circuit_breakers"
                        + " WHERE source = ? AND reset_at IS NULL")
                .param(source)
                .query(Integer.class)
                .single();
    }

    @Test
    void aProbeIsNotSpentWhereAnotherSuspicionForbidsIt() {
        failUntilSuspected("movie");
        installation
                .sql()
                .sql("UPDATE circuit_breakers SET blocked_until = UTC_TIMESTAMP(3) WHERE source = ? AND name = '*'")
                .param(source)
                .update();

        assertThat(suspects.leaveFor(source, "movie")).isEqualTo(Leave.HELD_BACK);
        assertThat(suspects.leaveFor(source, "tv")).isEqualTo(Leave.PROBE);
    }

    @Test
    void anOperatorTrustsAKindAgain() {
        failUntilSuspected("movie");

        assertThat(suspects.trust(source, "movie")).isTrue();
        assertThat(suspects.trust(source, "movie")).isFalse();
        assertThat(suspects.of(source)).containsExactly("*");
    }
}
