package io.reelsync.source.imdb;

import io.reelsync.source.DatasetFormat;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings IMDb's datasets to every service that has this module on its class path. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImdbSettings.class)
class ImdbConfiguration {

    @Bean
    DatasetFormat imdb(ImdbSettings settings) {
        return new ImdbFormat(settings);
    }
}
