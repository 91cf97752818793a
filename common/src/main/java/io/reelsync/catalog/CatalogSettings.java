package io.reelsync.catalog;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** How often details are looked at again, how often a failure is tried again, and what is kept of raw pages. */
@Validated
@ConfigurationProperties("reelsync.catalog")
public record CatalogSettings(
        @Valid @DefaultValue Refresh refresh,
        @Valid @DefaultValue Retry retry,
        @Valid @DefaultValue Archive archive) {

    /**
     * @param enabled whether the last answer of each route is kept for each title, for {@code ./reelsync reparse}
     * @param keepFor how long an answer is kept at most
     * @param largest the most that all of them take, compressed; the oldest make room
     */
    public record Archive(
            @DefaultValue("false") boolean enabled,
            @NotNull @DefaultValue("90d") Duration keepFor,
            @NotNull @DefaultValue("2GB") DataSize largest) {}

    /**
     * @param recent after which time the details of a title that is new or yet to come are owed again
     * @param settled after which time the details of any other title are owed again
     * @param recentFor how long after its release a title counts as new
     */
    public record Refresh(
            @NotNull @DefaultValue("1d") Duration recent,
            @NotNull @DefaultValue("14d") Duration settled,
            @NotNull @DefaultValue("90d") Duration recentFor) {}

    /**
     * @param attempts after how many failed attempts in a row a subject is dead
     * @param firstDelay the longest wait before the second attempt; doubled for each further one
     * @param longestDelay the longest wait before any attempt
     */
    public record Retry(
            @Min(1) @Max(20) @DefaultValue("5") int attempts,
            @NotNull @DefaultValue("10s") Duration firstDelay,
            @NotNull @DefaultValue("10m") Duration longestDelay) {}
}
