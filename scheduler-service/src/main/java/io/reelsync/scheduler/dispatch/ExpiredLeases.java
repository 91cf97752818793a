package io.reelsync.scheduler.dispatch;

import io.reelsync.catalog.Subjects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends the leases of subjects whose time is over, and logs how many there were. */
@Component
class ExpiredLeases {
    private static final Logger log = LoggerFactory.getLogger(ExpiredLeases.class);
    private static final Duration LOG_EVERY = Duration.ofMinutes(1);

    private final Subjects subjects;
    private final Clock clock;
    private int expired;
    private Instant logNextAt = Instant.MIN;

    ExpiredLeases(Subjects subjects, Clock clock) {
        this.subjects = subjects;
        this.clock = clock;
    }

    /** Logs at once, and then at most once a minute: while a server is away, leases end tick by tick. */
    void end() {
        expired += subjects.endOldLeases();
        if (expired > 0 && clock.instant().isAfter(logNextAt)) {
            log.warn("{} leases expired without a result from their workers; their tasks are due again", expired);
            expired = 0;
            logNextAt = clock.instant().plus(LOG_EVERY);
        }
    }
}
