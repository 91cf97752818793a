package io.reelsync.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.limit.Routes.Open;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final List<String> ROUTES = List.of("page", "json");

    private final Installation installation = Installation.shared();
    private final Routes routes = installation.bean(Routes.class);
    private final String source = Installation.newSource();

    private Duration challenged(String route) {
        return routes.pause(source, route, PauseReason.CHALLENGED, "a test for robots", null);
    }

    private void endPauses() {
        installation
                .sql()
                .sql("UPDATE source_pauses SET paused_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE source = ?")
                .param(source)
                .update();
    }

    @Test
    void takesTheFirstRouteThatIsOpen() {
        assertThat(routes.open(source, ROUTES)).contains(new Open("page", false));

        assertThat(challenged("page")).isEqualTo(Duration.ofMinutes(1));

        assertThat(routes.open(source, ROUTES)).contains(new Open("json", false));
        assertThat(routes.open(source, List.of("page"))).isEmpty();
        assertThat(routes.closedFor(source, ROUTES)).isZero();
        assertThat(routes.closedFor(source, List.of("page"))).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void aChallengedRouteLeavesTheSourceOpen() {
        challenged("page");

        assertThat(installation.bean(Pauses.class).remaining(source)).isEmpty();
        assertThat(installation.bean(Pauses.class).find(source)).isEmpty();
    }

    @Test
    void oneProbeTellsWhetherARouteIsOpenAgain() {
        challenged("page");
        endPauses();

        assertThat(routes.open(source, ROUTES)).contains(new Open("page", true));
        assertThat(routes.open(source, ROUTES)).as("while it is probed").contains(new Open("json", false));

        routes.answered(source, "page");
        assertThat(routes.open(source, ROUTES)).contains(new Open("page", false));
    }

    @Test
    void aProbeThatToldNothingIsFollowedByAnother() {
        challenged("page");
        endPauses();
        routes.open(source, ROUTES);

        routes.releaseProbe(source, "page");

        assertThat(routes.open(source, ROUTES)).contains(new Open("page", true));
    }

    @Test
    void eachFurtherChallengeDoublesThePause() {
        challenged("page");
        endPauses();
        assertThat(challenged("page")).isEqualTo(Duration.ofMinutes(2));
        endPauses();
        assertThat(challenged("page")).isEqualTo(Duration.ofMinutes(4));
        assertThat(challenged("json")).isEqualTo(Duration.ofMinutes(1));
    }
}
