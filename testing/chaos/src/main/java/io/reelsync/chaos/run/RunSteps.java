package io.reelsync.chaos.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Follows a run from look to look: its counts add up each time, and none ever goes back. */
final class RunSteps {
    private static final int MOST_TOLD = 5;

    private final List<String> violations = new ArrayList<>();
    private @Nullable RunSnapshot before;

    /** Compares a look with the one before. */
    void follow(RunSnapshot now) {
        long sum = now.count("outstanding") + now.settled();
        if (now.count("planned") != sum) {
            add(String.format(
                    Locale.ROOT,
                    "counts don't add up: planned %d, but its parts are %d in all: %s",
                    now.count("planned"),
                    sum,
                    now.counts()));
        }
        RunSnapshot earlier = before;
        if (earlier != null) {
            now.counts().forEach((name, count) -> {
                if (!name.equals("outstanding") && count < earlier.count(name)) {
                    add(String.format(
                            Locale.ROOT, "count %s went back from %d to %d", name, earlier.count(name), count));
                }
            });
            if (earlier.hasEnded() && !now.state().equals(earlier.state())) {
                add("the run had ended %s and is now %s".formatted(earlier.state(), now.state()));
            }
        }
        before = now;
    }

    private void add(String violation) {
        if (violations.size() < MOST_TOLD) {
            violations.add(violation);
        }
    }

    /** What was seen that can't be. */
    List<String> violations() {
        return List.copyOf(violations);
    }
}
