package io.reelsync.outage;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Health by what is known of the servers that a service needs. A question about health asks no server itself: one that
 * hangs must not hang the probes too.
 */
@Configuration(proxyBeanMethods = false)
class ServersHealth {

    /** Under the name that the readiness group of reelsync.yaml includes. */
    @Bean
    HealthContributor serversHealthContributor(Servers servers) {
        Map<String, HealthContributor> each = new TreeMap<>();
        for (Server server : servers.watched()) {
            HealthIndicator indicator = () -> health(servers.reason(server));
            each.put(server.tag(), indicator);
        }
        return CompositeHealthContributor.fromMap(each);
    }

    private static Health health(@Nullable String whyAway) {
        return whyAway == null
                ? Health.up().build()
                : Health.down().withDetail("reason", whyAway).build();
    }
}
