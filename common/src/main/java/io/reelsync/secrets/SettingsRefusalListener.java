package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.PropertySource;

/** Refuses a start with settings from elsewhere that can't be taken, before others miss what stood there. */
class SettingsRefusalListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    private static final int AFTER_THE_LOG_IS_SET_UP = Ordered.HIGHEST_PRECEDENCE + 100;

    @Override
    public int getOrder() {
        return AFTER_THE_LOG_IS_SET_UP;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        for (PropertySource<?> source : event.getEnvironment().getPropertySources()) {
            StartRefused refusal = source instanceof ExternalPropertySource elsewhere ? elsewhere.refusal() : null;
            if (refusal != null) {
                throw refusal;
            }
        }
    }
}
