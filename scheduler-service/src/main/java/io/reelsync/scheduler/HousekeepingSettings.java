package io.reelsync.scheduler;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long is kept what nothing needs any more.
 *
 * @param keepRuns how long runs are kept after their end, with their items, lists and firings
 * @param keepChanges how long a video's changes are kept
 * @param keepQuarantined how long answers that were not believed are kept
 * @param keepAudit how long the audit log is kept
 */
@Validated
@ConfigurationProperties("reelsync.housekeeping")
record HousekeepingSettings(
        @NotNull @DurationMin(seconds = 1) @DefaultValue("90d")
        Duration keepRuns,

        @NotNull @DurationMin(seconds = 1) @DefaultValue("365d")
        Duration keepChanges,

        @NotNull @DurationMin(seconds = 1) @DefaultValue("90d")
        Duration keepQuarantined,

        @NotNull @DurationMin(seconds = 1) @DefaultValue("365d")
        Duration keepAudit) {}
