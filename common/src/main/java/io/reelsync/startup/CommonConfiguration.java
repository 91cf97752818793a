package io.reelsync.startup;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every service has: its settings, a clock and a source of randomness. */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesScan("io.reelsync")
class CommonConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Safe for use by many threads. */
    @Bean
    RandomGenerator randomGenerator() {
        return new SecureRandom();
    }
}
