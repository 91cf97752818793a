package io.reelsync.source.stub;

import io.reelsync.source.Source;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the stub to every service that has this module on its class path and is told where a site of it runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StubSettings.class)
class StubConfiguration {

    @Bean
    @ConditionalOnProperty("reelsync.stub.url")
    Source stub(StubSettings settings) {
        return new StubSource(settings);
    }
}
