package io.reelsync.source;

import java.util.List;

/**
 * One page of a feed.
 *
 * @param subjects the titles with their basic facts (title, kind, score, votes, cover), in the list's order
 * @param total how many the whole list has, as the source says; 0 where it doesn't say
 * @param leftOut how many of its entries can't be read, or not be stored
 */
public record ListPage(List<VideoFacts> subjects, int total, int leftOut) {
    public ListPage(List<VideoFacts> subjects, int total) {
        this(subjects, total, 0);
    }

    /** How many of the list's places the page takes. */
    public int entries() {
        return subjects.size() + leftOut;
    }
}
