package io.reelsync.outage;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.AmqpTimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells failures that look as if a server were away from all others. Whether it is, {@link Servers} knows. */
public final class Outage {
    /** Killed, server shutting down, or read-only in a failover: MySQL's and MariaDB's own numbers. */
    private static final Set<Integer> CODES = Set.of(1040, 1053, 1203, 1836, 1927, 3169, 4031);

    private Outage() {}

    /** Whether a connection to the database failed, rather than a statement. */
    public static boolean ofDatabase(Throwable failure) {
        return anyCause(failure, Outage::isConnectionFailure);
    }

    /** Whether a connection to the broker failed. */
    public static boolean ofBroker(Throwable failure) {
        return anyCause(
                failure,
                cause -> cause instanceof AmqpConnectException
                        || cause instanceof AmqpIOException
                        || cause instanceof AmqpTimeoutException);
    }

    private static boolean isConnectionFailure(Throwable cause) {
        if (cause instanceof SQLException sql) {
            String state = sql.getSQLState();
            return sql instanceof SQLNonTransientConnectionException
                    || sql instanceof SQLTransientConnectionException
                    || sql instanceof SQLRecoverableException
                    || (state != null && state.startsWith("08"))
                    || CODES.contains(sql.getErrorCode())
                    // What the pool says of a connection that it has thrown away.
                    || "Connection is closed".equals(sql.getMessage());
        }
        return cause instanceof CannotCreateTransactionException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof RecoverableDataAccessException;
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> wanted) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (seen.add(next)) {
                if (wanted.test(next)) {
                    return true;
                }
                add(open, next.getCause());
                if (next instanceof TransactionSystemException rolledBack) {
                    // Where the rollback failed too, this is what it was done for.
                    add(open, rolledBack.getApplicationException());
                }
            }
        }
        return false;
    }

    private static void add(Deque<Throwable> open, @Nullable Throwable cause) {
        if (cause != null) {
            open.add(cause);
        }
    }
}
