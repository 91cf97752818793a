package io.reelsync.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.AopTestUtils;

class ScheduleTriggerTest {
    private static final String EVERY_SECOND = "* * * * * *";
    private static final String LONG_AGO = "UTC_TIMESTAMP(3) - INTERVAL 2 YEAR";

    private final SchedulerUnderTest scheduler = new SchedulerUnderTest(Map.of());
    private final ScheduleTrigger scheduleTrigger = AopTestUtils.getTargetObject(scheduler.bean(ScheduleTrigger.class));

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void makesUpTwoYearsOfMissedSecondsOnceAndWritesTheFiringDown() {
        scheduler.addSchedule("each-second", "movies", EVERY_SECOND, "UTC", LONG_AGO);

        scheduleTrigger.fireAllOwed();

        assertThat(scheduler.count("sync_runs")).isEqualTo(1);
        assertThat(scheduler.number("""
                        SELECT COUNT(*) FROM schedule_firings f JOIN sync_runs r ON r.id = f.run_id
                        WHERE f.schedule = 'each-second' AND f.firing_at = r.firing_at AND NOT f.already_running
                            AND f.firing_at > UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE""")).isEqualTo(1);
    }

    @Test
    void writesAFiringDownThatFoundARunOfTheSameFeedsActive() {
        scheduler.addSchedule("one", "movies", EVERY_SECOND, "UTC", LONG_AGO);
        scheduler.addSchedule("other", "movies", EVERY_SECOND, "UTC", LONG_AGO);

        scheduleTrigger.fireAllOwed();

        assertThat(scheduler.count("sync_runs")).isEqualTo(1);
        assertThat(scheduler.count("schedule_firings")).isEqualTo(2);
        assertThat(scheduler.number("SELECT COUNT(DISTINCT run_id) FROM schedule_firings"))
                .isEqualTo(1);
        assertThat(scheduler.number("SELECT COUNT(*) FROM schedule_firings WHERE already_running"))
                .isEqualTo(1);
    }

    @Test
    void goesOnWithTheOthersWhereARowIsWrong() {
        scheduler.addSchedule("a-cron", "movies", "every day", "UTC", LONG_AGO);
        scheduler.addSchedule("b-zone", "movies", EVERY_SECOND, "Middle/Earth", LONG_AGO);
        scheduler.addSchedule("c-good", "tv", EVERY_SECOND, "UTC", LONG_AGO);
        scheduler
                .sql()
                .sql("UPDATE schedules SET source = 'nowhere' WHERE name = 'b-zone'")
                .update();

        scheduleTrigger.fireAllOwed();

        assertThat(scheduler
                        .sql()
                        .sql("SELECT schedule FROM schedule_firings")
                        .query(String.class)
                        .list())
                .containsExactly("c-good");
    }

    @Test
    void firesNoSoonerThanTheDatabasesClockSays() {
        scheduler.addSchedule("hourly", "movies", "0 0 * * * *", "UTC", "UTC_TIMESTAMP(3)");

        scheduleTrigger.fireAllOwed();

        assertThat(scheduler.count("sync_runs")).isZero();
    }
}
