package io.reelsync.task;

import io.reelsync.limit.LimitSettings;
import io.reelsync.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.support.converter.DefaultJacksonJavaTypeMapper;
import org.springframework.amqp.support.converter.JacksonJsonMessageConverter;
import org.springframework.amqp.support.converter.MessageConverter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The exchange and the queues, named here and nowhere else: two quorum queues of tasks per source, and one queue for
 * tasks whose workers died of them.
 */
@Configuration(proxyBeanMethods = false)
public class QueueTopology {
    /** How often a task may take its worker down before the broker gives it up. */
    static final int DELIVERY_LIMIT = 3;

    private final String namespace;
    private final Sources sources;

    QueueTopology(LimitSettings settings, Sources sources) {
        this.namespace = settings.namespace();
        this.sources = sources;
    }

    /** The queue of a source's tasks. */
    public String tasksOf(String source) {
        return namespace + ".tasks." + source;
    }

    /** The queue of a source's urgent tasks: they must not stand behind a minute's worth of others. */
    public String urgentTasksOf(String source) {
        return tasksOf(source) + ".urgent";
    }

    /** The queue of tasks that the broker gave up. */
    public String deadLetters() {
        return namespace + ".dead";
    }

    /** The queue that a task goes to, and its routing key. */
    String queueOf(Task task) {
        return task instanceof SubjectTask subject && subject.urgent()
                ? urgentTasksOf(task.source())
                : tasksOf(task.source());
    }

    String exchange() {
        return namespace + ".tasks";
    }

    /** Everything that has to be there, but for what is bound to what. */
    public List<Declarable> declarables() {
        List<Declarable> all = new ArrayList<>(queues());
        all.add(new DirectExchange(exchange()));
        return all;
    }

    /** All queues that there have to be. */
    List<Queue> queues() {
        List<Queue> all = new ArrayList<>();
        all.add(QueueBuilder.durable(deadLetters()).quorum().build());
        for (String name : boundQueues()) {
            all.add(QueueBuilder.durable(name)
                    .quorum()
                    .deliveryLimit(DELIVERY_LIMIT)
                    .deadLetterExchange("")
                    .deadLetterRoutingKey(deadLetters())
                    .build());
        }
        return all;
    }

    /** The queues that the exchange hands tasks to, each by its own name. */
    List<String> boundQueues() {
        return sources.all().stream()
                .flatMap(source -> Stream.of(tasksOf(source.name()), urgentTasksOf(source.name())))
                .toList();
    }

    @Bean
    MessageConverter taskConverter() {
        DefaultJacksonJavaTypeMapper types = new DefaultJacksonJavaTypeMapper();
        types.setIdClassMapping(Map.of("feed", FeedTask.class, "subject", SubjectTask.class));
        JacksonJsonMessageConverter converter = new JacksonJsonMessageConverter();
        converter.setJavaTypeMapper(types);
        return converter;
    }
}
