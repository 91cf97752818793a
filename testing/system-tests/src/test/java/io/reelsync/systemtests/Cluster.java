package io.reelsync.systemtests;

import io.reelsync.gateway.GatewayApplication;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunStarter;
import io.reelsync.run.SyncRuns;
import io.reelsync.samplesite.MovingClock;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.scheduler.SchedulerApplication;
import io.reelsync.startup.Service;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import io.reelsync.worker.WorkerApplication;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Services on real servers and a sample site: each in an application context of its own, or in a process of its own
 * that can be killed. The site's clock stands unless moved, so that what it says doesn't change during a run.
 */
class Cluster implements AutoCloseable {
    static final String ADMIN_PASSWORD = "a phrase for tests alone";

    private static final String BOOT = "org.springframework.boot.";
    private static final RunStarter.Requester REQUESTER = new RunStarter.Requester("test", "trace-of-the-test");

    static {
        // How fast things go on a busy machine is not what these tests are about: a wait ends what would never end.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
        // Each look costs what the services could use.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(200));
    }

    final MovingClock clock = new MovingClock(Instant.now());
    final SampleSite site =
            SampleSite.start(SampleSiteSettings.defaults().withClock(clock).withSize(6000));
    final Database database;
    final Map<String, Object> settings = new HashMap<>();
    private final String namespace = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Deque<AutoCloseable> services = new ArrayDeque<>();
    private ConfigurableApplicationContext first;

    Cluster() {
        this(TestServers.databaseWithTables());
    }

    Cluster(Database database) {
        this.database = database;
        with("reelsync.mysql.url", database.url());
        with("reelsync.mysql.user", database.user());
        with("reelsync.mysql.password", database.password());
        with("reelsync.rabbitmq.url", TestServers.rabbitMqUrl());
        with("reelsync.redis.url", TestServers.redisUrl());
        with("reelsync.limit.namespace", namespace);
        with("reelsync.douban.web-url", site.url());
        with("reelsync.douban.api-url", site.url());
        with("reelsync.douban.rate", "100/1s");
        with("reelsync.catalog.retry.first-delay", "200ms");
        with("reelsync.scheduler.scheduled", "false");
        with("reelsync.jwt.keys", "test:" + Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32)));
        with("reelsync.admin.password", ADMIN_PASSWORD);
        with("reelsync.port", "0");
        with("reelsync.log-dir", logs());
        with("logging.threshold.console", "off");
    }

    Cluster with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    ConfigurableApplicationContext scheduler() {
        return start("scheduler", SchedulerApplication.class, withoutGateway(settings));
    }

    ConfigurableApplicationContext worker() {
        return start("worker", WorkerApplication.class, withoutGateway(settings));
    }

    /** Starts a gateway; answers its address. */
    String gateway() {
        ConfigurableApplicationContext gateway = start("gateway", GatewayApplication.class, settings);
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) gateway).getWebServer().getPort();
    }

    /** A gateway, and the administrator signed in there. */
    Api administrator() {
        return new Api(gateway()).signIn("admin", ADMIN_PASSWORD);
    }

    /** A gateway that can be killed, and come back at the same port. Returns at once: it answers when it is up. */
    ServiceProcess gatewayProcess(int port) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put("reelsync.port", port);
        return startProcess(GatewayApplication.class, own);
    }

    /** A worker that can be killed. Returns at once: it works when it is up. */
    ServiceProcess workerProcess() {
        return startProcess(WorkerApplication.class, withoutGateway(settings));
    }

    /** A scheduler that can be killed. Returns at once: it works when it is up. */
    ServiceProcess schedulerProcess() {
        return startProcess(SchedulerApplication.class, withoutGateway(settings));
    }

    private ServiceProcess startProcess(Class<?> application, Map<String, Object> own) {
        Path folder = logs().resolve("process-" + services.size());
        ServiceProcess process = new ServiceProcess(application, own, folder);
        services.push(process);
        return process;
    }

    /** Where the services of this process log, in {@code app.log}. */
    Path logs() {
        return Path.of("target", "logs", namespace);
    }

    /** Spring Security is on this class path for the gateway; where the others run by themselves it isn't. */
    static Map<String, Object> withoutGateway(Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(
                "spring.autoconfigure.exclude",
                String.join(
                        ",",
                        BOOT + "security.autoconfigure.SecurityAutoConfiguration",
                        BOOT + "security.autoconfigure.UserDetailsServiceAutoConfiguration",
                        BOOT + "security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
                        BOOT + "security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
                        BOOT + "security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"));
        return own;
    }

    private ConfigurableApplicationContext start(String name, Class<?> application, Map<String, Object> own) {
        ConfigurableApplicationContext service = Service.start(name, application, own);
        services.push(service);
        if (first == null) {
            first = service;
            TestServers.keepTables(database);
        }
        return service;
    }

    JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** Asks for films as a person would, and waits for the run's end. */
    RunProgress syncFilms(int count) {
        return awaitEnd(startFilms(count));
    }

    long startFilms(int count) {
        return bean(RunStarter.class)
                .feeds("douban", List.of("movies"), feed -> count, REQUESTER)
                .runId();
    }

    long startSubjects(List<Long> sourceIds) {
        return bean(RunStarter.class)
                .subjects("douban", sourceIds.stream().map(String::valueOf).toList(), REQUESTER)
                .runId();
    }

    /** Waits for a run's end, and looks at each step whether its counts still make sense. */
    RunProgress awaitEnd(long run) {
        RunSteps steps = new RunSteps();
        return Awaitility.await()
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(
                        () -> steps.follow(progress(run)),
                        progress -> !progress.run().state().active());
    }

    /** Waits until so many items of a run have their outcome. */
    void awaitSettled(long run, int items) {
        Awaitility.await().until(() -> progress(run).settled() >= items);
    }

    RunProgress progress(long run) {
        return bean(SyncRuns.class).find(run).orElseThrow();
    }

    /** A bean of the service that was started first. */
    <T> T bean(Class<T> type) {
        return first.getBean(type);
    }

    /** Stops what was started after the first service, and lets the site behave, so that the next test finds it so. */
    void stopAllButTheFirst() throws Exception {
        site.behave();
        while (services.size() > 1) {
            services.pop().close();
        }
    }

    @Override
    public void close() throws Exception {
        // The site first: who still waits for an answer need not wait to the end.
        site.close();
        for (AutoCloseable service : services) {
            service.close();
        }
    }
}
