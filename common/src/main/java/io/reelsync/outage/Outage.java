package io.reelsync.outage;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.AmqpTimeoutException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells failures that look as if a server were away from all others: it doesn't answer, or refuses whatever is written.
 * Whether it is, {@link Servers} knows.
 */
public final class Outage {
    /** Killed, or the server shutting down: MySQL's and MariaDB's own numbers. */
    private static final Set<Integer> CODES = Set.of(1040, 1053, 1203, 1927, 3169, 4031);

    /**
     * Their numbers for a write that is refused whatever it says: the disk or the table is full (3, 20, 1021, 1026,
     * 1114), all is read-only (1036, 1290, 1792, 1836, 3989), a right is missing (1044, 1142, 1143, 1227), or the binary
     * log's format does not suit (1665).
     */
    private static final Set<Integer> REFUSALS =
            Set.of(3, 20, 1021, 1026, 1036, 1044, 1114, 1142, 1143, 1227, 1290, 1665, 1792, 1836, 3989);

    private static final Set<Integer> MISSING_RIGHTS = Set.of(1044, 1142, 1143, 1227);
    /** What an engine says through the server, which then has no number of its own. */
    private static final int OF_THE_ENGINE = 1030;

    private static final int FORMAT_OF_THE_LOG = 1665;
    private static final Pattern NUMBER_OF_THE_CONNECTION = Pattern.compile("^\\(conn=\\d+\\) ");

    private Outage() {}

    /** Whether a connection to the database failed, or it takes no writes at all, rather than one statement. */
    public static boolean ofDatabase(Throwable failure) {
        return find(failure, cause -> isConnectionFailure(cause) || isRefusal(cause))
                .isPresent();
    }

    /** Why the database refuses whatever is written, in its own words and with what to do; empty for all else. */
    public static Optional<String> refusal(Throwable failure) {
        return find(failure, Outage::isRefusal).map(refusal -> {
            int code = ((SQLException) refusal).getErrorCode();
            String cure = MISSING_RIGHTS.contains(code)
                    ? ": grant our user that right"
                    : code == FORMAT_OF_THE_LOG ? ": set binlog_format to ROW or MIXED" : "";
            return words(refusal) + cure;
        });
    }

    /** What a server itself said, without what clients have put around it. */
    public static String words(Throwable failure) {
        Throwable last = NestedExceptionUtils.getMostSpecificCause(failure);
        String message = last instanceof ShutdownSignalException closed ? reply(closed) : last.getMessage();
        return message == null
                ? last.getClass().getSimpleName()
                : NUMBER_OF_THE_CONNECTION.matcher(message).replaceFirst("");
    }

    private static @Nullable String reply(ShutdownSignalException closed) {
        if (closed.getReason() instanceof AMQP.Channel.Close channel) {
            return channel.getReplyText();
        }
        return closed.getReason() instanceof AMQP.Connection.Close connection
                ? connection.getReplyText()
                : closed.getMessage();
    }

    /** Whether a connection to the broker failed. */
    public static boolean ofBroker(Throwable failure) {
        return find(
                        failure,
                        cause -> cause instanceof AmqpConnectException
                                || cause instanceof AmqpIOException
                                || cause instanceof AmqpTimeoutException)
                .isPresent();
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof SQLException sql
                && (REFUSALS.contains(sql.getErrorCode())
                        || sql.getErrorCode() == OF_THE_ENGINE
                                && String.valueOf(sql.getMessage()).contains("No space left on device"));
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

    private static Optional<Throwable> find(Throwable failure, Predicate<Throwable> wanted) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (seen.add(next)) {
                if (wanted.test(next)) {
                    return Optional.of(next);
                }
                add(open, next.getCause());
                if (next instanceof TransactionSystemException rolledBack) {
                    // Where the rollback failed too, this is what it was done for.
                    add(open, rolledBack.getApplicationException());
                }
            }
        }
        return Optional.empty();
    }

    private static void add(Deque<Throwable> open, @Nullable Throwable cause) {
        if (cause != null) {
            open.add(cause);
        }
    }
}
