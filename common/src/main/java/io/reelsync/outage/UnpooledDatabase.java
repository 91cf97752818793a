package io.reelsync.outage;

import java.time.Duration;
import java.util.Properties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Connections to the database beside the pool, for what the pool's limits don't suit. They speak UTC as the pool's do. */
public final class UnpooledDatabase {
    private UnpooledDatabase() {}

    /**
     * @param connectWithin how long a connection may take to be made
     * @param answerWithin how long the server may be silent during a statement; zero for as long as it takes
     */
    public static DriverManagerDataSource of(
            JdbcConnectionDetails details, Duration connectWithin, Duration answerWithin) {
        Properties properties = new Properties();
        if (details.getUsername() != null) {
            properties.setProperty("user", details.getUsername());
        }
        if (details.getPassword() != null) {
            properties.setProperty("password", details.getPassword());
        }
        // Both drivers know these three; the times are milliseconds.
        properties.setProperty("sessionVariables", "time_zone='+00:00'");
        properties.setProperty("connectTimeout", String.valueOf(connectWithin.toMillis()));
        properties.setProperty("socketTimeout", String.valueOf(answerWithin.toMillis()));
        return new DriverManagerDataSource(details.getJdbcUrl(), properties);
    }
}
