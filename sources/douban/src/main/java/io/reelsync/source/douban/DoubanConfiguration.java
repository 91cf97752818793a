package io.reelsync.source.douban;

import io.reelsync.source.Source;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings Douban to every service that has this module on its class path. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DoubanSettings.class)
class DoubanConfiguration {

    @Bean
    Source douban(DoubanSettings settings, Clock clock) {
        return new DoubanSource(settings, clock);
    }
}
