package io.reelsync.startup;

import io.reelsync.outage.UnpooledDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every service has: its settings, the sources, a clock and random numbers. */
@Configuration(proxyBeanMethods = false)
@EnableSources
@ConfigurationPropertiesScan("io.reelsync")
class CommonConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Flyway's: a change of a large table takes longer than a statement of the pool's connections may. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource schemaDataSource(JdbcConnectionDetails details) {
        return UnpooledDatabase.of(details, Duration.ofSeconds(10), Duration.ZERO);
    }

    /** Safe for use by many threads. */
    @Bean
    RandomGenerator randomGenerator() {
        return new SecureRandom();
    }
}
