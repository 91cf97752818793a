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

    private static final int FORGOTTEN_SECONDS = 3600;

    private final JdbcClient jdbc;

    Instances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that are alive, by service and start. */
    public List<Instance> live() {
        return jdbc.sql("""
                        SELECT * FROM instances WHERE seen_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND
                        ORDER BY service, started_at, id""")
                .param(LIVE_SECONDS)
                .query((row, n) -> new Instance(
                        row.getString("service"),
                        row.getString("id"),
                        row.getString("version"),
                        DatabaseTime.instant(row, "started_at"),
                        DatabaseTime.instant(row, "seen_at"),
                        row.getInt("tasks_in_hand"),
                        row.getObject("concurrency", Integer.class)))
                .list();
    }

    /** Notes that an instance lives. The rows of those that died long ago go with it. */
    void seen(String id, String service, String version, int tasksInHand, @Nullable Integer concurrency) {
        int known = jdbc.sql("UPDATE instances SET seen_at = UTC_TIMESTAMP(3), tasks_in_hand = ? WHERE id = ?")
                .params(tasksInHand, id)
                .update();
        if (known == 0) {
            jdbc.sql("DELETE FROM instances WHERE seen_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND")
                    .param(FORGOTTEN_SECONDS)
                    .update();
            jdbc.sql("""
                            INSERT IGNORE INTO instances
                                (id, service, version, started_at, seen_at, tasks_in_hand, concurrency)
                            VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), ?, ?)""")
                    .param(id)
                    .param(service)
                    .param(version)
                    .param(tasksInHand)
                    .param(concurrency)
                    .update();
        }
    }

    void gone(String id) {
        jdbc.sql("DELETE FROM instances WHERE id = ?").param(id).update();
    }
}
