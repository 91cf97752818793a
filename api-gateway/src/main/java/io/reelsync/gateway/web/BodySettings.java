package io.reelsync.gateway.web;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds on the bodies of requests.
 *
 * @param largest the largest body that is read; 10,000 ids take a quarter of the default
 * @param slowest how long a body may take to come
 */
@Validated
@ConfigurationProperties("reelsync.body")
record BodySettings(
        @NotNull @DefaultValue("1MB") DataSize largest,

        @NotNull @DurationMin(millis = 100) @DefaultValue("20s")
        Duration slowest) {}
