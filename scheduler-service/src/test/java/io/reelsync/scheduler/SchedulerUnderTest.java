package io.reelsync.scheduler;

import io.reelsync.startup.Service;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A scheduler as it runs in production, on real servers, with a database of its own. */
public final class SchedulerUnderTest implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    public SchedulerUnderTest(Map<String, Object> changes) {
        this(SchedulerApplication.class, changes);
    }

    public SchedulerUnderTest(Class<?> application, Map<String, Object> changes) {
        Database database = TestServers.databaseWithTables();
        Map<String, Object> settings = new HashMap<>();
        settings.put("reelsync.port", 0);
        settings.put("reelsync.mysql.url", database.url());
        settings.put("reelsync.mysql.user", database.user());
        settings.put("reelsync.mysql.password", database.password());
        settings.put("reelsync.rabbitmq.url", TestServers.rabbitMqUrl());
        settings.put("reelsync.redis.url", TestServers.redisUrl());
        settings.put(
                "reelsync.limit.namespace",
                "scheduler-" + UUID.randomUUID().toString().substring(0, 8));
        settings.put("reelsync.log-dir", "target/logs");
        settings.put("reelsync.scheduler.scheduled", false);
        settings.putAll(changes);
        context = Service.start("scheduler", application, settings);
        TestServers.keepTables(database);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient sql() {
        return bean(JdbcClient.class);
    }

    public long count(String table) {
        return number("SELECT COUNT(*) FROM " + table);
    }

    public long number(String query) {
        return sql().sql(query).query(Long.class).single();
    }

    /** A schedule that would have fired once in the time that it looks back on. */
    public void addSchedule(String name, String feed, String cron, String zone, String lastFiring) {
        sql().sql("""
                        INSERT INTO schedules (name, source, feeds_json, cron, zone, enabled, last_firing_at, updated_at)
                        VALUES (?, 'douban', ?, ?, ?, TRUE, """ + lastFiring + ", UTC_TIMESTAMP(3))")
                .params(name, "[\"" + feed + "\"]", cron, zone)
                .update();
    }

    @Override
    public void close() {
        context.close();
    }
}
