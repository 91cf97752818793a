package io.reelsync.outage;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/**
 * Has the database commit a row that is gone again by then, in the isolation in which everything is written. Keeps a
 * connection beside the pool: that all of the pool's are in use says nothing of the server.
 */
@Component
class DatabaseHealthCheck implements HealthCheck {
    private static final Logger log = LoggerFactory.getLogger(DatabaseHealthCheck.class);
    private static final Duration WITHIN = Duration.ofSeconds(3);

    private final DriverManagerDataSource database;
    private final DataSource pool;
    private final String row = UUID.randomUUID().toString();
    private @Nullable Connection connection;

    DatabaseHealthCheck(JdbcConnectionDetails details, DataSource pool) {
        this.pool = pool;
        database = UnpooledDatabase.of(details, WITHIN, WITHIN);
    }

    @Override
    public Server of() {
        return Server.MYSQL;
    }

    /** After a failure all connect anew: after a failover it is another server that takes writes. */
    @Override
    public void run() throws SQLException, ReadOnlyServerException {
        try {
            write(connection());
        } catch (SQLException failure) {
            close(connection);
            connection = null;
            Optional<String> refusal = Outage.refusal(failure);
            if (refusal.isPresent()) {
                refusedElsewhere();
                throw new ReadOnlyServerException(refusal.get());
            }
            throw failure;
        }
    }

    /** Has the pool connect anew too; connections in use are given up as soon as they aren't. */
    @Override
    public void refusedElsewhere() {
        Optional.ofNullable(DataSourceUnwrapper.unwrap(pool, HikariConfigMXBean.class, HikariDataSource.class))
                // There is none before the first connection was asked for.
                .map(HikariDataSource::getHikariPoolMXBean)
                .ifPresent(HikariPoolMXBean::softEvictConnections);
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
                        VALUES (?, 'health check', '', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))""");
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
