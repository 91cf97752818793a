package io.reelsync;

import io.reelsync.startup.Service;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every service has, as it runs in production, on real servers, with a database and a namespace of its own. */
public final class Installation implements AutoCloseable {
    private static Installation shared;

    private final ConfigurableApplicationContext context;

    private Installation(Map<String, Object> settings) {
        context = Service.start("test", CommonApplication.class, settings);
    }

    /** Where a service is on the class path: what its packages hold, and nothing that it starts. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "io.reelsync",
            excludeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.reelsync\\.worker\\.[A-Z].*"))
    static class CommonApplication {}

    /** One for all tests; each takes a source with a name of its own, so that none sees another's subjects. */
    public static synchronized Installation shared() {
        if (shared == null) {
            shared = start(Map.of());
        }
        return shared;
    }

    public static Installation start(Map<String, Object> changes) {
        Database database = TestServers.databaseWithTables();
        Map<String, Object> settings = settings(database);
        settings.putAll(changes);
        Installation installation = new Installation(settings);
        TestServers.keepTables(database);
        return installation;
    }

    public static Map<String, Object> settings(Database database) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("reelsync.port", 0);
        settings.put("reelsync.mysql.url", database.url());
        settings.put("reelsync.mysql.user", database.user());
        settings.put("reelsync.mysql.password", database.password());
        settings.put("reelsync.rabbitmq.url", TestServers.rabbitMqUrl());
        settings.put("reelsync.redis.url", TestServers.redisUrl());
        settings.put("reelsync.limit.namespace", "common-" + newSource());
        settings.put("reelsync.log-dir", "target/logs");
        return settings;
    }

    /** The name of a source that no other test uses. */
    public static String newSource() {
        return "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient sql() {
        return bean(JdbcClient.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
