package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RabbitMqServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.task.QueueTopology;
import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A server away in the middle of a run: the services wait, say so once, tell the truth of their health, and go on. */
class OutageTest {
    private static final int FILMS = 160;
    private static final Duration AWAY = Duration.ofSeconds(6);
    private static final int MOST_COMPLAINTS = 4;
    private static final int MOST_ON_THE_WIRE = 5;

    @Test
    void waitsForTheDatabase() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase();
                Cluster cluster = cluster(databaseOn(server))) {
            new Outage(cluster, server, "The database", Set.of("gateway", "scheduler", "worker")).goesBy();
        }
    }

    @Test
    void waitsForTheBroker() throws Exception {
        try (RabbitMqServer server = TestServers.privateRabbitMq();
                Cluster cluster = cluster(TestServers.database()).with("reelsync.rabbitmq.url", server.url())) {
            new Outage(cluster, server, "RabbitMQ", Set.of("scheduler", "worker")).goesBy();
        }
    }

    @Test
    void waitsForRedis() throws Exception {
        try (RedisServer server = TestServers.privateRedis();
                Cluster cluster = cluster(TestServers.database()).with("reelsync.redis.url", server.url())) {
            new Outage(cluster, server, "Redis", Set.of("gateway", "worker")).goesBy();
        }
    }

    @Test
    void fetchesNothingThatTheDatabaseDoesNotTake() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase();
                Cluster cluster = cluster(databaseOn(server))) {
            cluster.gateway();
            List<ServiceProcess> others = List.of(cluster.schedulerProcess(), cluster.workerProcess());
            long run = cluster.startFilms(FILMS);
            cluster.awaitSettled(run, 40);
            List<ServiceLog> logs =
                    others.stream().map(one -> ServiceLog.fromNowOn(one.log())).toList();

            administrator(server).sql("SET GLOBAL read_only = 1").update();
            for (ServiceProcess one : others) {
                await(() -> new Api(one.url()).status("/actuator/health/readiness") == 503);
            }
            int asked = cluster.site.requests().size();
            Awaitility.await()
                    .during(AWAY)
                    .atMost(AWAY.plusSeconds(5))
                    .until(() -> cluster.site.requests().size() <= asked + MOST_ON_THE_WIRE);
            administrator(server).sql("SET GLOBAL read_only = 0").update();

            new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run, Duration.ofSeconds(120)), FILMS);
            assertThat(cluster.sql()
                            .sql("SELECT COUNT(*) FROM subjects WHERE attempts > 0 OR reason IS NOT NULL")
                            .query(Integer.class)
                            .single())
                    .as("titles that are blamed for it")
                    .isZero();
            for (ServiceLog log : logs) {
                assertThat(log.messagesWith("The database takes no writes (")).hasSize(1);
                assertThat(log.messagesWith("The database takes writes again")).hasSize(1);
                assertThat(log.complaints()).hasSizeLessThanOrEqualTo(MOST_COMPLAINTS);
            }
        }
    }

    @Test
    void workerStopsInTimeWhileTheDatabaseIsAway() throws Exception {
        try (DatabaseServer server = TestServers.privateDatabase();
                Cluster cluster = cluster(databaseOn(server))) {
            cluster.scheduler();
            ServiceProcess worker = cluster.workerProcess();
            worker.url();
            long run = cluster.startFilms(FILMS);
            cluster.awaitSettled(run, 40);

            ServiceLog log = ServiceLog.fromNowOn(worker.log());
            server.kill();
            await(() -> !log.messagesWith("does not answer").isEmpty());
            assertThat(worker.stopsWithin(Duration.ofSeconds(20))).isTrue();
            server.start();
            cluster.worker();

            new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run, Duration.ofSeconds(120)), FILMS);
        }
    }

    @Test
    void declaresAQueueAgainThatWasDeleted() throws Exception {
        goesOnAfter((broker, topology) -> broker.deleteQueue(topology.tasksOf("douban")));
    }

    @Test
    void declaresTheExchangeAgainThatWasDeleted() throws Exception {
        goesOnAfter((broker, topology) -> broker.deleteExchange(exchange(topology)));
    }

    /** All queues of tasks are bound to it; its name is what theirs begin with. */
    private static String exchange(QueueTopology topology) {
        return topology.tasksOf("").replaceFirst("\\.$", "");
    }

    private interface Deletion {
        void delete(AmqpAdmin broker, QueueTopology topology);
    }

    private static void goesOnAfter(Deletion deletion) throws Exception {
        try (Cluster cluster = cluster(TestServers.database())) {
            cluster.scheduler();
            cluster.worker();
            long run = cluster.startFilms(FILMS);
            cluster.awaitSettled(run, 40);
            AmqpAdmin broker = cluster.bean(AmqpAdmin.class);
            QueueTopology topology = cluster.bean(QueueTopology.class);

            deletion.delete(broker, topology);

            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
                QueueInformation queue = broker.getQueueInfo(topology.tasksOf("douban"));
                return queue != null && queue.getConsumerCount() > 0;
            });
            new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), FILMS);
        }
    }

    /** One outage in the middle of a run. */
    private record Outage(Cluster cluster, PrivateServer server, String name, Set<String> concerned) {

        void goesBy() throws Exception {
            Map<String, Api> health = new LinkedHashMap<>();
            health.put("gateway", new Api(cluster.gateway()));
            ServiceProcess scheduler = cluster.schedulerProcess();
            ServiceProcess worker = cluster.workerProcess();
            health.put("scheduler", new Api(scheduler.url()));
            health.put("worker", new Api(worker.url()));
            health.values().forEach(one -> await(() -> one.status("/actuator/health/readiness") == 200));
            long run = cluster.startFilms(FILMS);
            cluster.awaitSettled(run, 40);
            Map<String, ServiceLog> logs = Map.of(
                    "gateway", ServiceLog.fromNowOn(cluster.logs().resolve("app.log")),
                    "scheduler", ServiceLog.fromNowOn(scheduler.log()),
                    "worker", ServiceLog.fromNowOn(worker.log()));

            server.kill();
            health.forEach((service, one) ->
                    await(() -> one.status("/actuator/health/readiness") == (concerned.contains(service) ? 503 : 200)));
            // Long enough that whatever is tried again was tried again several times.
            Awaitility.await().pollDelay(AWAY).atMost(AWAY.plusSeconds(5)).until(() -> health.values().stream()
                    .allMatch(one -> one.status("/actuator/health/liveness") == 200));
            server.start();

            RunProgress end = cluster.awaitEnd(run, Duration.ofSeconds(120));
            new Catalogue(cluster).holdsEachOnce(end, FILMS);
            health.values().forEach(one -> await(() -> one.status("/actuator/health/readiness") == 200));
            logs.forEach(this::saysItOnce);
        }

        private void saysItOnce(String service, ServiceLog log) {
            int times = concerned.contains(service) ? 1 : 0;
            assertThat(log.messagesWith(name + " does not answer"))
                    .as("%s of the loss: %s", service, log.complaints())
                    .hasSize(times);
            assertThat(log.messagesWith(name + " answers again"))
                    .as("%s of the end", service)
                    .hasSize(times);
            assertThat(log.complaints()).as(service).hasSizeLessThanOrEqualTo(MOST_COMPLAINTS);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(condition::holds);
    }

    private static Cluster cluster(Database database) {
        return new Cluster(database)
                .with("reelsync.douban.rate", "100/5s")
                .with("reelsync.scheduler.window", "5s")
                .with("reelsync.scheduler.lease-at-most-for", "10s");
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
