package io.reelsync.gateway.audit;

import io.reelsync.database.DatabaseTime;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.telemetry.Texts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The audit log in the database. It is only ever added to; housekeeping removes what is older than its time. */
@Component
class AuditLog {
    private static final int LONGEST_ACTOR = 120;
    private static final int LONGEST_PATH = 255;
    private static final int LONGEST_DETAIL = 1000;
    private static final String FROM = """
            FROM audit_log
            WHERE (:actor IS NULL OR actor = :actor) AND (:since IS NULL OR at >= :since)
                AND (:before IS NULL OR at < :before)""";

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a call that has just been answered. What is too long for the log is cut. */
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

    /** The newest lines first; null where any will do. */
    Listing<AuditLine> find(@Nullable String actor, @Nullable Instant since, @Nullable Instant before, Paging paging) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("actor", actor);
        parameters.put("since", DatabaseTime.columnOrNull(since));
        parameters.put("before", DatabaseTime.columnOrNull(before));
        long total = jdbc.sql("SELECT COUNT(*) " + FROM)
                .params(parameters)
                .query(Long.class)
                .single();
        List<AuditLine> lines = jdbc.sql("SELECT * " + FROM + " ORDER BY at DESC, id DESC LIMIT :size OFFSET :offset")
                .params(parameters)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, n) -> line(row))
                .list();
        return new Listing<>(lines, paging.page(), paging.size(), total);
    }

    private static AuditLine line(ResultSet row) throws SQLException {
        return new AuditLine(
                row.getString("id"),
                DatabaseTime.instant(row, "at"),
                row.getString("actor"),
                row.getString("address"),
                row.getString("method"),
                row.getString("path"),
                row.getInt("status"),
                row.getString("detail"),
                row.getString("trace_id"));
    }
}
