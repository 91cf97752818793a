package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import java.util.List;

/** Follows a run from look to look: no outcome is ever taken back, and nothing planned is ever forgotten. */
class RunSteps {
    private RunProgress before;

    RunProgress follow(RunProgress now) {
        if (before != null) {
            List<Long> earlier = outcomes(before);
            List<Long> later = outcomes(now);
            for (int i = 0; i < later.size(); i++) {
                assertThat(later.get(i)).as("%s after %s", now, before).isGreaterThanOrEqualTo(earlier.get(i));
            }
        }
        before = now;
        return now;
    }

    private static List<Long> outcomes(RunProgress run) {
        return List.of(
                run.listed(),
                run.planned(),
                run.created(),
                run.changed(),
                run.unchanged(),
                run.gone(),
                run.failed(),
                run.cancelled());
    }
}
