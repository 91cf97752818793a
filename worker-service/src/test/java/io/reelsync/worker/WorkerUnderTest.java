package io.reelsync.worker;

import io.reelsync.limit.FailingTitles;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.startup.Service;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker as it runs in production, on real servers, with a site of its own to read. */
public final class WorkerUnderTest implements AutoCloseable {
    public final SampleSite site =
            SampleSite.start(SampleSiteSettings.defaults().withSize(300));
    private final String namespace = "worker-" + UUID.randomUUID().toString().substring(0, 8);
    private final ConfigurableApplicationContext context;

    /** @param siteUrl another site to read; null for the sample site */
    public WorkerUnderTest(String rate, URI siteUrl) {
        this(rate, siteUrl, Map.of());
    }

    public WorkerUnderTest(String rate, URI siteUrl, Map<String, Object> changes) {
        Database database = TestServers.databaseWithTables();
        Map<String, Object> settings = new HashMap<>();
        settings.put("reelsync.port", 0);
        settings.put("reelsync.mysql.url", database.url());
        settings.put("reelsync.mysql.user", database.user());
        settings.put("reelsync.mysql.password", database.password());
        settings.put("reelsync.rabbitmq.url", TestServers.rabbitMqUrl());
        settings.put("reelsync.redis.url", TestServers.redisUrl());
        settings.put("reelsync.limit.namespace", namespace);
        settings.put("reelsync.douban.web-url", siteUrl == null ? site.url() : siteUrl);
        settings.put("reelsync.douban.api-url", siteUrl == null ? site.url() : siteUrl);
        settings.put("reelsync.douban.rate", rate);
        settings.put("reelsync.worker.answer-within", "1500ms");
        settings.put("reelsync.log-dir", "target/logs");
        settings.putAll(changes);
        context = Service.start("worker", WorkerApplication.class, settings);
        TestServers.keepTables(database);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient sql() {
        return bean(JdbcClient.class);
    }

    public Source source() {
        return bean(Sources.class).get("douban");
    }

    /** As if the installation had just been made. */
    public void asNew() {
        forget();
        List<String> tables = sql().sql("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
                            AND table_name NOT IN ('reelsync_schema_history', 'instances')""").query(String.class).list();
        tables.forEach(table -> sql().sql("DELETE FROM " + table).update());
    }

    /** As if the source had never refused us, and the site never misbehaved. */
    public void forget() {
        site.behave();
        site.clearRequests();
        sql().sql("DELETE FROM circuit_breakers").update();
        for (String limit : List.of("douban", "douban-pictures")) {
            limit(limit).fastRemove("paused", "number", "pace", "since", "probe");
            // With the good answers that Redis hasn't been told yet.
            bean(FailingTitles.class).forget(limit);
        }
    }

    /** As if the time of the pause had passed. */
    public void endPause() {
        sql().sql("UPDATE circuit_breakers SET blocked_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND")
                .update();
        limit("douban").fastRemove("paused");
        // Pauses are told apart by their ends, and this one's has moved.
        limit("douban").put("number", "0");
    }

    private RMap<String, String> limit(String name) {
        return bean(RedissonClient.class).getMap(namespace + ":limit:{" + name + "}:state", StringCodec.INSTANCE);
    }

    @Override
    public void close() {
        site.close();
        context.close();
    }
}
