package io.reelsync.connection;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the database is, also for programs that need no other server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerSettings.class)
public class DatabaseConfiguration {

    @Bean
    Authorities authorities(ServerSettings settings) {
        return Authorities.of(settings.tls().caFile());
    }

    @Bean
    JdbcConnectionDetails database(ServerSettings settings, Authorities authorities) {
        return DatabaseAddress.of(settings.mysql(), authorities);
    }
}
