package io.reelsync.chaos.check;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.reelsync.chaos.server.ClusterServers;
import io.reelsync.chaos.time.Await;
import io.reelsync.samplesite.PlayedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database and the queues must look like when nothing is going on. */
public final class Frontier {
    private static final String TASKS_OF = "reelsync.tasks.";
    /** The queue of the source's tasks, as the services name it. */
    public static final String TASKS = TASKS_OF + PlayedSource.NAME;

    private static final String SECOND_TASKS = TASKS_OF + PlayedSource.SECOND;
    private static final String URGENT = ".urgent";
    private static final String DEAD_LETTERS = "reelsync.dead";
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(20);

    private final ClusterServers servers;
    private final JdbcClient sql;

    public Frontier(ClusterServers servers) {
        this.servers = servers;
        this.sql = servers.sql();
    }

    /** Items of a run in such a state. */
    public List<Long> items(long run, String state) {
        return sql.sql("SELECT source_id FROM sync_run_items WHERE run_id = ? AND state = ? ORDER BY source_id")
                .params(run, state)
                .query(Long.class)
                .list();
    }

    /** All items of a run whose details were owed. */
    public List<Long> planned(long run) {
        return sql.sql("SELECT source_id FROM sync_run_items WHERE run_id = ? AND state <> 'FRESH' ORDER BY source_id")
                .param(run)
                .query(Long.class)
                .list();
    }

    /** What each title's number stands in, more than once. */
    public List<String> duplicates() {
        return sql
                .sql("SELECT source_key FROM videos GROUP BY source, source_key HAVING COUNT(*) > 1")
                .query(String.class)
                .list()
                .stream()
                .map(id -> String.format(Locale.ROOT, "title %s is stored more than once", id))
                .toList();
    }

    /** Why items of a run failed, and how many of them. */
    public List<String> reasons(long run) {
        return sql.sql("SELECT CONCAT(COUNT(*), ' ', reason, ' ', MIN(detail)) FROM sync_run_items"
                        + " WHERE run_id = ? AND state = 'FAILED' GROUP BY reason")
                .param(run)
                .query(String.class)
                .list();
    }

    /** What is amiss with what the second source said of titles, by their ids there. */
    public List<String> untold(List<String> ids) {
        List<String> told = ids.isEmpty()
                ? List.of()
                : sql.sql("SELECT s.source_id FROM statements s JOIN videos v ON v.id = s.video_id"
                                + " WHERE s.source = ? AND JSON_EXTRACT(s.facts_json, '$.title') IS NOT NULL")
                        .param(PlayedSource.SECOND)
                        .query(String.class)
                        .list();
        return ids.stream()
                .filter(id -> !told.contains(id))
                .map(id -> "what " + PlayedSource.SECOND + " says of " + id + " is not stored")
                .toList();
    }

    /** Titles that stood in a list once, so many at most. */
    public List<Long> listed(int count) {
        return sql.sql("SELECT source_id FROM subjects WHERE source = ? AND title IS NOT NULL"
                        + " ORDER BY source_id DESC LIMIT ?")
                .params(PlayedSource.NAME, count)
                .query(Long.class)
                .list();
    }

    /** Waits until nothing is owed, leased or queued; what still is. */
    public List<String> unfinished() throws InterruptedException {
        List<String> found = new ArrayList<>();
        Await.until(QUIET_WITHIN, () -> {
            found.clear();
            found.addAll(owed());
            found.addAll(queued());
            return found.isEmpty();
        });
        return found;
    }

    private List<String> owed() {
        List<String> found = new ArrayList<>();
        long leased = count("state = 'LEASED'");
        if (leased > 0) {
            found.add(String.format(
                    Locale.ROOT,
                    "%d subjects are LEASED, %d past their lease, though no run is active",
                    leased,
                    count("state = 'LEASED' AND lease_until < UTC_TIMESTAMP(3)")));
        }
        long due = count("state = 'WAITING' AND due_at <= UTC_TIMESTAMP(3)");
        if (due > 0) {
            found.add(due + " subjects are due and nobody works on them");
        }
        return found;
    }

    private long count(String condition) {
        return sql.sql("SELECT COUNT(*) FROM subjects WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private List<String> queued() {
        List<String> found = new ArrayList<>();
        try (Connection connection = servers.broker()) {
            for (String queue : List.of(TASKS, TASKS + URGENT, SECOND_TASKS, SECOND_TASKS + URGENT, DEAD_LETTERS)) {
                Channel channel = connection.createChannel();
                long messages = channel.queueDeclarePassive(queue).getMessageCount();
                if (messages > 0) {
                    found.add(String.format(Locale.ROOT, "%d messages are left in %s", messages, queue));
                }
            }
        } catch (Exception missing) {
            found.add("a queue can't be looked at: " + missing);
        }
        return found;
    }
}
