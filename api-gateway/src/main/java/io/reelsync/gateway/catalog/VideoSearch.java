package io.reelsync.gateway.catalog;

import io.reelsync.gateway.cover.CoverAddresses;
import io.reelsync.gateway.index.Facets;
import io.reelsync.gateway.index.VideoFilter;
import io.reelsync.gateway.index.VideoIndex;
import io.reelsync.gateway.index.VideoIndex.Found;
import io.reelsync.gateway.index.VideoSort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds videos: first their ids in the index, then the rows of one page. */
@Component
public class VideoSearch {
    private static final String VIDEOS = "SELECT " + VideoJson.columns() + " FROM videos WHERE ";

    private final JdbcClient jdbc;
    private final VideoIndex index;
    private final CoverAddresses covers;

    VideoSearch(JdbcClient jdbc, VideoIndex index, CoverAddresses covers) {
        this.jdbc = jdbc;
        this.index = index;
        this.covers = covers;
    }

    /**
     * A part of a list.
     *
     * @param total how many there are in the whole list
     */
    record Part(List<VideoJson> videos, long total) {}

    public Optional<VideoJson> find(long id) {
        return load(List.of(id)).stream().findFirst();
    }

    /**
     * The video that has taken over from another one: one with which it was joined, or the title into which its source has
     * merged it, where no other source goes on with it.
     */
    Optional<Long> successor(long id) {
        Optional<Long> joined = joinedWith(id);
        return joined.isPresent()
                ? joined
                : jdbc.sql("""
                        SELECT MIN(later.video_id) FROM statements t
                        LEFT JOIN subjects s ON s.source = t.source AND s.source_id = t.source_id
                            AND s.merged_into <> s.source_id
                        LEFT JOIN statements later ON later.source = s.source AND later.source_id = s.merged_into
                            AND later.video_id <> t.video_id
                        WHERE t.video_id = ? HAVING COUNT(*) = COUNT(later.video_id)""").param(id).query((row, n) -> row.getObject(1, Long.class)).list().stream()
                        .filter(Objects::nonNull)
                        .findFirst();
    }

    /** The video that a video is now, whose own id is no more. */
    public Optional<Long> joinedWith(long id) {
        return jdbc.sql("SELECT video_id FROM video_redirects WHERE id = ?")
                .param(id)
                .query(Long.class)
                .optional();
    }

    /** A page by its number. */
    Part page(VideoFilter filter, VideoSort sort, int size, long offset) {
        return part(() -> index.page(filter, sort, offset, size));
    }

    /** The videos after a place in the list. */
    Part after(VideoFilter filter, Cursor place, int size) {
        return part(() -> index.after(filter, place.sort(), place.value(), place.id(), size));
    }

    /** Rows that were deleted meanwhile are found out here, and the list is then made without them. */
    private Part part(Supplier<Found> list) {
        Found found = list.get();
        List<VideoJson> videos = load(found.ids());
        if (videos.size() < found.ids().size()) {
            index.readAnew(found.ids());
            found = list.get();
            videos = load(found.ids());
        }
        return new Part(videos, found.total());
    }

    Facets facets(VideoFilter filter) {
        return index.facets(filter);
    }

    /** The place of a video in the list, for going on after it. */
    Cursor cursor(VideoJson video, VideoSort sort) {
        return new Cursor(sort, index.value(video.id(), sort), video.id());
    }

    /** In the order of the ids. One that went meanwhile is missing. */
    private List<VideoJson> load(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, VideoJson> found = jdbc
                .sql(VIDEOS + "id IN (:ids)")
                .param("ids", ids)
                .query((row, n) -> VideoJson.read(row, covers))
                .list()
                .stream()
                .collect(Collectors.toMap(VideoJson::id, Function.identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }
}
