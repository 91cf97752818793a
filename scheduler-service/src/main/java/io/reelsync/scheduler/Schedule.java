package io.reelsync.scheduler;

import io.reelsync.run.CronTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When which feeds are read.
 *
 * @param lastFiring the firing time that was dealt with last
 */
record Schedule(String name, String source, List<String> feeds, CronTimes times, Instant lastFiring) {
    /**
     * The latest firing time since the last one; one alone, however many were missed. Found by halving the time since
     * then: a year of seconds costs some twenty-five questions to the cron expression.
     */
    Optional<Instant> owedAt(Instant now) {
        Optional<Instant> owed = next(lastFiring, now);
        if (owed.isEmpty()) {
            return owed;
        }
        // There is a firing at low, and none later than high.
        long low = owed.get().getEpochSecond();
        long high = now.getEpochSecond();
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<Instant> later = next(Instant.ofEpochSecond(middle), now);
            if (later.isPresent()) {
                owed = later;
                low = later.get().getEpochSecond();
            } else {
                high = middle;
            }
        }
        return owed;
    }

    private Optional<Instant> next(Instant after, Instant atLatest) {
        return times.next(after).filter(time -> !time.isAfter(atLatest));
    }
}
