package io.reelsync.worker.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says that tasks come back from the broker and why: at once, and then at most once a minute with how many did. */
@Component
class ReturnedTaskReporter {
    private static final Logger log = LoggerFactory.getLogger(ReturnedTaskReporter.class);
    private static final Duration TELL_EVERY = Duration.ofMinutes(1);

    private final Map<DeadLetterCause, Integer> untold = new EnumMap<>(DeadLetterCause.class);
    private final Map<DeadLetterCause, Instant> logNextAt = new EnumMap<>(DeadLetterCause.class);
    private final Clock clock;

    ReturnedTaskReporter(Clock clock) {
        this.clock = clock;
    }

    synchronized void note(DeadLetterCause cause) {
        untold.merge(cause, 1, Integer::sum);
        Instant now = clock.instant();
        if (now.isBefore(logNextAt.getOrDefault(cause, Instant.MIN))) {
            return;
        }
        int tasks = Objects.requireNonNull(untold.remove(cause));
        logNextAt.put(cause, now.plus(TELL_EVERY));
        log.warn(
                "{} {} from the broker: {}. What they ask for is due again at once, and no attempt is spent",
                tasks,
                tasks == 1 ? "task came back" : "tasks came back",
                cause.why());
    }
}
