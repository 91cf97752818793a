package io.reelsync.gateway;

import io.reelsync.outage.NeededServers;
import io.reelsync.outage.Server;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the gateway needs. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    /** Not RabbitMQ: what a gateway starts is a row. */
    @Bean
    NeededServers neededByTheGateway() {
        return NeededServers.of(Server.MYSQL, Server.REDIS);
    }
}
