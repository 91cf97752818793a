package io.reelsync.scheduler;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.ZoneId;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.validation.annotation.Validated;

/**
 * How tasks are handed out.
 *
 * @param leaseAtMostFor how long a task may be worked on before it is due again: what a lost message or worker costs
 * @param lockAtMostFor how long a scheduler that died in the middle of its work keeps the others from it: what its
 *     death costs until the next task is handed out
 * @param window for how long the tasks in hand should last at the source's rate; short, so that priorities, pauses and
 *     cancellations act soon. Beyond 500 tasks for a few seconds alone
 * @param largestWindow the most tasks in hand per source, however fast it is
 * @param cron when the default schedule fires: seconds, minutes, hours, days, months, weekdays. Read only when that
 *     schedule is made
 * @param zone the time zone in which the default schedule fires; read then too
 * @param scheduled whether schedules fire here, and the default one is made where the database has none of its name
 */
@Validated
@ConfigurationProperties("reelsync.scheduler")
public record SchedulerSettings(
        @NotNull @DefaultValue("5m") Duration leaseAtMostFor,

        @NotNull @DurationMin(seconds = 1) @DefaultValue("10s")
        Duration lockAtMostFor,

        @NotNull @DefaultValue("1m") Duration window,
        @Min(1) @Max(10_000) @DefaultValue("5000") int largestWindow,
        @NotNull @DefaultValue("0 0 */8 * * *") String cron,
        @NotNull @DefaultValue("Asia/Shanghai") String zone,
        @DefaultValue("true") boolean scheduled) {

    /** @throws IllegalArgumentException where the default schedule could never be read */
    public SchedulerSettings {
        CronExpression.parse(cron);
        ZoneId.of(zone);
    }
}
