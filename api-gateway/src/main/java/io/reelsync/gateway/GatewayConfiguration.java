package io.reelsync.gateway;

import io.reelsync.outage.NeededServers;
import io.reelsync.outage.Server;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** What the gateway needs, and where its entities and their repositories are: in all of its packages. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = GatewayConfiguration.class)
@EnableJpaRepositories(basePackageClasses = GatewayConfiguration.class)
class GatewayConfiguration {

    /** Not RabbitMQ: what a gateway starts is a row. */
    @Bean
    NeededServers neededByTheGateway() {
        return NeededServers.of(Server.MYSQL, Server.REDIS);
    }
}
