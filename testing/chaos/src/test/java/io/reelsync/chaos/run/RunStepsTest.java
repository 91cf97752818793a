package io.reelsync.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts that can't be are seen. */
class RunStepsTest {
    private final RunSteps steps = new RunSteps();

    @Test
    void acceptsARunThatGoesOn() {
        steps.follow(look("RUNNING", 0, 0));
        steps.follow(look("RUNNING", 5, 5));
        steps.follow(look("RUNNING", 5, 3));
        steps.follow(look("COMPLETED", 5, 0));

        assertThat(steps.violations()).isEmpty();
    }

    @Test
    void seesCountsThatDoNotAddUp() {
        Map<String, Long> counts = new LinkedHashMap<>(look("RUNNING", 5, 3).counts());
        counts.put("outstanding", 2L);

        steps.follow(new RunSnapshot("RUNNING", counts));

        assertThat(steps.violations()).singleElement().asString().startsWith("counts don't add up: planned 5");
    }

    @Test
    void seesAnOutcomeThatIsTakenBack() {
        steps.follow(look("RUNNING", 5, 2));
        steps.follow(look("RUNNING", 5, 3));

        assertThat(steps.violations()).containsExactly("count created went back from 3 to 2");
    }

    @Test
    void seesARunThatGoesOnAfterItsEnd() {
        steps.follow(look("COMPLETED", 5, 0));
        steps.follow(look("RUNNING", 5, 0));

        assertThat(steps.violations()).containsExactly("the run had ended COMPLETED and is now RUNNING");
    }

    private static RunSnapshot look(String state, long planned, long outstanding) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("listed", planned);
        counts.put("planned", planned);
        counts.put("outstanding", outstanding);
        counts.put("created", planned - outstanding);
        return new RunSnapshot(state, counts);
    }
}
