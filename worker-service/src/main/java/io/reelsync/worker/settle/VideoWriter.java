package io.reelsync.worker.settle;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reelsync.outage.DatabaseRetry;
import io.reelsync.source.SubjectId;
import io.reelsync.telemetry.MetricNames;
import io.reelsync.worker.TaskResult;
import io.reelsync.worker.settle.TaskSettler.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * The one way in which details reach the database. Results that arrive while transactions are written go into the next
 * one together: a commit per batch rather than per row. While the database works on one batch, the next is gathered and
 * its statements are made.
 */
@Component
public class VideoWriter implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(VideoWriter.class);
    private static final int LARGEST_BATCH = 128;
    private static final int WRITERS = 2;
    /** Of the 20 s that a whole stop may take, most belong to the consumers, which stop before. */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(3);

    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final TaskSettler taskSettler;
    private final DatabaseRetry databaseRetry;
    private final Timer timer;
    private final BlockingQueue<Pending> pending = new ArrayBlockingQueue<>(4 * LARGEST_BATCH);
    /** Two that gather at once would make two small batches of a large one. */
    private final Lock gathering = new ReentrantLock();

    private volatile boolean running;
    private volatile List<Thread> writers = List.of();

    VideoWriter(TaskSettler taskSettler, DatabaseRetry databaseRetry, MeterRegistry meters) {
        this.taskSettler = taskSettler;
        this.databaseRetry = databaseRetry;
        this.timer = Timer.builder(MetricNames.STORE)
                .description("Time to store one batch of results")
                .serviceLevelObjectives(MetricNames.buckets())
                .register(meters);
    }

    private record Pending(Settlement settlement, CompletableFuture<Settled> answer) {}

    /**
     * Stores a task's result and returns after the commit.
     *
     * @param lease the lease under which the task was worked on
     * @throws DataAccessException where the database refuses the result itself
     * @throws InterruptedException where the thread is to stop, or the service while the database is away; the subject
     *     is due again when its lease ends
     */
    public Settled settle(SubjectId subject, long lease, TaskResult result) throws InterruptedException {
        Pending one = new Pending(new Settlement(subject, lease, result), new CompletableFuture<>());
        // Bounded: while the database is away, those who bring results wait here.
        boolean taken = pending.offer(one);
        while (!one.answer().isCancelled() && writers.stream().anyMatch(Thread::isAlive)) {
            try {
                if (taken) {
                    return one.answer().get(1, TimeUnit.SECONDS);
                }
                taken = pending.offer(one, 1, TimeUnit.SECONDS);
            } catch (TimeoutException notYet) {
                log.trace("the result of {} is not stored yet", subject);
            } catch (CancellationException stopping) {
                break;
            } catch (ExecutionException refused) {
                throw refused.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(refused);
            }
        }
        throw new InterruptedException("the service stops before the result of " + subject + " is stored");
    }

    private void writeBatches() {
        while (running || !pending.isEmpty()) {
            List<Pending> batch = new ArrayList<>(LARGEST_BATCH);
            try {
                gather(batch);
                if (!batch.isEmpty()) {
                    write(batch);
                }
            } catch (InterruptedException stopping) {
                // Nothing more can be stored: who waits for it gives its task back.
                pending.drainTo(batch);
                batch.forEach(one -> one.answer().cancel(false));
                if (!running) {
                    return;
                }
            } catch (RuntimeException | Error unexpected) {
                log.error("A batch could not be handled; its subjects are due again when their leases end", unexpected);
                batch.forEach(one -> one.answer().completeExceptionally(unexpected));
            }
        }
    }

    private void gather(List<Pending> batch) throws InterruptedException {
        gathering.lockInterruptibly();
        try {
            Pending first = pending.poll(100, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                gatherMore(batch);
            }
        } finally {
            gathering.unlock();
        }
    }

    /** Where results come fast, a little more time brings more of them into one commit; a lone one doesn't wait. */
    private void gatherMore(List<Pending> batch) throws InterruptedException {
        pending.drainTo(batch, LARGEST_BATCH - batch.size());
        long end = System.nanoTime() + GATHER_NANOS;
        while (running && batch.size() > 1 && batch.size() < LARGEST_BATCH) {
            Pending next = pending.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    private void write(List<Pending> batch) throws InterruptedException {
        try {
            List<Settlement> settlements =
                    batch.stream().map(Pending::settlement).toList();
            List<Settled> answers = databaseRetry.call(
                    () -> Objects.requireNonNull(timer.record(() -> taskSettler.settle(settlements))),
                    DatabaseRetry::mayPass);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (NonTransientDataAccessException refused) {
            if (batch.size() == 1) {
                batch.get(0).answer().completeExceptionally(refused);
                return;
            }
            // One result that the database refuses must not take the others with it.
            for (Pending one : batch) {
                write(List.of(one));
            }
        }
    }

    @Override
    public void start() {
        running = true;
        writers = IntStream.rangeClosed(1, WRITERS)
                .mapToObj(n -> new Thread(this::writeBatches, "video-writer-" + n))
                .toList();
        writers.forEach(Thread::start);
    }

    @Override
    public void stop() {
        running = false;
        long end = System.nanoTime() + STOPS_WITHIN.toNanos();
        try {
            for (Thread writer : writers) {
                TimeUnit.NANOSECONDS.timedJoin(writer, end - System.nanoTime());
            }
            writers.forEach(Thread::interrupt);
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
