package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A server away in the middle of a run: the services wait, say so once, tell the truth of their health, and go on. They
 * are the same services throughout, each test with films of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTest {
    private static final int FILMS = 120;
    private static final Duration AWAY = Duration.ofSeconds(6);
    private static final int MOST_COMPLAINTS = 4;
    private static final int MOST_ON_THE_WIRE = 5;

    private final DatabaseServer database = TestServers.privateDatabase();
    private final RabbitMqServer broker = TestServers.privateRabbitMq();
    private final RedisServer redis = TestServers.privateRedis();
    private final Cluster cluster = new Cluster(databaseOn(database))
            .with("reelsync.rabbitmq.url", broker.url())
            .with("reelsync.redis.url", redis.url())
            .with("reelsync.douban.rate", "100/5s")
            .with("reelsync.scheduler.window", "5s")
            .with("reelsync.scheduler.lease-at-most-for", "10s");
    private final Films films = new Films(cluster.site);

    private Map<String, Watched> services;

    @BeforeAll
    void start() {
        Api gateway = new Api(cluster.gateway());
        ServiceProcess scheduler = cluster.schedulerProcess();
        ServiceProcess worker = cluster.workerProcess();
        services = Map.of(
                "gateway", new Watched(gateway, cluster.logs().resolve("app.log")),
                "scheduler", new Watched(new Api(scheduler.url()), scheduler.log()),
                "worker", new Watched(new Api(worker.url()), worker.log()));
        // A quorum queue that was declared a moment ago may not come back from a kill.
        cluster.awaitEnd(cluster.startSubjects(films.next(FILMS)));
    }

    @BeforeEach
    void waitUntilAllIsWell() {
        services.values().forEach(one -> await(one::isReady));
    }

    @AfterAll
    void stop() throws Exception {
        try (database;
                broker;
                redis;
                cluster) {
            services = Map.of();
        }
    }

    @Test
    void waitsForTheDatabase() throws Exception {
        goesBy(database, "The database", Set.of("gateway", "scheduler", "worker"));
    }

    @Test
    void waitsForTheBroker() throws Exception {
        goesBy(broker, "RabbitMQ", Set.of("scheduler", "worker"));
    }

    @Test
    void waitsForRedis() throws Exception {
        goesBy(redis, "Redis", Set.of("gateway", "worker"));
    }

    /** One outage in the middle of a run. */
    private void goesBy(PrivateServer server, String name, Set<String> concerned) throws Exception {
        List<Long> wanted = films.next(FILMS);
        long run = cluster.startSubjects(wanted);
        cluster.awaitSettled(run, 40);
        Map<String, ServiceLog> logs = logsFromNowOn();

        server.kill();
        try {
            services.forEach((service, one) -> await(() -> one.isReady() != concerned.contains(service)));
            // Long enough that whatever is tried again was tried again several times.
            Awaitility.await().pollDelay(AWAY).until(() -> services.values().stream()
                    .allMatch(Watched::isAlive));
        } finally {
            server.start();
        }

        new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), wanted);
        services.values().forEach(one -> await(one::isReady));
        logs.forEach((service, log) -> {
            int times = concerned.contains(service) ? 1 : 0;
            assertThat(log.messagesWith(name + " does not answer"))
                    .as("%s of the loss: %s", service, log.complaints())
                    .hasSize(times);
            assertThat(log.messagesWith(name + " answers again"))
                    .as("%s of the end", service)
                    .hasSize(times);
            assertThat(log.complaints()).as(service).hasSizeLessThanOrEqualTo(MOST_COMPLAINTS);
        });
    }

    @Test
    void fetchesNothingThatTheDatabaseDoesNotTake() throws Exception {
        List<Long> wanted = films.next(FILMS);
        long run = cluster.startSubjects(wanted);
        cluster.awaitSettled(run, 40);
        Map<String, ServiceLog> logs = logsFromNowOn();

        administrator(database).sql("SET GLOBAL read_only = 1").update();
        try {
            for (String writer : List.of("scheduler", "worker")) {
                await(() -> !services.get(writer).isReady());
            }
            int asked = cluster.site.requests().size();
            Awaitility.await().during(AWAY).until(() -> cluster.site.requests().size() <= asked + MOST_ON_THE_WIRE);
        } finally {
            administrator(database).sql("SET GLOBAL read_only = 0").update();
        }

        new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), wanted);
        assertThat(cluster.sql()
                        .sql("SELECT COUNT(*) FROM subjects WHERE source_id IN (:wanted)"
                                + " AND (attempts > 0 OR reason IS NOT NULL)")
                        .param("wanted", wanted.stream().map(String::valueOf).toList())
                        .query(Integer.class)
                        .single())
                .as("titles that are blamed for it")
                .isZero();
        for (String writer : List.of("scheduler", "worker")) {
            ServiceLog log = logs.get(writer);
            assertThat(log.messagesWith("The database takes no writes (")).hasSize(1);
            assertThat(log.messagesWith("The database takes writes again")).hasSize(1);
            assertThat(log.complaints()).hasSizeLessThanOrEqualTo(MOST_COMPLAINTS);
        }
    }

    @Test
    void workerStopsInTimeWhileTheDatabaseIsAway() throws Exception {
        ServiceProcess worker = cluster.workerProcess();
        worker.url();
        List<Long> wanted = films.next(FILMS);
        long run = cluster.startSubjects(wanted);
        cluster.awaitSettled(run, 40);

        ServiceLog log = ServiceLog.fromNowOn(worker.log());
        database.kill();
        try {
            await(() -> !log.messagesWith("does not answer").isEmpty());
            assertThat(worker.stopsWithin(Duration.ofSeconds(20))).isTrue();
        } finally {
            database.start();
        }

        new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), wanted);
    }

    private Map<String, ServiceLog> logsFromNowOn() {
        return services.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> ServiceLog.fromNowOn(one.getValue().log())));
    }

    /** A service, and where it logs. */
    private record Watched(Api api, Path log) {

        boolean isReady() {
            return api.status("/actuator/health/readiness") == 200;
        }

        boolean isAlive() {
            return api.status("/actuator/health/liveness") == 200;
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().until(condition);
    }

    /** With a user for whom read-only means just that, unlike for the server's own. */
    private static Database databaseOn(DatabaseServer server) {
        JdbcClient administrator = administrator(server);
        administrator.sql("CREATE DATABASE sync CHARACTER SET utf8mb4").update();
        administrator.sql("CREATE USER 'plain'@'%' IDENTIFIED BY 'plain'").update();
        administrator.sql("GRANT ALL ON sync.* TO 'plain'@'%'").update();
        return new Database(server.url("sync"), "plain", "plain");
    }

    private static JdbcClient administrator(DatabaseServer server) {
        return JdbcClient.create(new DriverManagerDataSource(server.url(""), server.user(), server.password()));
    }
}
