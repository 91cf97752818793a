package io.reelsync.catalog;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.catalog.SettleTasks.Settlement;
import io.reelsync.source.SubjectId;
import io.reelsync.telemetry.MetricNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The one way in which details reach the database. Results that arrive while a transaction is written go into the next
 * one together: a commit per batch rather than per row, without waiting for a batch to fill.
 */
@Component
public class VideoWriter implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(VideoWriter.class);
    private static final int LARGEST_BATCH = 64;
    private static final int ANSWER_WITHIN_SECONDS = 120;

    private final SettleTasks settleTasks;
    private final Timer timer;
    private final BlockingQueue<Pending> pending = new ArrayBlockingQueue<>(4 * LARGEST_BATCH);
    private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(6)
            .delay(Duration.ofMillis(20))
            .multiplier(3)
            .jitter(Duration.ofMillis(10))
            .maxDelay(Duration.ofSeconds(5))
            .predicate(VideoWriter::mayPass)
            .build());
    private volatile boolean running;
    private volatile Thread thread = new Thread(this::writeBatches, "video-writer");

    VideoWriter(SettleTasks settleTasks, MeterRegistry meters) {
        this.settleTasks = settleTasks;
        this.timer = Timer.builder(MetricNames.STORE)
                .description("Time to store one batch of results")
                .serviceLevelObjectives(MetricNames.buckets())
                .register(meters);
    }

    /** Two writers that insert the same title meet at its unique key; the next attempt finds the row. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof DuplicateKeyException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransactionException
                || failure instanceof DataAccessException && !(failure instanceof NonTransientDataAccessException);
    }

    private record Pending(Settlement settlement, CompletableFuture<Settled> answer) {}

    /**
     * Stores a task's result and returns after the commit.
     *
     * @param lease the lease under which the task was worked on
     * @throws DataAccessException where the database refuses the result itself, or doesn't come back in time
     */
    public Settled settle(SubjectId subject, long lease, TaskResult result) throws InterruptedException {
        Pending one = new Pending(new Settlement(subject, lease, result), new CompletableFuture<>());
        pending.put(one);
        try {
            return one.answer().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(refused);
        } catch (TimeoutException late) {
            throw new QueryTimeoutException("no commit for " + subject + " in time", late);
        }
    }

    private void writeBatches() {
        while (running || !pending.isEmpty()) {
            try {
                Pending first = pending.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Pending> batch = new ArrayList<>(LARGEST_BATCH);
                    batch.add(first);
                    pending.drainTo(batch, LARGEST_BATCH - 1);
                    write(batch);
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException unexpected) {
                log.error("A batch could not be handled; its subjects are due again when their leases end", unexpected);
            }
        }
    }

    private void write(List<Pending> batch) {
        try {
            List<Settled> answers = timer.recordCallable(() -> retry.execute(() ->
                    settleTasks.settle(batch.stream().map(Pending::settlement).toList())));
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(Objects.requireNonNull(answers).get(i));
            }
        } catch (Exception failure) {
            Throwable cause =
                    failure instanceof RetryException && failure.getCause() != null ? failure.getCause() : failure;
            if (batch.size() > 1 && cause instanceof NonTransientDataAccessException) {
                // One result that the database refuses must not take the others with it.
                batch.forEach(one -> write(List.of(one)));
            } else {
                batch.forEach(one -> one.answer().completeExceptionally(cause));
            }
        }
    }

    @Override
    public void start() {
        running = true;
        thread = new Thread(this::writeBatches, "video-writer");
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started before, and stopped after, everything that hands results in. */
    @Override
    public int getPhase() {
        return 0;
    }
}
