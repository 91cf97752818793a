package io.reelsync.cluster;

import io.reelsync.database.DatabaseTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The processes that are alive, as they say themselves in the database, by its clock. */
@Component
public class Instances {
    /** One that hasn't been seen for so long is taken for dead. */
    static final int LIVE_SECONDS = 15;

    /** Of the scheduled methods this is the one that hands out tasks. */
    private static final String LEADING_LOCK = "dispatch";

    private static final int FORGOTTEN_SECONDS = 3600;

    private final JdbcClient jdbc;

    Instances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are alive, by service and start. */
    public List<Instance> live() {
        return jdbc.sql("""
                        SELECT i.*, EXISTS (SELECT 1 FROM shedlock l WHERE l.name = ? AND l.locked_by = i.id) leads
                        FROM instances i WHERE i.seen_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND
                        ORDER BY i.service, i.started_at, i.id""")
                .params(LEADING_LOCK, LIVE_SECONDS)
                .query((row, n) -> new Instance(
                        row.getString("service"),
                        row.getString("id"),
                        row.getString("version"),
                        DatabaseTime.instant(row, "started_at"),
                        DatabaseTime.instant(row, "seen_at"),
                        row.getInt("tasks_in_hand"),
                        row.getObject("concurrency", Integer.class),
                        row.getString("host"),
                        row.getObject("heap_bytes", Long.class),
                        row.getObject("heap_limit_bytes", Long.class),
                        row.getBoolean("leads")))
                .list();
    }

    /** What a process says of itself at each sign of life. */
    record Sign(int tasksInHand, long heapBytes) {}

    /** What a process says of itself at its first. */
    record Process(
            String id,
            String service,
            String version,
            @Nullable String host,
            long heapLimitBytes,
            @Nullable Integer concurrency) {}

    /** Notes that an instance lives. The rows of those that died long ago go with it. */
    void seen(Process process, Sign sign) {
        int known = jdbc.sql("""
                        UPDATE instances SET seen_at = UTC_TIMESTAMP(3), tasks_in_hand = ?, heap_bytes = ?
                        WHERE id = ?""")
                .params(sign.tasksInHand(), sign.heapBytes(), process.id())
                .update();
        if (known == 0) {
            jdbc.sql("DELETE FROM instances WHERE seen_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND")
                    .param(FORGOTTEN_SECONDS)
                    .update();
            jdbc.sql("""
                            INSERT IGNORE INTO instances (id, service, version, started_at, seen_at, tasks_in_hand,
                                concurrency, host, heap_bytes, heap_limit_bytes)
                            VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), ?, ?, ?, ?, ?)""")
                    .param(process.id())
                    .param(process.service())
                    .param(process.version())
                    .param(sign.tasksInHand())
                    .param(process.concurrency())
                    .param(process.host())
                    .param(sign.heapBytes())
                    .param(process.heapLimitBytes())
                    .update();
        }
    }

    void gone(String id) {
        jdbc.sql("DELETE FROM instances WHERE id = ?").param(id).update();
    }
}
