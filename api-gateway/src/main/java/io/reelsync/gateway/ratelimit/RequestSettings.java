package io.reelsync.gateway.ratelimit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests to the API are answered, at all gateways together.
 *
 * @param perMinutePerUser how many requests of one user or API key are answered, at all gateways together
 * @param perMinutePerAddress how many requests from one address are answered, whoever makes them; of IPv6 a whole /64
 *     counts as one
 */
@Validated
@ConfigurationProperties("reelsync.requests")
record RequestSettings(
        @Min(1) @Max(1_000_000) @DefaultValue("600") int perMinutePerUser,
        @Min(1) @Max(1_000_000) @DefaultValue("1200") int perMinutePerAddress) {}
