package io.reelsync.gateway.events;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Streams of progress.
 *
 * @param maxStreams how many streams of progress may be open at one gateway
 * @param maxStreamsPerUser how many of them one user or API key may have open
 * @param lookEvery how often a watched run is looked at
 * @param tellAtLeastEvery how often viewers hear of an active run though nothing has changed
 */
@Validated
@ConfigurationProperties("reelsync.events")
public record EventSettings(
        @Min(1) @Max(10_000) @DefaultValue("200") int maxStreams,
        @Min(1) @Max(10_000) @DefaultValue("20") int maxStreamsPerUser,
        @NotNull @DefaultValue("500ms") Duration lookEvery,
        @NotNull @DefaultValue("1500ms") Duration tellAtLeastEvery) {}
