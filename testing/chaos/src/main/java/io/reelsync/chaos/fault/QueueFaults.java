package io.reelsync.chaos.fault;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.reelsync.chaos.check.Frontier;
import java.util.ArrayList;
import java.util.List;

/** Messages that are lost or come twice. */
final class QueueFaults {
    private static final long CONFIRM_WITHIN_MILLIS = 5000;

    private QueueFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("queue-purge", "All waiting tasks vanish from their queue.", arena -> {
                    try (Connection connection = arena.cluster().servers().broker()) {
                        int lost = connection
                                .createChannel()
                                .queuePurge(Frontier.TASKS)
                                .getMessageCount();
                        return Injection.done(lost + " tasks");
                    }
                }),
                Fault.of("queue-delete", "The queue of tasks is deleted, with what is in it.", arena -> {
                    try (Connection connection = arena.cluster().servers().broker()) {
                        int lost = connection
                                .createChannel()
                                .queueDelete(Frontier.TASKS)
                                .getMessageCount();
                        return Injection.done("queue with " + lost);
                    }
                }),
                Fault.of("duplicate-delivery", "All waiting tasks are published twice.", arena -> {
                    try (Connection connection = arena.cluster().servers().broker()) {
                        return Injection.done(doubled(connection.createChannel()) + " tasks");
                    }
                }));
    }

    private static int doubled(Channel channel) throws Exception {
        channel.confirmSelect();
        List<GetResponse> taken = new ArrayList<>();
        for (GetResponse one = channel.basicGet(Frontier.TASKS, false);
                one != null;
                one = channel.basicGet(Frontier.TASKS, false)) {
            taken.add(one);
        }
        for (GetResponse one : taken) {
            channel.basicPublish("", Frontier.TASKS, one.getProps(), one.getBody());
            channel.basicPublish("", Frontier.TASKS, one.getProps(), one.getBody());
        }
        channel.waitForConfirmsOrDie(CONFIRM_WITHIN_MILLIS);
        for (GetResponse one : taken) {
            channel.basicAck(one.getEnvelope().getDeliveryTag(), false);
        }
        return taken.size();
    }
}
