package io.reelsync.checks;

import io.reelsync.startup.Service;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** A gateway, a scheduler and a worker in this process, each with what it has in production and nothing of the others. */
final class Services implements AutoCloseable {
    static final String ADMIN_PASSWORD = "a phrase for checks alone";

    private static final String BOOT = "org.springframework.boot.";
    /** Of the gateway alone; here they are on the class path of all. */
    private static final String NOT_FOR_OTHERS = String.join(
            ",",
            BOOT + "security.autoconfigure.SecurityAutoConfiguration",
            BOOT + "security.autoconfigure.UserDetailsServiceAutoConfiguration",
            BOOT + "security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            BOOT + "security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            BOOT + "security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, Object> settings = new HashMap<>();
    private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();

    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "io.reelsync",
            excludeFilters = {
                @ComponentScan.Filter(classes = SpringBootApplication.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.reelsync\\.(scheduler|worker)\\..*")
            })
    static class OnlyGateway {}

    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "io.reelsync",
            excludeFilters = {
                @ComponentScan.Filter(classes = SpringBootApplication.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.reelsync\\.(gateway|worker)\\..*")
            })
    static class OnlyScheduler {}

    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "io.reelsync",
            excludeFilters = {
                @ComponentScan.Filter(classes = SpringBootApplication.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.reelsync\\.(gateway|scheduler)\\..*")
            })
    static class OnlyWorker {}

    Services() {
        this(Map.of());
    }

    Services(Map<String, Object> changes) {
        Database database = TestServers.databaseWithTables();
        settings.put("reelsync.port", 0);
        settings.put("reelsync.mysql.url", database.url());
        settings.put("reelsync.mysql.user", database.user());
        settings.put("reelsync.mysql.password", database.password());
        settings.put("reelsync.rabbitmq.url", TestServers.rabbitMqUrl());
        settings.put("reelsync.redis.url", TestServers.redisUrl());
        settings.put(
                "reelsync.limit.namespace",
                "checks-" + UUID.randomUUID().toString().substring(0, 8));
        settings.put(
                "reelsync.jwt.keys", "test:" + Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32)));
        settings.put("reelsync.admin.password", ADMIN_PASSWORD);
        settings.put("reelsync.log-dir", "target/logs");
        settings.put("logging.threshold.console", "off");
        settings.putAll(changes);
    }

    /** Starts the gateway; answers its address. */
    String gateway() {
        return start("gateway", OnlyGateway.class);
    }

    /** Starts the scheduler; answers its address. */
    String scheduler() {
        settings.put("spring.autoconfigure.exclude", NOT_FOR_OTHERS);
        return start("scheduler", OnlyScheduler.class);
    }

    /** Starts the worker; answers its address. */
    String worker() {
        settings.put("spring.autoconfigure.exclude", NOT_FOR_OTHERS);
        return start("worker", OnlyWorker.class);
    }

    private String start(String name, Class<?> application) {
        ConfigurableApplicationContext context = Service.start(name, application, settings);
        running.push(context);
        settings.remove("spring.autoconfigure.exclude");
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    static String get(String address) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        running.forEach(ConfigurableApplicationContext::close);
    }
}
