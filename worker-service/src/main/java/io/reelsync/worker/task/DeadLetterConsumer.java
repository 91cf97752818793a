package io.reelsync.worker.task;

import com.rabbitmq.client.Channel;
import io.reelsync.outage.DatabaseRetry;
import io.reelsync.run.RunFeeds;
import io.reelsync.source.Reason;
import io.reelsync.task.FeedTask;
import io.reelsync.task.SubjectTask;
import io.reelsync.task.Task;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.settle.Settled;
import io.reelsync.worker.settle.VideoWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.amqp.support.converter.MessageConverter;
import org.springframework.stereotype.Component;

/**
 * Takes what the broker gave up. A task whose workers died while they read what it asks for makes its subject dead; every
 * other is due again at once, a feed's that was delivered again and again as a suspect. Only what is known to have happened
 * is said.
 */
@Component
class DeadLetterConsumer implements ChannelAwareMessageListener {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterConsumer.class);

    private final MessageConverter converter;
    private final VideoWriter writer;
    private final RunFeeds feeds;
    private final TaskCounters counters;
    private final ReturnedTaskReporter returned;
    private final DatabaseRetry databaseRetry;

    DeadLetterConsumer(
            MessageConverter converter,
            VideoWriter writer,
            RunFeeds feeds,
            TaskCounters counters,
            ReturnedTaskReporter returned,
            DatabaseRetry databaseRetry) {
        this.converter = converter;
        this.writer = writer;
        this.feeds = feeds;
        this.counters = counters;
        this.returned = returned;
        this.databaseRetry = databaseRetry;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel manual) throws IOException {
        Channel channel = Objects.requireNonNull(manual, "acknowledged by hand");
        try (LogContext context =
                LogContext.of(TraceId.validOrNew(message.getMessageProperties().getHeader(TraceId.FIELD)))) {
            DeadLetterCause cause =
                    DeadLetterCause.of(message.getMessageProperties().getXDeathHeader());
            if (!(converter.fromMessage(message) instanceof Task task)) {
                throw new MessageConversionException("it holds something else");
            }
            if (databaseRetry.call(() -> bury(task, cause), DatabaseRetry::mayPass)) {
                log.error("{} is given up: {}", task, Reason.KILLED_WORKER.text());
            } else {
                returned.note(cause);
            }
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

    /** Answers whether it is given up, and not due again. */
    private boolean bury(Task task, DeadLetterCause cause) throws InterruptedException {
        // Only that the broker gave it to worker after worker speaks against it.
        boolean suspected = cause == DeadLetterCause.DELIVERY_LIMIT;
        if (task instanceof SubjectTask subject) {
            TaskResult result = suspected ? new TaskResult.GivenUp() : new TaskResult.PutBack(Duration.ZERO);
            Settled settled = writer.settle(subject.subject(), subject.lease(), result);
            counters.count(task.source(), settled);
            return settled == Settled.DEAD;
        }
        FeedTask feed = (FeedTask) task;
        if (suspected) {
            // If workers have died of it often enough, whoever gets it next gives it up unread.
            feeds.putBackSuspected(feed.runId(), feed.feed(), feed.lease());
        } else {
            feeds.putBack(feed.runId(), feed.feed(), feed.lease(), Duration.ZERO);
        }
        return false;
    }
}
