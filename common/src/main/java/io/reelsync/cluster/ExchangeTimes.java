package io.reelsync.cluster;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long exchanges with a source take: measured by every worker, added up minute by minute in the database. */
@Component
public class ExchangeTimes {
    /** The minutes that a mean is of. */
    static final int LAST_MINUTES = 10;

    private final JdbcClient jdbc;

    ExchangeTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the exchanges that a worker has had since it last told. */
    public void add(String source, long exchanges, Duration inAll) {
        jdbc.sql("""
                        INSERT INTO exchange_minutes (source, minute, exchanges, millis)
                        VALUES (?, DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:%i:00'), ?, ?)
                        ON DUPLICATE KEY UPDATE exchanges = exchanges + VALUES(exchanges),
                            millis = millis + VALUES(millis)""").params(source, exchanges, inAll.toMillis()).update();
    }

    /** What one took in the last minutes; empty where nothing was measured then. */
    public Optional<Duration> mean(String source) {
        return jdbc.sql("""
                        SELECT SUM(millis) / SUM(exchanges) FROM exchange_minutes
                        WHERE source = ? AND minute > UTC_TIMESTAMP() - INTERVAL ? MINUTE AND exchanges > 0
                        HAVING COUNT(*) > 0""")
                .params(source, LAST_MINUTES)
                .query(Double.class)
                .optional()
                .map(millis -> Duration.ofNanos((long) (millis * 1e6)));
    }
}
