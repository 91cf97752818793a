package io.reelsync.terminal;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a run says of itself, for people. */
final class RunText {
    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");

    private RunText() {}

    static boolean hasEnded(String state) {
        return ENDED.contains(state);
    }

    /** Which run, of what source, how it stands, how much is settled, and how long it will take. */
    static Object[] cells(JsonNode run) {
        return new Object[] {
            run.path("run_id").asString(),
            run.path("source").asString(),
            run.path("state").asString(),
            settled(run),
            timeLeft(run)
        };
    }

    static String progress(JsonNode run) {
        return String.format(
                Locale.ROOT,
                "%s: listed %d, settled %s, new %d, changed %d, failed %d",
                run.path("state").asString(),
                run.path("listed").asLong(),
                settled(run),
                run.path("created").asLong(),
                run.path("changed").asLong(),
                run.path("failed").asLong());
    }

    private static String settled(JsonNode run) {
        long planned = run.path("planned").asLong();
        return planned - run.path("outstanding").asLong() + " of " + planned;
    }

    private static String timeLeft(JsonNode run) {
        if (hasEnded(run.path("state").asString())) {
            return "";
        }
        return run.path("eta_seconds").isNumber()
                ? run.path("eta_seconds").asLong() + " s"
                : run.path("eta_unknown")
                        .asString("")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ')
                        .transform(why -> why.isEmpty() ? "" : "unknown (" + why + ")");
    }
}
