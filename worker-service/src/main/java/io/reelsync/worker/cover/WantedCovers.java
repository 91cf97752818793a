package io.reelsync.worker.cover;

import io.reelsync.telemetry.Texts;
import io.reelsync.worker.fetch.PictureFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The covers that workers are to fetch. One that is claimed is due again when its lease ends; who settles it after that,
 * when another has claimed it, changes nothing: the attempt's number tells them apart.
 */
@Repository
class WantedCovers {
    private static final String MINE =
            " WHERE video_id = :video AND version = :version AND state = 'WANTED' AND attempts = :attempt";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    WantedCovers(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * One that was claimed.
     *
     * @param attempt which one begins, from 1
     */
    record Wanted(long videoId, String version, String address, int attempt) {}

    /** Takes some that are due for this worker alone, those first that have waited longest. */
    List<Wanted> claim(String source, int most, Duration leaseAtMostFor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Wanted> due =
                    jdbc.sql("""
                            SELECT video_id, version, address, attempts + 1 attempt FROM covers
                            WHERE source = ? AND state = 'WANTED' AND due_at <= UTC_TIMESTAMP(3)
                            ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED""").params(source, most).query(Wanted.class).list();
            if (!due.isEmpty()) {
                jdbc.sql("UPDATE covers SET attempts = attempts + 1,"
                                + " due_at = UTC_TIMESTAMP(3) + INTERVAL :seconds SECOND"
                                + " WHERE (video_id, version) IN (:keys)")
                        .param("seconds", leaseAtMostFor.toSeconds())
                        .param(
                                "keys",
                                due.stream()
                                        .map(one -> new Object[] {one.videoId(), one.version()})
                                        .toList())
                        .update();
            }
            return due;
        }));
    }

    void stored(Wanted wanted, String content) {
        mine(
                        wanted,
                        "UPDATE covers SET state = 'STORED', content = :content, settled_at = UTC_TIMESTAMP(3), reason = NULL,"
                                + " detail = NULL")
                .param("content", content)
                .update();
    }

    /** It was not tried: the attempt doesn't count. */
    void putBack(Wanted wanted, Duration again) {
        mine(
                        wanted,
                        "UPDATE covers SET attempts = attempts - 1,"
                                + " due_at = UTC_TIMESTAMP(3) + INTERVAL :micros MICROSECOND")
                .param("micros", again.toNanos() / 1000)
                .update();
    }

    void failed(Wanted wanted, PictureFailure why, String detail, Duration again) {
        mine(
                        wanted,
                        "UPDATE covers SET reason = :reason, detail = :detail,"
                                + " due_at = UTC_TIMESTAMP(3) + INTERVAL :micros MICROSECOND")
                .param("reason", why.name())
                .param("detail", Texts.cut(detail, 500))
                .param("micros", again.toNanos() / 1000)
                .update();
    }

    void dead(Wanted wanted, PictureFailure why, String detail) {
        mine(
                        wanted,
                        "UPDATE covers SET state = 'DEAD', reason = :reason, detail = :detail,"
                                + " settled_at = UTC_TIMESTAMP(3)")
                .param("reason", why.name())
                .param("detail", Texts.cut(detail, 500))
                .update();
    }

    private JdbcClient.StatementSpec mine(Wanted wanted, String update) {
        return jdbc.sql(update + MINE)
                .param("video", wanted.videoId())
                .param("version", wanted.version())
                .param("attempt", wanted.attempt());
    }
}
