package io.reelsync.gateway.index;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Which videos a filter finds, and in which order. It is kept in memory, and true: what was committed before a question is
 * in its answer. A video that was deleted by another service may stay for a few seconds in a large catalogue.
 */
@Component
public class VideoIndex {
    private final IndexRefresher refresher;
    private final SharedColumns columns;

    VideoIndex(IndexRefresher refresher, SharedColumns columns) {
        this.refresher = refresher;
        this.columns = columns;
    }

    /**
     * A part of what was found.
     *
     * @param total how many there are in all
     */
    public record Found(List<Long> ids, long total) {}

    /** So many videos of a list from a place on, counted from 0. */
    public Found page(VideoFilter filter, VideoSort sort, long offset, int size) {
        refresher.refresh();
        return columns.read(all -> {
            BitSet found = all.matching(filter);
            return new Found(all.page(found, sort, offset, size), found.cardinality());
        });
    }

    /** So many videos of a list after that with a value and an id, which may have gone meanwhile. */
    public Found after(VideoFilter filter, VideoSort sort, long value, long id, int size) {
        refresher.refresh();
        return columns.read(all -> {
            BitSet found = all.matching(filter);
            return new Found(all.after(found, sort, value, id, size), found.cardinality());
        });
    }

    /** Into what the videos of a filter fall. */
    public Facets facets(VideoFilter filter) {
        refresher.refresh();
        return columns.read(all -> all.facets(filter));
    }

    /** The ids of all that a filter finds, from the lowest up. */
    public long[] ids(VideoFilter filter) {
        refresher.refresh();
        return columns.read(all -> all.idsUpwards(all.matching(filter)));
    }

    /** What a video is sorted by; {@link VideoSort#UNKNOWN} if it has none. */
    public long value(long id, VideoSort sort) {
        return columns.read(all -> all.value(id, sort));
    }

    /** Takes over what has become of videos whose rows were not found. */
    public void readAnew(Collection<Long> ids) {
        refresher.readAnew(ids);
    }
}
