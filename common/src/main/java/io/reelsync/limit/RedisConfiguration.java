package io.reelsync.limit;

import org.redisson.spring.starter.RedissonAutoConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How Redis is spoken to. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    /** {@code redis://:password@host} names no user; Spring takes it for one with an empty name, Redis for a stranger. */
    @Bean
    RedissonAutoConfigurationCustomizer noEmptyUserName() {
        return config -> {
            if (config.getUsername() != null && config.getUsername().isEmpty()) {
                config.setUsername(null);
            }
        };
    }
}
