package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.samplesite.control.Misbehaviour;
import io.reelsync.task.QueueTopology;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A lost worker, scheduler or task costs a lease's time and nothing else. */
class ProcessLossTest {

    @Test
    void losesAndDoublesNothingWhenAWorkerIsKilled() throws Exception {
        try (Cluster cluster = shortLeases()) {
            cluster.scheduler();
            ServiceProcess killed = cluster.workerProcess();
            cluster.workerProcess();
            long run = cluster.startFilms(200);

            cluster.awaitSettled(run, 60);
            killed.kill();

            assertThat(killed.isAlive()).isFalse();
            RunProgress end = cluster.awaitEnd(run);
            new Catalogue(cluster).holdsEachOnce(end, 200);
        }
    }

    @Test
    void goesOnWithAnotherWorkerWhenTheOnlyOneIsKilled() throws Exception {
        try (Cluster cluster = shortLeases()) {
            cluster.scheduler();
            ServiceProcess killed = cluster.workerProcess();
            long run = cluster.startFilms(150);
            cluster.awaitSettled(run, 40);

            killed.kill();
            assertThat(cluster.progress(run).run().state().active()).isTrue();
            cluster.workerProcess();

            RunProgress end = cluster.awaitEnd(run);
            new Catalogue(cluster).holdsEachOnce(end, 150);
        }
    }

    @Test
    void dropsWhatAFrozenWorkerBringsTooLate() throws Exception {
        try (Cluster cluster = shortLeases().with("reelsync.scheduler.lease-at-most-for", "6s")) {
            // In case it freezes in the middle of a transaction.
            endSilentConnectionsSoon(cluster);
            cluster.scheduler();
            ServiceProcess frozen = cluster.workerProcess();
            Catalogue catalogue = new Catalogue(cluster);
            // With pages this slow, some are on their way to the worker when it freezes.
            cluster.site.misbehave("/subject/", Misbehaviour.SLOW, 0, "500");
            long run = cluster.startFilms(150);
            awaitLogged(frozen, "CREATED");
            cluster.worker();

            frozen.freeze();
            RunProgress end = cluster.awaitEnd(run);
            catalogue.holdsEachOnce(end, 150);
            int asked = catalogue.pagesAskedFor().size();
            assertThat(asked)
                    .as("pages, some for the frozen worker and again for the other")
                    .isGreaterThan(150);
            frozen.thaw();

            awaitLogged(frozen, "DROPPED");
            catalogue.holdsEachOnce(cluster.progress(run), 150);
        }
    }

    @Test
    void takesBackWhatALostWorkerHadLocked() throws Exception {
        try (Cluster cluster = shortLeases()) {
            endSilentConnectionsSoon(cluster);
            cluster.scheduler();
            List<Long> films = cluster.site.listedFilms().subList(0, 30);
            long run = cluster.startSubjects(films);
            awaitTasksInQueue(cluster, films.size());

            ServiceProcess lost;
            try (Connection inItsWay = cluster.connection()) {
                inItsWay.setAutoCommit(false);
                inItsWay.createStatement().executeQuery("SELECT state FROM sync_run_items FOR UPDATE");
                lost = cluster.workerProcess();
                awaitLockWait(cluster);
                // Its connection stays open, as that of a machine which lost its power.
                lost.freeze();
            }
            cluster.worker();

            Catalogue catalogue = new Catalogue(cluster);
            catalogue.holdsEachOnce(cluster.awaitEnd(run), films.size());
            lost.thaw();
            awaitLogged(lost, "DROPPED");
            catalogue.holdsEachOnce(cluster.progress(run), films.size());
        }
    }

    private static void endSilentConnectionsSoon(Cluster cluster) {
        // Written so that it has a name in the environment.
        cluster.with("spring.datasource.hikari.connectionInitSql", "SET SESSION wait_timeout = 3");
    }

    private static void awaitLockWait(Cluster cluster) {
        JdbcClient sql = cluster.sql();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> sql.sql("""
                                SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'""").query(Long.class).single() > 0);
    }

    private static void awaitLogged(ServiceProcess worker, String word) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(worker.log())
                        && Files.readString(worker.log()).contains(word));
    }

    @Test
    void goesOnWithAnotherSchedulerWhenOneIsKilled() throws Exception {
        try (Cluster cluster = shortLeases()) {
            cluster.worker();
            ServiceProcess killed = cluster.schedulerProcess();
            long run = cluster.startFilms(200);
            cluster.awaitSettled(run, 40);

            killed.kill();
            cluster.scheduler();

            RunProgress end = cluster.awaitEnd(run);
            new Catalogue(cluster).holdsEachOnce(end, 200);
        }
    }

    @Test
    void handsTasksOutAgainWhenTheQueueIsPurged() throws Exception {
        try (Cluster cluster = shortLeases().with("reelsync.scheduler.lease-at-most-for", "3s")) {
            cluster.scheduler();
            List<Long> films = cluster.site.listedFilms().subList(0, 30);
            long run = cluster.startSubjects(films);
            awaitTasksInQueue(cluster, films.size());

            cluster.bean(AmqpAdmin.class).purgeQueue(queue(cluster));
            cluster.worker();

            RunProgress end = cluster.awaitEnd(run);
            new Catalogue(cluster).holdsEachOnce(end, films.size());
        }
    }

    @Test
    void storesATaskOnceThatIsDeliveredTwice() throws Exception {
        try (Cluster cluster = shortLeases()) {
            cluster.scheduler();
            List<Long> films = cluster.site.listedFilms().subList(0, 30);
            long run = cluster.startSubjects(films);
            awaitTasksInQueue(cluster, films.size());

            RabbitTemplate rabbit = cluster.bean(RabbitTemplate.class);
            List<Message> tasks = new ArrayList<>();
            for (Message task = rabbit.receive(queue(cluster)); task != null; task = rabbit.receive(queue(cluster))) {
                tasks.add(task);
            }
            assertThat(tasks).hasSize(films.size());
            for (Message task : tasks) {
                rabbit.send("", queue(cluster), task);
                rabbit.send("", queue(cluster), task);
            }
            cluster.worker();
            cluster.worker();

            RunProgress end = cluster.awaitEnd(run);
            awaitTasksInQueue(cluster, 0);
            new Catalogue(cluster).holdsEachOnce(end, films.size());
        }
    }

    /** Twenty a second, of which five seconds' worth are in hand, for ten at the most. */
    private static Cluster shortLeases() {
        return new Cluster()
                .with("reelsync.douban.rate", "20/1s")
                .with("reelsync.scheduler.window", "5s")
                .with("reelsync.scheduler.lease-at-most-for", "10s");
    }

    private static void awaitTasksInQueue(Cluster cluster, long count) {
        AmqpAdmin admin = cluster.bean(AmqpAdmin.class);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            // Null until the scheduler has declared it.
            QueueInformation queue = admin.getQueueInfo(queue(cluster));
            return queue != null && queue.getMessageCount() == count;
        });
    }

    private static String queue(Cluster cluster) {
        return cluster.bean(QueueTopology.class).tasksOf("douban");
    }
}
