package io.reelsync.gateway.schedule;

import io.reelsync.database.DatabaseTime;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes or changes a schedule. */
@Component
class ScheduleService {
    private final StoredSchedules schedules;
    private final DatabaseTime time;
    private final TransactionTemplate transaction;

    ScheduleService(StoredSchedules schedules, DatabaseTime time, TransactionTemplate transaction) {
        this.schedules = schedules;
        this.time = time;
        this.transaction = transaction;
    }

    void set(String name, ScheduleRequest wanted) {
        try {
            transaction.executeWithoutResult(status -> write(name, wanted));
        } catch (DuplicateKeyException madeMeanwhile) {
            // By somebody else, after we had found none of that name: now there is one to change.
            transaction.executeWithoutResult(status -> write(name, wanted));
        }
    }

    /** If its times are others, or it is enabled again, it fires from now on and makes nothing up. */
    private void write(String name, ScheduleRequest wanted) {
        Optional<StoredSchedule> there = schedules.findLocked(name);
        LocalDateTime now = time.now();
        there.ifPresentOrElse(
                schedule -> schedules.change(name, wanted, schedule.goesOnAs(wanted) ? null : now, now),
                () -> schedules.add(name, wanted, now));
    }
}
