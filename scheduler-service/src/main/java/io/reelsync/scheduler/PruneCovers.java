package io.reelsync.scheduler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.cover.CoverSettings;
import io.reelsync.cover.CoverStore;
import io.reelsync.cover.Covers;
import io.reelsync.telemetry.MetricNames;
import java.io.IOException;
import java.util.List;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes covers that no video shows any more, since it has another poster or is gone itself, and those that were given up
 * a month ago, so that they may be wanted anew. It walks along all of them, a bounded number each turn. A file goes
 * when the last row with its content has; a worker that stores the same picture at that very moment loses it, and the
 * gateway that misses it has it fetched again.
 */
@Component
class PruneCovers {
    private static final Logger log = LoggerFactory.getLogger(PruneCovers.class);
    static final int ROWS_A_STEP = 1000;
    private static final int STEPS_A_TURN = 50;

    private final JdbcClient jdbc;
    private final CoverStore files;
    private final CoverSettings settings;
    private final Counter pruned;
    /** The last video that was looked at, 0 at the beginning. */
    private long reached;

    PruneCovers(JdbcClient jdbc, CoverStore files, CoverSettings settings, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.files = files;
        this.settings = settings;
        this.pruned = Counter.builder(MetricNames.PRUNED)
                .tag("table", "covers")
                .description("Rows that were old enough to go")
                .register(meters);
    }

    /** @param poster the video's poster now, null where it has none or is gone */
    private record Row(
            long videoId,
            String version,
            @Nullable String content,
            boolean old,
            @Nullable String poster) {

        private boolean isOver() {
            return old || poster == null || !Covers.version(poster).equals(version);
        }
    }

    @Scheduled(initialDelayString = "3m", fixedDelayString = "10m")
    @SchedulerLock(name = "covers", lockAtMostFor = "10m")
    public void prune() {
        LockAssert.assertLocked();
        pruneOnce();
    }

    /** One turn. Answers how many rows went. */
    int pruneOnce() {
        int gone = 0;
        for (int step = 0; step < STEPS_A_TURN; step++) {
            List<Row> rows = rowsAfter(reached);
            gone += (int) rows.stream().filter(Row::isOver).filter(this::remove).count();
            if (rows.size() < ROWS_A_STEP) {
                reached = 0;
                break;
            }
            // A video whose rows are cut in two is looked at again.
            reached = rows.get(rows.size() - 1).videoId() - 1;
        }
        if (gone > 0) {
            pruned.increment(gone);
            log.info("removed {} covers that no video shows any more, or that were given up a month ago", gone);
        }
        return gone;
    }

    private List<Row> rowsAfter(long video) {
        return jdbc.sql("""
                        SELECT c.video_id, c.version, c.content,
                            c.state = 'DEAD' AND c.settled_at < UTC_TIMESTAMP(3) - INTERVAL 30 DAY old,
                            COALESCE(v.cover_url_full, v.cover_url) poster
                        FROM covers c LEFT JOIN videos v ON v.id = c.video_id
                        WHERE c.video_id > ? ORDER BY c.video_id, c.version LIMIT ?""")
                .params(video, ROWS_A_STEP)
                .query((row, n) -> new Row(
                        row.getLong("video_id"),
                        row.getString("version"),
                        row.getString("content"),
                        row.getBoolean("old"),
                        row.getString("poster")))
                .list();
    }

    private boolean remove(Row row) {
        boolean gone = jdbc.sql("DELETE FROM covers WHERE video_id = ? AND version = ?")
                        .params(row.videoId(), row.version())
                        .update()
                == 1;
        String content = row.content();
        if (gone && content != null && settings.enabled() && isUnused(content)) {
            try {
                files.remove(content);
            } catch (IOException notRemoved) {
                log.warn("the files of the cover {} are left behind: {}", content, notRemoved.toString());
            }
        }
        return gone;
    }

    private boolean isUnused(String content) {
        return jdbc.sql("SELECT COUNT(*) FROM covers WHERE content = ?")
                        .param(content)
                        .query(Long.class)
                        .single()
                == 0;
    }
}
