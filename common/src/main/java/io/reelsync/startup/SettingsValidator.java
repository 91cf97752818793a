package io.reelsync.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Refuses a start without what every service needs, before anything is touched. */
class SettingsValidator implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    /** What must have no blank at its ends: a line break at a secret is one that nobody sees. */
    private static final List<String> SECRETS = List.of(
            "reelsync.mysql.url",
            "reelsync.mysql.user",
            "reelsync.mysql.password",
            "reelsync.rabbitmq.url",
            "reelsync.redis.url",
            "reelsync.covers.s3.access-key",
            "reelsync.covers.s3.secret-key",
            "reelsync.jwt.keys",
            "reelsync.admin.password");

    private static final int AFTER_WHAT_CAN_NOT_BE_TAKEN_FROM_ELSEWHERE = Ordered.HIGHEST_PRECEDENCE + 105;

    @Override
    public int getOrder() {
        return AFTER_WHAT_CAN_NOT_BE_TAKEN_FROM_ELSEWHERE;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Environment settings = event.getEnvironment();
        List<String> missing = new ArrayList<>();
        require(settings, "reelsync.mysql.url", "REELSYNC_MYSQL_URL (jdbc:mysql:// or jdbc:mariadb://)", missing);
        require(
                settings,
                "reelsync.rabbitmq.url",
                "REELSYNC_RABBITMQ_URL (amqp://user:password@host:port/vhost)",
                missing);
        require(settings, "reelsync.redis.url", "REELSYNC_REDIS_URL (redis://:password@host:port/db)", missing);
        if (!missing.isEmpty()) {
            throw new StartRefused("set " + String.join(" and ", missing));
        }
        SECRETS.forEach(key -> StrayWhitespace.refuse(variable(key), settings.getProperty(key, "")));
        String url = settings.getRequiredProperty("reelsync.mysql.url");
        if (!url.startsWith("jdbc:mysql://") && !url.startsWith("jdbc:mariadb://")) {
            throw new StartRefused("REELSYNC_MYSQL_URL starts with jdbc:mysql:// or jdbc:mariadb://");
        }
        String port = settings.getProperty("reelsync.port", "0");
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new StartRefused("REELSYNC_PORT is a port from 0 to 65535, not '" + port + "'");
        }
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static void require(Environment settings, String key, String name, List<String> missing) {
        if (settings.getProperty(key, "").isBlank()) {
            missing.add(name);
        }
    }
}
