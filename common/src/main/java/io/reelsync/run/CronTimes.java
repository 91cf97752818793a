package io.reelsync.run;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/** The times at which a schedule fires: a cron expression of six fields, seconds first, in a time zone. */
public record CronTimes(CronExpression cron, ZoneId zone) {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    /** Enough for each change of a clock that there was; a bound, so that no expression can hold us up. */
    private static final int MOST_STEPS = 100;

    /**
     * @throws IllegalArgumentException where it is no cron expression, or one that never fires
     * @throws DateTimeException where there is no such zone
     */
    public static CronTimes parse(String cron, String zone) {
        return new CronTimes(CronExpression.parse(cron), ZoneId.of(zone));
    }

    /** The first firing time after that one; empty where there is none any more. */
    public Optional<Instant> next(Instant after) {
        ZonedDateTime next = cron.next(after.atZone(zone));
        // Where clocks are set back by half an hour the expression answers with the time that it was asked for.
        Instant from = after;
        for (int step = 0; next != null && !next.toInstant().isAfter(after) && step < MOST_STEPS; step++) {
            from = from.plus(HALF_AN_HOUR);
            next = cron.next(from.atZone(zone));
        }
        return Optional.ofNullable(next).map(ZonedDateTime::toInstant).filter(time -> time.isAfter(after));
    }

    /** The next firing times, as many as there are up to that number. */
    public List<Instant> next(Instant after, int count) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = next(after);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = next(next.get());
        }
        return times;
    }
}
