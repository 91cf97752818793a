package io.reelsync.outage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Does work with the database, however long it is away or takes no writes meanwhile: there is nothing better to do. While
 * it is there, work that may pass at another try is tried a few times, with growing pauses.
 *
 * <p>Only for work that may be begun anew at any time: a commit whose answer is lost is tried again like any other.
 */
@Component
public class DatabaseRetry {
    private static final BackOff PAUSES = RetryPolicy.builder()
            .delay(Duration.ofMillis(30))
            .multiplier(4)
            .jitter(Duration.ofMillis(10))
            .maxDelay(Duration.ofSeconds(5))
            .maxRetries(7)
            .build()
            .getBackOff();
    private static final long LEAST_PAUSE_WHERE_REFUSED = 100;
    private static final Duration REFUSED_TRY_EVERY = Duration.ofSeconds(2);

    private final Servers servers;

    DatabaseRetry(Servers servers) {
        this.servers = servers;
    }

    /** Work without an answer. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /** Work with an answer. */
    @FunctionalInterface
    public interface Operation<T> {
        T run() throws InterruptedException;
    }

    /** As {@link #call(Operation, Predicate)}, where another try helps only against a lost connection. */
    public <T> T call(Operation<T> operation) throws InterruptedException {
        return call(operation, failure -> false);
    }

    /** As {@link #call(Operation, Predicate)}, where another try helps only against a lost connection. */
    public void call(Work work) throws InterruptedException {
        call(work, failure -> false);
    }

    /** As {@link #call(Operation, Predicate)}. */
    public void call(Work work, Predicate<RuntimeException> mayPass) throws InterruptedException {
        call(
                () -> {
                    work.run();
                    return true;
                },
                mayPass);
    }

    /**
     * Whether the failure speaks of what others did at the same time, and not of the work: a deadlock, a wait for a lock
     * that took too long, or two that insert the same row, of whom the next try finds it.
     */
    public static boolean mayPass(RuntimeException failure) {
        return failure instanceof DuplicateKeyException
                || failure instanceof TransactionException
                || failure instanceof DataAccessException && !(failure instanceof NonTransientDataAccessException);
    }

    /**
     * Asks until there is an answer.
     *
     * @param mayPass whether another try may help, though the database is there
     * @throws RuntimeException the work's own, where none may help or none did
     * @throws TransientDataAccessResourceException where no connection lasts though the database answers
     * @throws InterruptedException where the thread is to stop, or the service while the database is away
     */
    public <T> T call(Operation<T> operation, Predicate<RuntimeException> mayPass) throws InterruptedException {
        BackOffExecution pauses = PAUSES.start();
        while (true) {
            // Else each piece of work that still comes would wait for a connection, one after the other.
            servers.giveUpAtStop(Server.MYSQL);
            try {
                return untilTaken(operation);
            } catch (RuntimeException failure) {
                boolean connectionLost = Outage.ofDatabase(failure);
                if (connectionLost && !servers.stillAnswers(Server.MYSQL)) {
                    servers.awaitAnswer(Server.MYSQL);
                    pauses = PAUSES.start();
                }
                long pause = connectionLost || mayPass.test(failure) ? pauses.nextBackOff() : BackOffExecution.STOP;
                if (pause == BackOffExecution.STOP) {
                    // A lost connection says nothing of the work itself, and must not be taken for its refusal.
                    throw connectionLost
                            ? new TransientDataAccessResourceException("no connection to the database lasts", failure)
                            : failure;
                }
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    /** Whether the database still refuses this, only another try can tell: it may pass the health check. */
    private <T> T untilTaken(Operation<T> operation) throws InterruptedException {
        for (boolean refused = false; ; refused = true) {
            try {
                T answer = operation.run();
                if (refused) {
                    servers.took(Server.MYSQL);
                }
                return answer;
            } catch (RuntimeException failure) {
                servers.refused(Server.MYSQL, Outage.refusal(failure).orElseThrow(() -> failure));
                servers.awaitAnswer(Server.MYSQL, REFUSED_TRY_EVERY);
                TimeUnit.MILLISECONDS.sleep(LEAST_PAUSE_WHERE_REFUSED);
            }
        }
    }
}
