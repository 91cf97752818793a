package io.reelsync.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a feed.
 *
 * @param subjects the titles with their basic facts (title, kind, score, votes, cover), in the list's order
 * @param rows how many rows of the list the page holds, be they titles or not; none where the list is over
 * @param leftOut how many of its titles can't be read, or not be stored
 * @param next the cursor of the next page: text of at most 255 characters that the source alone makes and reads; null
 *     where the list has ended
 */
public record ListPage(
        List<VideoFacts> subjects,
        int rows,
        int leftOut,
        @Nullable String next) {
    public ListPage {
        next = next == null || next.isEmpty() ? null : next;
    }
}
