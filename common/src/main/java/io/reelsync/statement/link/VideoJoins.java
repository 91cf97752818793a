package io.reelsync.statement.link;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Videos;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes one video of two, or two of one, with all that belongs to them. Works within the caller's transaction, which has
 * locked the statements of both: rows are locked in the order of statements, videos, and what hangs on them, as whoever
 * stores a statement does.
 */
@Component
class VideoJoins {
    private final JdbcClient jdbc;
    private final Statements statements;
    private final Videos videos;

    VideoJoins(JdbcClient jdbc, Statements statements, Videos videos) {
        this.jdbc = jdbc;
        this.statements = statements;
        this.videos = videos;
    }

    /** Locks videos in the order of their ids, after their statements. Those that are there. */
    List<Long> lock(Collection<Long> ids) {
        return jdbc.sql("SELECT id FROM videos WHERE id IN (:ids) ORDER BY id FOR UPDATE")
                .param("ids", ids)
                .query(Long.class)
                .list();
    }

    /** The video that took the place of one that is no more. */
    Optional<Long> successor(long id) {
        return jdbc.sql("SELECT video_id FROM video_redirects WHERE id = ?")
                .param(id)
                .query(Long.class)
                .optional();
    }

    /** By which subject a video is known. */
    Optional<String> mainOf(long video) {
        return jdbc.sql("SELECT CONCAT(source, ':', source_key) FROM videos WHERE id = ? AND source_key IS NOT NULL")
                .param(video)
                .query(String.class)
                .optional();
    }

    /** Joins two videos, which are there and locked. The older one stays, and has all that the other one had. */
    void join(long keeper, long loser) {
        keepWhatOnlyTheLoserHas(keeper, loser);
        for (String table :
                List.of("statements", "episodes", "user_favorites", "user_watch_progress", "video_changes")) {
            jdbc.sql("UPDATE " + table + " SET video_id = ? WHERE video_id = ?")
                    .params(keeper, loser)
                    .update();
        }
        removeDoubleFavourites(keeper);
        if (!videos.absorb(keeper, loser)) {
            throw new IllegalStateException("video " + keeper + " or " + loser + " is not there");
        }
        jdbc.sql("UPDATE video_redirects SET video_id = ? WHERE video_id = ?")
                .params(keeper, loser)
                .update();
        jdbc.sql("INSERT INTO video_redirects (id, video_id, redirected_at) VALUES (?, ?, UTC_TIMESTAMP(3))")
                .params(loser, keeper)
                .update();
    }

    /** Moves some of a video's statements to a new video, whose id is answered. */
    long split(long video, Collection<SubjectId> subjects) {
        long made = TsidCreator.getTsid().toLong();
        statements.move(subjects, made);
        // The old row lets go of its source and id before the new one takes them.
        videos.follow(Map.of(video, new Videos.Cause(null, true)));
        videos.follow(Map.of(made, new Videos.Cause(null, false)));
        return made;
    }

    /** Columns of the video service's that follow from no statement. */
    private void keepWhatOnlyTheLoserHas(long keeper, long loser) {
        jdbc.sql("""
                        UPDATE videos k JOIN videos l ON l.id = ?
                        SET k.status = COALESCE(k.status, l.status), k.resolution = COALESCE(k.resolution, l.resolution)
                        WHERE k.id = ?""").params(loser, keeper).update();
    }

    /** Of two of one user the earlier one stays. */
    private void removeDoubleFavourites(long video) {
        jdbc.sql("""
                        DELETE later FROM user_favorites later
                        JOIN user_favorites earlier ON earlier.video_id = later.video_id
                            AND earlier.user_id = later.user_id
                            AND (COALESCE(earlier.created_at, '1970-01-01') < COALESCE(later.created_at, '1970-01-01')
                                OR COALESCE(earlier.created_at, '1970-01-01') = COALESCE(later.created_at, '1970-01-01')
                                    AND earlier.id < later.id)
                        WHERE later.video_id = ?""").param(video).update();
    }
}
