package io.reelsync.connection;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Refuses a start with addresses that can't be read, before anything is touched. */
class AddressValidator implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    private static final int AFTER_WHAT_IS_MISSING = Ordered.HIGHEST_PRECEDENCE + 110;

    @Override
    public int getOrder() {
        return AFTER_WHAT_IS_MISSING;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Environment settings = event.getEnvironment();
        Authorities authorities = Authorities.of(settings.getProperty("reelsync.tls.ca-file"));
        String rabbitMq = settings.getProperty("reelsync.rabbitmq.url", "");
        if (!rabbitMq.isBlank()) {
            RabbitMqAddress.parse(rabbitMq, authorities);
        }
        String redis = settings.getProperty("reelsync.redis.url", "");
        if (!redis.isBlank()) {
            RedisAddress.parse(redis);
        }
    }
}
