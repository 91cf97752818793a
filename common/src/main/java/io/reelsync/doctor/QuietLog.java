package io.reelsync.doctor;

import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/** The report says everything: nothing is logged, neither beside it nor into the log of a service that runs. */
final class QuietLog implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    /** The service's own log file. */
    static final String WOULD_BE = "reelsync.doctor.log-file";

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER - 2;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        String file = environment.getProperty("logging.file.name", "");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "doctor", Map.of(WOULD_BE, file, "logging.file.name", "", "logging.threshold.console", "OFF")));
    }
}
