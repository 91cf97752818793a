package io.reelsync.systemtests;

import io.reelsync.task.QueueTopology;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;

/** What someone deletes at the broker is declared again, and what stood in it handed out again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletedQueueTest {
    private static final int FILMS = 120;

    private final Cluster cluster = new Cluster()
            .with("reelsync.douban.rate", "100/5s")
            .with("reelsync.scheduler.window", "5s")
            .with("reelsync.scheduler.lease-at-most-for", "10s");
    private final Films films = new Films(cluster.site);

    @BeforeAll
    void start() {
        cluster.scheduler();
        cluster.worker();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void declaresAQueueAgain() {
        goesOnAfter((broker, topology) -> broker.deleteQueue(topology.tasksOf("douban")));
    }

    @Test
    void declaresTheExchangeAgain() {
        goesOnAfter((broker, topology) -> broker.deleteExchange(exchange(topology)));
    }

    /** All queues of tasks are bound to it; its name is what theirs begin with. */
    private static String exchange(QueueTopology topology) {
        return topology.tasksOf("").replaceFirst("\\.$", "");
    }

    private interface Deletion {
        void delete(AmqpAdmin broker, QueueTopology topology);
    }

    private void goesOnAfter(Deletion deletion) {
        List<Long> wanted = films.next(FILMS);
        long run = cluster.startSubjects(wanted);
        cluster.awaitSettled(run, 40);
        AmqpAdmin broker = cluster.bean(AmqpAdmin.class);
        QueueTopology topology = cluster.bean(QueueTopology.class);

        deletion.delete(broker, topology);

        Awaitility.await().until(() -> {
            QueueInformation queue = broker.getQueueInfo(topology.tasksOf("douban"));
            return queue != null && queue.getConsumerCount() > 0;
        });
        new Catalogue(cluster).holdsEachOnce(cluster.awaitEnd(run), wanted);
    }
}
