package io.reelsync.worker.task;

import com.rabbitmq.client.Channel;
import io.reelsync.cluster.TasksInHand;
import io.reelsync.outage.DatabaseRetry;
import io.reelsync.outage.RepeatedFailures;
import io.reelsync.task.FeedTask;
import io.reelsync.task.SubjectTask;
import io.reelsync.task.Task;
import io.reelsync.telemetry.LogContext;
import io.reelsync.telemetry.TraceId;
import io.reelsync.worker.WorkerSettings;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.amqp.support.converter.MessageConverter;
import org.springframework.stereotype.Component;

/**
 * Takes a task from the queue, has it worked on and acknowledges it. It is acknowledged when its result is committed.
 * While the database is away it is held, since it would be lost for a whole lease; where it failed otherwise it is
 * acknowledged too: its lease runs out, and the database hands the work out again.
 */
@Component
class TaskConsumer implements ChannelAwareMessageListener, TasksInHand {
    private static final Logger log = LoggerFactory.getLogger(TaskConsumer.class);

    private final MessageConverter converter;
    private final WorkOnSubject workOnSubject;
    private final ReadFeed readFeed;
    private final DatabaseRetry databaseRetry;
    private final WorkerSettings settings;
    private final RepeatedFailures failures = new RepeatedFailures(log);
    private final ReentrantLock oneSuspect = new ReentrantLock();
    private final AtomicInteger inHand = new AtomicInteger();

    TaskConsumer(
            MessageConverter converter,
            WorkOnSubject workOnSubject,
            ReadFeed readFeed,
            DatabaseRetry databaseRetry,
            WorkerSettings settings) {
        this.converter = converter;
        this.workOnSubject = workOnSubject;
        this.readFeed = readFeed;
        this.databaseRetry = databaseRetry;
        this.settings = settings;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel manual) throws IOException {
        Channel channel = Objects.requireNonNull(manual, "acknowledged by hand");
        long tag = message.getMessageProperties().getDeliveryTag();
        inHand.incrementAndGet();
        try (LogContext context =
                LogContext.of(TraceId.validOrNew(message.getMessageProperties().getHeader(TraceId.FIELD)))) {
            work(
                    converter.fromMessage(message),
                    Boolean.TRUE.equals(message.getMessageProperties().isRedelivered()),
                    context);
            Deliveries.acknowledge(channel, tag);
        } catch (InterruptedException stopping) {
            // Unacknowledged: the broker hands it to another worker.
            Thread.currentThread().interrupt();
        } catch (MessageConversionException notATask) {
            log.error("A message that is no task is put with the dead ones: {}", notATask.getMessage());
            channel.basicReject(tag, false);
        } finally {
            inHand.decrementAndGet();
        }
    }

    @Override
    public int count() {
        return inHand.get();
    }

    @Override
    public int concurrency() {
        return settings.concurrency();
    }

    private void work(Object body, boolean redelivered, LogContext context) throws InterruptedException {
        if (!(body instanceof Task task)) {
            throw new MessageConversionException(body.getClass() + " is no task");
        }
        context.with("source", task.source());
        try {
            if (task instanceof SubjectTask subject) {
                context.with("source_id", subject.sourceId()).with("run_id", subject.runId());
                work(() -> databaseRetry.call(() -> workOnSubject.work(subject, redelivered)), redelivered);
            } else if (task instanceof FeedTask feed) {
                context.with("run_id", feed.runId());
                work(
                        () -> databaseRetry.call(() -> readFeed.read(feed, redelivered), DatabaseRetry::mayPass),
                        redelivered);
            }
        } catch (RuntimeException failure) {
            failures.tell("A task could not be finished; it is due again when its lease ends", failure);
        }
    }

    /** Tasks that came back one at a time: of two that are read at once, nobody could say which one a worker died of. */
    private void work(DatabaseRetry.Work work, boolean redelivered) throws InterruptedException {
        if (!redelivered) {
            work.run();
            return;
        }
        oneSuspect.lockInterruptibly();
        try {
            work.run();
        } finally {
            oneSuspect.unlock();
        }
    }
}
