package io.reelsync.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The database's clock, and the times in its columns: UTC in milliseconds, without a zone. What is written for other
 * processes to compare is the database's time, since their own clocks may differ.
 */
@Component
public class DatabaseTime {
    private final JdbcClient jdbc;

    DatabaseTime(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The time now, as a column holds it. */
    public LocalDateTime now() {
        return jdbc.sql("SELECT UTC_TIMESTAMP(3)").query(LocalDateTime.class).single();
    }

    /** A column's time. */
    public static Instant instant(LocalDateTime column) {
        return column.toInstant(ZoneOffset.UTC);
    }

    /** A column's time; null where it holds none. */
    public static @Nullable Instant instantOrNull(@Nullable LocalDateTime column) {
        return column == null ? null : instant(column);
    }

    /** The time in a column that always has one. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column), column);
    }

    /** The time in a column; null where it holds none. */
    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        return instantOrNull(row.getObject(column, LocalDateTime.class));
    }

    /** A time as a column holds it. */
    public static LocalDateTime column(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    /** A time as a column holds it; null for none. */
    public static @Nullable LocalDateTime columnOrNull(@Nullable Instant time) {
        return time == null ? null : column(time);
    }
}
