package io.reelsync.gateway.audit;

import io.reelsync.telemetry.Texts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The audit log in the database. It is only ever added to; housekeeping removes what is older than its time. */
@Component
class AuditLog {
    private static final int LONGEST_ACTOR = 120;
    private static final int LONGEST_PATH = 255;
    private static final int LONGEST_DETAIL = 1000;
    private static final String WHERE = """
             FROM audit_log WHERE (:actor IS NULL OR actor = :actor)
                AND (:from IS NULL OR at >= :from) AND (:to IS NULL OR at < :to)""";

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A call that was made.
     *
     * @param actor a user's name, {@code key NAME}, or {@code ?NAME} for the name that somebody tried to sign in with
     * @param status the HTTP status of the answer
     * @param detail what it was about
     */
    record Call(
            String actor,
            String address,
            String method,
            String path,
            int status,
            @Nullable String detail,
            String traceId) {}

    /** A line of the log. */
    record Line(String id, Instant at, Call call) {}

    /** Which lines are looked for; null for all. */
    record Filter(
            @Nullable String actor,
            @Nullable Instant from,
            @Nullable Instant to) {}

    void add(Call call) {
        String detail = call.detail();
        jdbc.sql("""
                        INSERT INTO audit_log (at, actor, address, method, path, status, detail, trace_id)
                        VALUES (UTC_TIMESTAMP(3), ?, ?, ?, ?, ?, ?, ?)""")
                .param(Texts.cut(call.actor(), LONGEST_ACTOR))
                .param(call.address())
                .param(call.method())
                .param(Texts.cut(call.path(), LONGEST_PATH))
                .param(call.status())
                .param(detail == null ? null : Texts.cut(detail, LONGEST_DETAIL))
                .param(call.traceId())
                .update();
    }

    long count(Filter filter) {
        return query("SELECT COUNT(*)" + WHERE, filter).query(Long.class).single();
    }

    /** The newest first. */
    List<Line> page(Filter filter, int size, long offset) {
        return query("SELECT *" + WHERE + " ORDER BY at DESC, id DESC LIMIT :size OFFSET :offset", filter)
                .param("size", size)
                .param("offset", offset)
                .query((row, n) -> new Line(
                        row.getString("id"),
                        row.getObject("at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        new Call(
                                row.getString("actor"),
                                row.getString("address"),
                                row.getString("method"),
                                row.getString("path"),
                                row.getInt("status"),
                                row.getString("detail"),
                                row.getString("trace_id"))))
                .list();
    }

    private JdbcClient.StatementSpec query(String sql, Filter filter) {
        return jdbc.sql(sql)
                .param("actor", filter.actor())
                .param("from", utc(filter.from()))
                .param("to", utc(filter.to()));
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
