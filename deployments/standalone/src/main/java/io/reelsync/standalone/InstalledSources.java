package io.reelsync.standalone;

import io.reelsync.source.Sources;
import io.reelsync.startup.EnableSources;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;

/** The sources on the class path, before any service runs: what may be asked for, and by which names they are set. */
final class InstalledSources {
    private InstalledSources() {}

    /** Not marked as a configuration, since the services that look through this package must not find it. */
    @EnableSources
    static class Beans {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** @param settings what the services will be told beside their environment */
    static Sources find(Map<String, Object> settings) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("chosen", settings));
            context.register(Beans.class);
            context.refresh();
            return context.getBean(Sources.class);
        }
    }
}
