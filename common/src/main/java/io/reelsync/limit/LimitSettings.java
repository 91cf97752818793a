package io.reelsync.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sources are left alone after a refusal, and where the shared state is kept.
 *
 * @param namespace what all names in Redis and RabbitMQ begin with, so that several installations can share the servers;
 *     lower case letters, digits and hyphens
 * @param firstPause how long a source is left alone after its first refusal; doubled by each further one until it is
 *     read at full pace again
 * @param longestPause where the doubling ends; a longer {@code Retry-After} is kept all the same
 * @param probeWithin how long the one request after a pause may take before another one asks whether the source is open
 *     again
 * @param recoverEvery how long each step back to the full pace takes: a refusal halves the pace, a step is an eighth of
 *     it
 * @param suspectAfter of how many last titles of a kind more than half must have pages that fail the quality gates for its
 *     structure to be suspected, 4 to 1000; a title counts once, however often it is tried
 * @param suspectFirstTrial after which time one page is asked for while a structure is suspected; doubled by each that
 *     fails
 * @param suspectLongestTrial where that doubling ends
 */
@Validated
@ConfigurationProperties("reelsync.limit")
public record LimitSettings(
        @DefaultValue("reelsync") @Pattern(regexp = "[a-z0-9-]{1,40}")
        String namespace,

        @NotNull @DefaultValue("1m") Duration firstPause,
        @NotNull @DefaultValue("24h") Duration longestPause,
        @NotNull @DefaultValue("45s") Duration probeWithin,
        @NotNull @DefaultValue("5m") Duration recoverEvery,
        @Min(4) @Max(1000) @DefaultValue("16") int suspectAfter,
        @NotNull @DefaultValue("10s") Duration suspectFirstTrial,
        @NotNull @DefaultValue("1h") Duration suspectLongestTrial) {}
