package io.reelsync.outage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/** Keeps a connection beside the pool: that all of the pool's are in use says nothing of the server. */
@Component
class DatabaseSign implements SignOfLife {
    private static final Logger log = LoggerFactory.getLogger(DatabaseSign.class);
    private static final Duration WITHIN = Duration.ofSeconds(3);

    private final DriverManagerDataSource database;
    private @Nullable Connection connection;

    DatabaseSign(JdbcConnectionDetails details) {
        database = UnpooledDatabase.of(details, WITHIN, WITHIN);
    }

    @Override
    public Server of() {
        return Server.MYSQL;
    }

    @Override
    public void ask() throws SQLException {
        Connection kept = connection;
        if (kept != null && kept.isValid((int) WITHIN.toSeconds())) {
            return;
        }
        close(kept);
        connection = null;
        connection = database.getConnection();
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
