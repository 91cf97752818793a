package io.reelsync.gateway.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing moves, or something doesn't.
 *
 * @param source null where it holds for all
 * @param since null where that isn't known
 * @param until when it ends by itself; null where it doesn't, or nobody knows
 * @param detail what the code leaves open: a server, a feed with what it said, a kind, another run
 * @param runId null where it holds for all
 */
record Reason(
        Code code,
        @Nullable String source,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String detail,
        @Nullable String runId) {

    /** What it is, from what stops all to what stops the least. */
    enum Code {
        /** A server that everything waits for doesn't answer, or takes no writes. */
        SERVER_AWAY,
        /** No scheduler is alive: nothing is handed out. */
        NO_SCHEDULER,
        /** No worker is alive: nothing is asked for. */
        NO_WORKER,
        /** A source has refused us and is left alone. */
        SOURCE_PAUSED,
        /** Pages of a kind have lost their structure; none is asked for but a probe now and then. */
        STRUCTURE_SUSPECTED,
        /** A list could not be read. */
        LIST_FAILED,
        /** A person holds a run. */
        RUN_PAUSED,
        /** All permits go to another run. */
        WAITING_FOR_PERMITS,
        /** All that is owed has failed before, and is tried again later. */
        WAITING_FOR_RETRY,
        /** Nothing was asked for. */
        NO_RUN;

        /** Whether nothing at all moves while it lasts, at its source if it has one. */
        boolean stopsAll() {
            return compareTo(SOURCE_PAUSED) <= 0;
        }
    }

    static Reason of(Code code, @Nullable String detail) {
        return new Reason(code, null, null, null, detail, null);
    }
}
