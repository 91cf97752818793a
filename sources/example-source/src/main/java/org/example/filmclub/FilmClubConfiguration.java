package org.example.filmclub;

import io.reelsync.source.Source;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the film club to every service that has this jar. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FilmClubSettings.class)
class FilmClubConfiguration {

    @Bean
    Source filmclub(FilmClubSettings settings) {
        return new FilmClubSource(settings);
    }
}
