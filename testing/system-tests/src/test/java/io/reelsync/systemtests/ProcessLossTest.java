package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.task.QueueTopology;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A lost worker or task costs a lease's time and nothing else. One scheduler hands out throughout; each test has workers
 * and films of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessLossTest {
    /** Twenty a second, of which five seconds' worth are in hand. */
    private final Cluster cluster = new Cluster()
            .with("reelsync.douban.rate", "20/1s")
            .with("reelsync.scheduler.window", "5s")
            .with("reelsync.scheduler.lease-at-most-for", "6s");

    private final Films films = new Films(cluster.site);
    private final Catalogue catalogue = new Catalogue(cluster);

    @BeforeAll
    void start() {
        cluster.scheduler();
        // The database ends a frozen worker's connections before long. Written so that it has a name in the
        // environment.
        cluster.with("spring.datasource.hikari.connectionInitSql", "SET SESSION wait_timeout = 3");
    }

    @AfterEach
    void stopWorkers() throws Exception {
        cluster.stopAllButTheFirst();
        AmqpAdmin broker = cluster.bean(AmqpAdmin.class);
        Awaitility.await().until(() -> {
            broker.purgeQueue(queue());
            QueueInformation queue = broker.getQueueInfo(queue());
            return queue.getConsumerCount() == 0 && queue.getMessageCount() == 0;
        });
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void goesOnWithAnotherWorkerWhenTheOnlyOneIsKilled() {
        ServiceProcess killed = cluster.workerProcess();
        List<Long> wanted = films.next(120);
        long run = cluster.startSubjects(wanted);
        cluster.awaitSettled(run, 40);

        killed.kill();
        assertThat(cluster.progress(run).run().state().active()).isTrue();
        cluster.workerProcess();

        catalogue.holdsEachOnce(cluster.awaitEnd(run), wanted);
    }

    @Test
    void dropsWhatAFrozenWorkerBringsTooLate() {
        ServiceProcess frozen = cluster.workerProcess();
        // With pages this slow, some are on their way to the worker when it freezes.
        cluster.site.misbehave("/subject/", Misbehaviour.SLOW, 0, "500");
        cluster.site.clearRequests();
        List<Long> wanted = films.next(120);
        long run = cluster.startSubjects(wanted);
        awaitLogged(frozen, "CREATED");
        cluster.worker();

        frozen.freeze();
        catalogue.holdsEachOnce(cluster.awaitEnd(run), wanted);
        assertThat(catalogue.pagesAskedFor())
                .as("pages, some for the frozen worker and again for the other")
                .hasSizeGreaterThan(wanted.size());
        frozen.thaw();

        awaitLogged(frozen, "DROPPED");
        catalogue.holdsEachOnce(cluster.progress(run), wanted);
    }

    @Test
    void takesBackWhatALostWorkerHadLocked() throws Exception {
        List<Long> wanted = films.next(30);
        long run = cluster.startSubjects(wanted);
        awaitTasksInQueue(wanted.size());

        ServiceProcess lost;
        try (Connection inItsWay = cluster.connection()) {
            inItsWay.setAutoCommit(false);
            inItsWay.createStatement().executeQuery("SELECT state FROM sync_run_items FOR UPDATE");
            lost = cluster.workerProcess();
            awaitLockWait();
            // Its connection stays open, as that of a machine which lost its power.
            lost.freeze();
        }
        cluster.worker();

        catalogue.holdsEachOnce(cluster.awaitEnd(run), wanted);
        lost.thaw();
        awaitLogged(lost, "DROPPED");
        catalogue.holdsEachOnce(cluster.progress(run), wanted);
    }

    @Test
    void storesATaskOnceThatIsDeliveredTwice() {
        List<Long> wanted = films.next(30);
        long run = cluster.startSubjects(wanted);
        awaitTasksInQueue(wanted.size());

        RabbitTemplate rabbit = cluster.bean(RabbitTemplate.class);
        List<Message> tasks = new ArrayList<>();
        for (Message task = rabbit.receive(queue()); task != null; task = rabbit.receive(queue())) {
            tasks.add(task);
        }
        assertThat(tasks).hasSize(wanted.size());
        for (Message task : tasks) {
            rabbit.send("", queue(), task);
            rabbit.send("", queue(), task);
        }
        cluster.worker();
        cluster.worker();

        RunProgress end = cluster.awaitEnd(run);
        awaitTasksInQueue(0);
        catalogue.holdsEachOnce(end, wanted);
    }

    private void awaitLockWait() {
        JdbcClient sql = cluster.sql();
        Awaitility.await().until(() -> sql.sql("""
                                SELECT COUNT(*) FROM information_schema.innodb_trx
                                JOIN information_schema.processlist p ON p.id = trx_mysql_thread_id
                                WHERE trx_state = 'LOCK WAIT' AND p.db = DATABASE()""").query(Long.class).single() > 0);
    }

    private static void awaitLogged(ServiceProcess worker, String word) {
        Awaitility.await()
                .until(() -> Files.exists(worker.log())
                        && Files.readString(worker.log()).contains(word));
    }

    private void awaitTasksInQueue(long count) {
        AmqpAdmin admin = cluster.bean(AmqpAdmin.class);
        Awaitility.await().until(() -> {
            // Null until the scheduler has declared it.
            QueueInformation queue = admin.getQueueInfo(queue());
            return queue != null && queue.getMessageCount() == count;
        });
    }

    private String queue() {
        return cluster.bean(QueueTopology.class).tasksOf("douban");
    }
}
