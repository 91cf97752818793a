package io.reelsync.worker;

import io.reelsync.outage.NeededServers;
import io.reelsync.outage.Server;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What the worker is made of beside its steps. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WorkerConfiguration {

    @Bean
    NeededServers neededByTheWorker() {
        return NeededServers.of(Server.MYSQL, Server.RABBITMQ, Server.REDIS);
    }
}
