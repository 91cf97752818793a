package io.reelsync.outage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/**
 * Has the database commit a row that is gone again by then, in the isolation in which everything is written. Keeps a
 * connection beside the pool: that all of the pool's are in use says nothing of the server.
 */
@Component
class DatabaseSign implements SignOfLife {
    private static final Logger log = LoggerFactory.getLogger(DatabaseSign.class);
    private static final Duration WITHIN = Duration.ofSeconds(3);

    private final DriverManagerDataSource database;
    private final String row = UUID.randomUUID().toString();
    private @Nullable Connection connection;

    DatabaseSign(JdbcConnectionDetails details) {
        database = UnpooledDatabase.of(details, WITHIN, WITHIN);
    }

    @Override
    public Server of() {
        return Server.MYSQL;
    }

    /** After a failure it connects anew: after a failover the server may be another one. */
    @Override
    public void ask() throws Exception {
        try {
            write(connection());
        } catch (SQLException failure) {
            close(connection);
            connection = null;
            throw Outage.refusal(failure).<Exception>map(TakesNoWrites::new).orElse(failure);
        }
    }

    private Connection connection() throws SQLException {
        Connection kept = connection;
        if (kept == null) {
            kept = database.getConnection();
            connection = kept;
            kept.setAutoCommit(false);
            kept.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        return kept;
    }

    private void write(Connection open) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement("""
                        INSERT INTO instances (id, service, version, started_at, seen_at)
                        VALUES (?, 'sign of life', '', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""");
                PreparedStatement delete = open.prepareStatement("DELETE FROM instances WHERE id = ?")) {
            insert.setString(1, row);
            insert.executeUpdate();
            delete.setString(1, row);
            delete.executeUpdate();
            open.commit();
        }
    }

    private static void close(@Nullable Connection old) {
        try {
            if (old != null) {
                old.close();
            }
        } catch (SQLException dead) {
            log.trace("it was closed already", dead);
        }
    }
}
