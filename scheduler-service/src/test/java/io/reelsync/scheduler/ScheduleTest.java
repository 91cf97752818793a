package io.reelsync.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.CronTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

    @Test
    void owesNothingBeforeTheNextFiringTimeAndOneFromItOn() {
        Schedule everyEightHours = schedule("0 0 */8 * * *", "UTC", NOON);

        assertThat(everyEightHours.owedAt(NOON)).isEmpty();
        assertThat(everyEightHours.owedAt(Instant.parse("2026-06-15T15:59:59.999Z")))
                .isEmpty();
        assertThat(everyEightHours.owedAt(Instant.parse("2026-06-15T16:00:00Z")))
                .contains(Instant.parse("2026-06-15T16:00:00Z"));
    }

    @Test
    void owesTheLatestOfManyThatWereMissed() {
        assertThat(schedule("0 0 */8 * * *", "UTC", NOON).owedAt(NOON.plus(Duration.ofDays(30))))
                .contains(Instant.parse("2026-07-15T08:00:00Z"));
    }

    @Test
    @Timeout(5)
    void yearsOfMissedSecondsTakeNoTime() {
        Instant now = NOON.plusMillis(500);

        assertThat(schedule("* * * * * *", "Asia/Shanghai", NOON.minus(Duration.ofDays(3650)))
                        .owedAt(now))
                .contains(NOON);
        // Many firings together, and then none for long.
        assertThat(schedule("* * * 1 1 *", "UTC", NOON.minus(Duration.ofDays(3650)))
                        .owedAt(now))
                .contains(Instant.parse("2026-01-01T23:59:59Z"));
    }

    @Test
    @Timeout(5)
    void owesNothingWhereTheDateNeverComes() {
        assertThat(schedule("0 0 0 30 2 *", "UTC", NOON.minus(Duration.ofDays(3650)))
                        .owedAt(NOON))
                .isEmpty();
    }

    @Test
    void owesNothingWhereTheLastFiringIsYetToCome() {
        assertThat(schedule("* * * * * *", "UTC", NOON.plusSeconds(1)).owedAt(NOON))
                .isEmpty();
    }

    @Test
    void passesOverATimeThatTheClocksLeaveOut() {
        Schedule daily = schedule("0 30 2 * * *", "America/New_York", Instant.parse("2026-03-07T07:30:00Z"));

        assertThat(daily.owedAt(Instant.parse("2026-03-08T23:00:00Z"))).isEmpty();
        assertThat(daily.owedAt(Instant.parse("2026-03-09T06:30:00Z"))).contains(Instant.parse("2026-03-09T06:30:00Z"));
    }

    @Test
    void firesTwiceAtATimeThatComesTwice() {
        String cron = "0 30 1 * * *";
        Instant first = Instant.parse("2026-11-01T05:30:00Z");
        Instant second = Instant.parse("2026-11-01T06:30:00Z");

        assertThat(schedule(cron, "America/New_York", first.minusSeconds(1)).owedAt(first))
                .contains(first);
        assertThat(schedule(cron, "America/New_York", first).owedAt(second.minusSeconds(1)))
                .isEmpty();
        assertThat(schedule(cron, "America/New_York", first).owedAt(second)).contains(second);
        assertThat(schedule(cron, "America/New_York", second).owedAt(second.plusSeconds(3600)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-08", "2026-11-01"})
    void firesEachHourThatPassesWhereTheClocksChange(String day) {
        Instant start = Instant.parse(day + "T04:00:00Z");
        Schedule hourly = schedule("0 0 * * * *", "America/New_York", start);

        for (int hours = 1; hours <= 6; hours++) {
            Instant hour = start.plus(Duration.ofHours(hours));
            assertThat(hourly.owedAt(hour.plusSeconds(59))).contains(hour);
        }
    }

    /** The long way round: every firing that was missed, one by one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 */7 * * * *   | America/New_York",
                "0 30 2 * * *    | America/New_York",
                "0 30 1,2 * * *  | America/New_York",
                "0 15 2 * * SUN  | Europe/Berlin",
                "0 0 0 * * *     | America/Santiago",
                "0 0 0 L * *     | Asia/Shanghai",
                "0 0 9 * * MON#1 | UTC",
                "0 0 12 29 2 *   | UTC"
            })
    void findsWhatCountingOneByOneFinds(String cron, String zone) {
        for (String from : List.of("2026-03-07T13:17:00Z", "2026-10-24T01:02:03.004Z", "2024-02-01T00:00:00Z")) {
            Instant last = Instant.parse(from);
            Schedule schedule = schedule(cron, zone, last);
            for (int hours = 0; hours < 24 * 60; hours += 5) {
                Instant now = last.plus(Duration.ofMinutes(hours * 60L + 13));
                assertThat(schedule.owedAt(now))
                        .as("%s in %s from %s to %s", cron, zone, last, now)
                        .isEqualTo(oneByOne(schedule, now));
            }
        }
    }

    @Test
    void goesOnWhereClocksAreSetBackByHalfAnHour() {
        Instant firing = Instant.parse("2026-04-04T14:10:00Z");
        Schedule schedule = schedule("0 10 1-2 * * *", "Australia/Lord_Howe", firing);

        assertThat(schedule.owedAt(firing.plusSeconds(60))).isEmpty();
        assertThat(schedule.owedAt(Instant.parse("2026-04-06T00:00:00Z")))
                .contains(Instant.parse("2026-04-05T15:40:00Z"));
    }

    private static Optional<Instant> oneByOne(Schedule schedule, Instant now) {
        Optional<Instant> owed = Optional.empty();
        for (ZonedDateTime next = schedule.times()
                        .cron()
                        .next(schedule.lastFiring().atZone(schedule.times().zone()));
                next != null && !next.toInstant().isAfter(now);
                next = schedule.times().cron().next(next)) {
            owed = Optional.of(next.toInstant());
        }
        return owed;
    }

    private static Schedule schedule(String cron, String zone, Instant lastFiring) {
        return new Schedule("nightly", "douban", List.of("movies"), CronTimes.parse(cron, zone), lastFiring);
    }
}
