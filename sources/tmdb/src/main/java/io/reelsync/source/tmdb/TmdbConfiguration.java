package io.reelsync.source.tmdb;

import io.reelsync.source.Source;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Brings TMDB to every service that has this module on its class path and is given a token. */
@Configuration(proxyBeanMethods = false)
@Conditional(TmdbConfiguration.TokenGiven.class)
@EnableConfigurationProperties(TmdbSettings.class)
class TmdbConfiguration {

    /** TMDB answers nobody without one. A token of blanks is a mistake, which the settings refuse. */
    static class TokenGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("reelsync.tmdb.token", "")
                    .isEmpty();
        }
    }

    @Bean
    Source tmdb(TmdbSettings settings, Clock clock) {
        return new TmdbSource(settings, clock);
    }
}
