package io.reelsync.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of several sources' titles turned out to be the same. */
final class LinkSummary {
    /** The linker looks every second; more than enough for what one run reads. */
    private static final Duration LINKED_WITHIN = Duration.ofSeconds(20);

    private final JdbcClient jdbc;

    LinkSummary(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Tells it once the linker has looked at all of them; nothing where we are to stop first. */
    void tell(Screen screen, CountDownLatch stop) throws InterruptedException {
        long deadline = System.nanoTime() + LINKED_WITHIN.toNanos();
        while (count("statements WHERE link_due = 1") > 0 && System.nanoTime() - deadline < 0) {
            if (stop.await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        long linked = count("(SELECT 1 FROM statements GROUP BY video_id HAVING COUNT(DISTINCT source) > 1) several");
        long waiting = count("links WHERE state = 'WAITING'");
        screen.say("Linked: " + linked + " titles of several sources are one video each; " + waiting
                + " pairs wait for a person (GET /api/links?state=WAITING)");
    }

    private long count(String from) {
        return jdbc.sql("SELECT COUNT(*) FROM " + from).query(Long.class).single();
    }
}
