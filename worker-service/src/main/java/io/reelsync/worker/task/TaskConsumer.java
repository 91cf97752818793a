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
import io.reelsync.worker.fetch.LargePages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.amqp.support.converter.MessageConverter;
import org.springframework.stereotype.Component;

/**
 * Takes a batch of tasks from the queue, has each worked on, all at once, and acknowledges them together: by then the
 * result of each is committed. While the database is away they are held, since they would be lost for a whole lease; one
 * that failed otherwise is acknowledged too: its lease runs out, and the database hands the work out again.
 */
@Component
class TaskConsumer implements ChannelAwareBatchMessageListener, TasksInHand {
    private static final Logger log = LoggerFactory.getLogger(TaskConsumer.class);

    private final MessageConverter converter;
    private final SubjectWorker subjectWorker;
    private final FeedReader feedReader;
    private final DatabaseRetry databaseRetry;
    private final TaskThreads threads;
    private final LargePages largePages;
    private final WorkerSettings settings;
    private final RepeatedFailures failures = new RepeatedFailures(log);
    private final ReentrantLock oneSuspect = new ReentrantLock();
    private final AtomicInteger inHand = new AtomicInteger();

    TaskConsumer(
            MessageConverter converter,
            SubjectWorker subjectWorker,
            FeedReader feedReader,
            DatabaseRetry databaseRetry,
            TaskThreads threads,
            LargePages largePages,
            WorkerSettings settings) {
        this.converter = converter;
        this.subjectWorker = subjectWorker;
        this.feedReader = feedReader;
        this.databaseRetry = databaseRetry;
        this.threads = threads;
        this.largePages = largePages;
        this.settings = settings;
    }

    /**
     * A task as it was delivered.
     *
     * @param redelivered whether another worker had it before, and may have died of it
     */
    private record Delivery(Task task, String traceId, boolean redelivered, long tag) {}

    @Override
    public void onMessageBatch(List<Message> messages, @Nullable Channel manual) {
        Channel channel = Objects.requireNonNull(manual, "acknowledged by hand");
        List<Delivery> batch = deliveries(messages, channel);
        if (batch.isEmpty()) {
            return;
        }
        inHand.addAndGet(batch.size());
        try {
            work(batch);
            // What came before on this channel is acknowledged or rejected already.
            Deliveries.acknowledgeAll(channel, batch.get(batch.size() - 1).tag());
        } catch (InterruptedException stopping) {
            // Unacknowledged: the broker hands them to another worker, which drops those that are settled.
            Thread.currentThread().interrupt();
        } finally {
            inHand.addAndGet(-batch.size());
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

    private List<Delivery> deliveries(List<Message> messages, Channel channel) {
        List<Delivery> batch = new ArrayList<>(messages.size());
        for (Message message : messages) {
            long tag = message.getMessageProperties().getDeliveryTag();
            try {
                if (!(converter.fromMessage(message) instanceof Task task)) {
                    throw new MessageConversionException("it holds something else");
                }
                batch.add(new Delivery(
                        task,
                        TraceId.validOrNew(message.getMessageProperties().getHeader(TraceId.FIELD)),
                        Boolean.TRUE.equals(message.getMessageProperties().isRedelivered()),
                        tag));
            } catch (MessageConversionException notATask) {
                log.error("A message that is no task is put with the dead ones: {}", notATask.getMessage());
                Deliveries.reject(channel, tag);
            }
        }
        return batch;
    }

    private void work(List<Delivery> batch) throws InterruptedException {
        List<SubjectTask> subjects = batch.stream()
                .map(Delivery::task)
                .filter(SubjectTask.class::isInstance)
                .map(SubjectTask.class::cast)
                .toList();
        Map<SubjectTask, Claim> claims;
        try {
            claims = databaseRetry.call(() -> subjectWorker.claim(subjects), DatabaseRetry::mayPass);
        } catch (RuntimeException failure) {
            failures.tell("Tasks could not be claimed; they are due again when their leases end", failure);
            return;
        }
        threads.runAll(batch.stream()
                .filter(one -> !(one.task() instanceof SubjectTask task) || claims.containsKey(task))
                .<TaskThreads.Work>map(one -> () -> work(one, claims))
                .toList());
    }

    private void work(Delivery delivery, Map<SubjectTask, Claim> claims) throws InterruptedException {
        try (LogContext context =
                LogContext.of(delivery.traceId()).with("source", delivery.task().source())) {
            if (delivery.task() instanceof SubjectTask task) {
                context.with("source_id", task.sourceId()).with("run_id", task.runId());
                Claim claim = Objects.requireNonNull(claims.get(task));
                boolean suspected = delivery.redelivered() || claim.suspected();
                oneByOneIf(suspected, () -> databaseRetry.call(() -> subjectWorker.work(claim, suspected)));
            } else if (delivery.task() instanceof FeedTask task) {
                context.with("run_id", task.runId());
                oneByOneIf(
                        delivery.redelivered(),
                        () -> databaseRetry.call(
                                () -> feedReader.read(task, delivery.redelivered()), DatabaseRetry::mayPass));
            }
        } catch (RuntimeException failure) {
            failures.tell("A task could not be finished; it is due again when its lease ends", failure);
        } finally {
            largePages.release();
        }
    }

    /** Of two suspects that are read at once, nobody could say which one a worker died of. */
    private void oneByOneIf(boolean suspected, DatabaseRetry.Work work) throws InterruptedException {
        if (!suspected) {
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
