package io.reelsync.telemetry;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The metrics.
 *
 * @param open whether {@code GET /metrics} answers
 */
@ConfigurationProperties("reelsync.metrics")
record MetricsSettings(@DefaultValue("true") boolean open) {}
