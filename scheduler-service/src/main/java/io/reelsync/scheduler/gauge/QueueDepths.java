package io.reelsync.scheduler.gauge;

import io.reelsync.outage.Server;
import io.reelsync.outage.Servers;
import io.reelsync.task.QueueTopology;
import io.reelsync.task.TopologyInitializer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.stereotype.Component;

/** How many tasks wait in each source's queues. */
@Component
class QueueDepths {
    private static final Logger log = LoggerFactory.getLogger(QueueDepths.class);

    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final AmqpAdmin broker;
    private final QueueTopology topology;
    private final TopologyInitializer topologyInitializer;
    private final Servers servers;

    QueueDepths(AmqpAdmin broker, QueueTopology topology, TopologyInitializer topologyInitializer, Servers servers) {
        this.broker = broker;
        this.topology = topology;
        this.topologyInitializer = topologyInitializer;
        this.servers = servers;
    }

    /**
     * The tasks that wait in the queues of a source; null if the broker doesn't answer. A queue that was deleted is
     * declared again: while its window is in hand, nobody else would notice.
     */
    @Nullable
    Long read(String source) {
        if (!servers.answers(Server.RABBITMQ)) {
            return null;
        }
        try {
            return depth(topology.tasksOf(source)) + depth(topology.urgentTasksOf(source));
        } catch (AmqpException noAnswer) {
            log.debug("the depth of the queues of {} can't be read now", source, noAnswer);
            return null;
        }
    }

    private long depth(String queueName) {
        QueueInformation queue = broker.getQueueInfo(queueName);
        if (queue != null) {
            missing.remove(queueName);
        } else if (!missing.add(queueName)) {
            // Only the second time that it is missing: by then its consumers know that it has ended.
            topologyInitializer.declare();
        }
        return queue == null ? 0 : queue.getMessageCount();
    }
}
