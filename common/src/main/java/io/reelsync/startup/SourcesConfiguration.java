package io.reelsync.startup;

import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SourcesConfiguration {

    @Bean
    Sources sources(List<Source> sources) {
        return new Sources(sources);
    }
}
