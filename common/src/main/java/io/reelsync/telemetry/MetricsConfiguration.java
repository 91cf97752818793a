package io.reelsync.telemetry;

import org.springframework.boot.actuate.endpoint.EndpointFilter;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Actuator serves the metrics of this process, under the address that {@code reelsync.yaml} maps them to. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    private static final EndpointId PROMETHEUS = EndpointId.of("prometheus");

    /** Takes the address away unless it is open. */
    @Bean
    EndpointFilter<ExposableWebEndpoint> metricsWhereOpen(MetricsSettings settings) {
        return endpoint -> settings.open() || !endpoint.getEndpointId().equals(PROMETHEUS);
    }
}
