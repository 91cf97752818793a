package io.reelsync.terminal;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Why nothing moves, in words. */
final class Reasons {
    private Reasons() {}

    static String text(JsonNode reason) {
        String source = reason.path("source").asString("");
        String detail = reason.path("detail").asString("");
        String run = reason.path("run_id").asString("");
        String left = left(reason.path("until"));
        return switch (reason.path("code").asString()) {
            case "SERVER_AWAY" -> "Everything waits for a server: " + detail;
            case "NO_SCHEDULER" -> "No scheduler is running: nothing is handed out";
            case "NO_WORKER" -> "No worker is running: nothing is fetched";
            case "SOURCE_PAUSED" -> source + " is left alone for " + left + ": " + detail;
            case "STRUCTURE_SUSPECTED" ->
                source + ": pages seem to have a changed structure, and nothing of their kind is stored (" + detail
                        + ")";
            case "LIST_FAILED" ->
                source + ": a list could not be read: " + detail
                        + (reason.path("until").isNull() ? "" : "; tried again in " + left);
            case "RUN_PAUSED" -> "Run " + run + " is paused: ./reelsync resume " + run;
            case "WAITING_FOR_PERMITS" -> "Run " + run + " waits: all requests to " + source + " go to " + detail;
            case "WAITING_FOR_RETRY" ->
                "Run " + run + ": what is left at " + source + " has failed before, and is tried again in " + left;
            case "NO_RUN" ->
                reason.path("until").isNull()
                        ? "Nothing was asked for"
                        : "Nothing was asked for; the next scheduled run is in " + left;
            default -> reason.path("code").asString() + " " + detail;
        };
    }

    private static String left(JsonNode until) {
        if (until.isNull()) {
            return "a while";
        }
        Duration left = Duration.between(Instant.now(), Instant.parse(until.asString()));
        long seconds = Math.max(1, left.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
