package io.reelsync.gateway.sync;

import io.reelsync.run.RunFeeds;
import io.reelsync.source.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A feed of a run, as the API tells it.
 *
 * @param listed titles listed so far
 * @param reason why its last attempt failed; null where it didn't
 * @param retryAt when it is tried again; null where it isn't
 */
record RunFeedJson(
        String source,
        String feed,
        String state,
        int listed,
        @Nullable String reason,
        @Nullable String reasonText,
        @Nullable String detail,
        @Nullable Instant retryAt) {

    static RunFeedJson of(RunFeeds.Standing feed) {
        return new RunFeedJson(
                feed.source(),
                feed.feed(),
                feed.state(),
                feed.listed(),
                feed.reason(),
                feed.reason() == null ? null : Reason.textOf(feed.reason()),
                feed.detail(),
                feed.isOwed() && feed.isFailing() ? feed.dueAt() : null);
    }
}
