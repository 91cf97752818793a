package io.reelsync.outage;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.stereotype.Component;

/**
 * Gives what passes at another try an exception that says so: what others did at the same time, and a refusal of the whole
 * database. MariaDB's driver knows some of it by number alone, and Spring would take it for the statement's own fault, as
 * it does with all that it can't place.
 */
@Component
class TransientErrorTranslator extends SQLExceptionSubclassTranslator {
    /** A row that another has changed since, a wait for a lock that took too long, too many locks, a row in use. */
    private static final Set<Integer> LOCKED = Set.of(1020, 1205, 1206, 3572);

    /** A statement that somebody ended, or that took longer than the server allows. */
    private static final Set<Integer> CUT_SHORT = Set.of(1317, 1969, 3024);

    @Override
    protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql, SQLException failure) {
        Optional<String> refusal = Outage.refusal(failure);
        if (refusal.isPresent()) {
            return new TransientDataAccessResourceException(refusal.get(), failure);
        }
        // That of a batch holds the statement's own.
        for (Throwable cause : failure) {
            if (cause instanceof SQLException one && LOCKED.contains(one.getErrorCode())) {
                return new CannotAcquireLockException(buildMessage(task, sql, failure), failure);
            }
            if (cause instanceof SQLException one && CUT_SHORT.contains(one.getErrorCode())) {
                return new QueryTimeoutException(buildMessage(task, sql, failure), failure);
            }
        }
        return super.doTranslate(task, sql, failure);
    }
}
