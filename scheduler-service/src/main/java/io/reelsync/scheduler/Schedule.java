package io.reelsync.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * When which feeds are read.
 *
 * @param lastFiring the firing time that was dealt with last
 */
record Schedule(String name, String source, List<String> feeds, CronExpression cron, ZoneId zone, Instant lastFiring) {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

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
        ZonedDateTime next = cron.next(after.atZone(zone));
        // Where clocks are set back by half an hour the expression answers with the time that it was asked for.
        for (Instant from = after; next != null && !next.toInstant().isAfter(after) && from.isBefore(atLatest); ) {
            from = from.plus(HALF_AN_HOUR);
            next = cron.next(from.atZone(zone));
        }
        return Optional.ofNullable(next)
                .map(ZonedDateTime::toInstant)
                .filter(time -> time.isAfter(after) && !time.isAfter(atLatest));
    }
}
