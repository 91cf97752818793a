package io.reelsync.worker.task;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why the broker put a task with the dead letters, as it says itself. */
enum DeadLetterCause {
    DELIVERY_LIMIT(
            "they were delivered again and again, and not because of what is in them: connections to the broker are"
                    + " cut, or workers end, while tasks are in hand"),
    EXPIRED("they expired in its queues, where they may wait for a minute and more: take away the message-ttl that a"
            + " policy sets for them"),
    MAXLEN("its queues dropped them: take away the max-length that a policy sets for them"),
    REJECTED("something that is no worker of ours rejected them"),
    UNKNOWN("it doesn't say why");

    private final String why;

    DeadLetterCause(String why) {
        this.why = why;
    }

    /** In words for a line of log, of several tasks. */
    String why() {
        return why;
    }

    /** @param deaths the header {@code x-death}, whose first entry is the last death; null where there is none */
    static DeadLetterCause of(@Nullable List<? extends Map<String, ?>> deaths) {
        if (deaths == null || deaths.isEmpty()) {
            return UNKNOWN;
        }
        return switch (String.valueOf(deaths.get(0).get("reason"))) {
            case "delivery_limit" -> DELIVERY_LIMIT;
            case "expired" -> EXPIRED;
            case "maxlen" -> MAXLEN;
            case "rejected" -> REJECTED;
            default -> UNKNOWN;
        };
    }
}
