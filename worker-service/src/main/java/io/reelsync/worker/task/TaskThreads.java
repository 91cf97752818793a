package io.reelsync.worker.task;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * The threads of the tasks of a batch: virtual ones if this Java has them, else threads that are kept for the next batch.
 * Never more than all consumers' batches together.
 */
@Component
class TaskThreads {
    private final AsyncTaskExecutor executor;

    TaskThreads(Environment environment, SimpleAsyncTaskExecutorBuilder virtual) {
        executor = Threading.VIRTUAL.isActive(environment)
                ? virtual.threadNamePrefix("task-").build()
                : pool();
    }

    private static ThreadPoolTaskExecutor pool() {
        ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
        pool.setThreadNamePrefix("task-");
        // A thread for each task, since a task mostly waits; none is queued.
        pool.setQueueCapacity(0);
        pool.setCorePoolSize(0);
        pool.setDaemon(true);
        pool.initialize();
        return pool;
    }

    /** One task's work. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Does all of it at once, and returns when all is done.
     *
     * @throws InterruptedException if this thread or one of the work's is to stop; what isn't done is interrupted
     */
    void runAll(List<Work> batch) throws InterruptedException {
        if (batch.size() == 1) {
            batch.get(0).run();
            return;
        }
        List<Future<?>> running = batch.stream().<Future<?>>map(this::start).toList();
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof InterruptedException stopping) {
                throw stopping;
            }
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failure.getCause());
        } finally {
            running.forEach(one -> one.cancel(true));
        }
    }

    private Future<?> start(Work work) {
        return executor.submit(() -> {
            work.run();
            return null;
        });
    }

    @PreDestroy
    void close() {
        if (executor instanceof ThreadPoolTaskExecutor pool) {
            pool.shutdown();
        }
    }
}
