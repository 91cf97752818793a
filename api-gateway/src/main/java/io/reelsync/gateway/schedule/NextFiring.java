package io.reelsync.gateway.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When a schedule fires next. */
@Component
public class NextFiring {
    private final StoredSchedules schedules;
    private final Clock clock;

    NextFiring(StoredSchedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    /** The first firing of all schedules that are enabled; empty where there is none. */
    public Optional<Instant> first() {
        Instant now = clock.instant();
        return schedules.enabled().stream()
                .flatMap(schedule -> schedule.firings(now, 1).stream())
                .min(Comparator.naturalOrder());
    }
}
