package io.reelsync.worker;

import com.rabbitmq.client.Channel;
import io.reelsync.catalog.TaskResult;
import io.reelsync.catalog.VideoWriter;
import io.reelsync.outage.HoldOn;
import io.reelsync.run.RunFeeds;
import io.reelsync.source.Reason;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.task.FeedTask;
import io.reelsync.task.SubjectTask;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.amqp.support.converter.MessageConverter;
import org.springframework.stereotype.Component;

/** Writes down what the broker gave up: a task that took its worker down again and again makes its subject dead. */
@Component
class DeadLetterConsumer implements ChannelAwareMessageListener {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterConsumer.class);
    private static final Reason REASON = Reason.KILLED_WORKER;

    private final MessageConverter converter;
    private final VideoWriter writer;
    private final RunFeeds feeds;
    private final Sources sources;
    private final TaskCounters counters;
    private final HoldOn holdOn;

    DeadLetterConsumer(
            MessageConverter converter,
            VideoWriter writer,
            RunFeeds feeds,
            Sources sources,
            TaskCounters counters,
            HoldOn holdOn) {
        this.converter = converter;
        this.writer = writer;
        this.feeds = feeds;
        this.sources = sources;
        this.counters = counters;
        this.holdOn = holdOn;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel manual) throws IOException {
        Channel channel = Objects.requireNonNull(manual, "acknowledged by hand");
        try (LogContext context =
                LogContext.of(TraceId.validOrNew(message.getMessageProperties().getHeader(TraceId.FIELD)))) {
            Object task = converter.fromMessage(message);
            log.error("{} is given up: {}", task, REASON.text());
            holdOn.trying(() -> bury(task));
        } catch (MessageConversionException notATask) {
            log.error("A message that is no task is thrown away: {}", notATask.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException failure) {
            log.error("A dead task could not be written down; its subject is due again when its lease ends", failure);
        }
        Deliveries.acknowledge(channel, message.getMessageProperties().getDeliveryTag());
    }

    private void bury(Object task) throws InterruptedException {
        if (task instanceof SubjectTask subject) {
            Source source = sources.get(subject.source());
            counters.count(source, writer.settle(subject.subject(), subject.lease(), new TaskResult.GivenUp()));
        } else if (task instanceof FeedTask feed) {
            feeds.fail(feed.runId(), feed.feed(), feed.lease(), 1, REASON.name(), REASON.text(), null);
            counters.count(sources.get(feed.source()), TaskCounters.DEAD);
        }
    }
}
