package io.reelsync.standalone;

import io.reelsync.run.RunProgress;
import io.reelsync.run.StartRun;
import io.reelsync.run.SyncRuns;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.scheduler.SchedulerApplication;
import io.reelsync.startup.Service;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import io.reelsync.worker.WorkerApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Services on real servers and a sample site, each with an application context of its own. */
class Cluster implements AutoCloseable {
    final SampleSite site = SampleSite.start(SampleSiteSettings.defaults());
    final Database database = TestServers.database();
    final Map<String, Object> settings = new HashMap<>();
    private final Deque<ConfigurableApplicationContext> services = new ArrayDeque<>();

    Cluster() {
        settings.put("reelsync.mysql.url", database.url());
        settings.put("reelsync.mysql.user", database.user());
        settings.put("reelsync.mysql.password", database.password());
        settings.put("reelsync.rabbitmq.url", TestServers.rabbitMqUrl());
        settings.put("reelsync.redis.url", TestServers.redisUrl());
        settings.put(
                "reelsync.namespace", "test-" + UUID.randomUUID().toString().substring(0, 8));
        settings.put("reelsync.douban.web-url", site.url().toString());
        settings.put("reelsync.douban.api-url", site.url().toString());
        settings.put("reelsync.douban.rate", "100/1s");
        settings.put("reelsync.catalog.retry.first-delay", "200ms");
        settings.put("reelsync.scheduler.scheduled", "false");
        settings.put("reelsync.jwt.keys", "test:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        settings.put("reelsync.admin.password", "a-test-password-1");
        settings.put("reelsync.port", "0");
        settings.put("reelsync.log-dir", Path.of("target", "logs").toString());
    }

    Cluster with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    ConfigurableApplicationContext scheduler() {
        return start("scheduler", SchedulerApplication.class);
    }

    ConfigurableApplicationContext worker() {
        return start("worker", WorkerApplication.class);
    }

    private ConfigurableApplicationContext start(String name, Class<?> application) {
        ConfigurableApplicationContext service = Service.start(name, application, settings);
        services.push(service);
        return service;
    }

    JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }

    /** Asks for films as a person would, and waits for the run's end. */
    RunProgress syncFilms(int count) {
        long run = startFilms(count);
        return awaitEnd(run, Duration.ofSeconds(60));
    }

    long startFilms(int count) {
        return bean(StartRun.class)
                .feeds("douban", List.of("movies"), count, new StartRun.Requester("test", "trace-of-the-test"))
                .runId();
    }

    RunProgress awaitEnd(long run, Duration within) {
        return Awaitility.await()
                .atMost(within)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> progress(run), progress -> !progress.run().state().active());
    }

    RunProgress progress(long run) {
        return bean(SyncRuns.class).find(run).orElseThrow();
    }

    private <T> T bean(Class<T> type) {
        return services.getLast().getBean(type);
    }

    @Override
    public void close() {
        services.forEach(ConfigurableApplicationContext::close);
        site.close();
    }
}
