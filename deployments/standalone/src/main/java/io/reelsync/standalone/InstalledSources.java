package io.reelsync.standalone;

import io.reelsync.source.Sources;
import io.reelsync.startup.EnableSources;
import java.time.Clock;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;

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

    static Sources find() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class)) {
            return context.getBean(Sources.class);
        }
    }
}
