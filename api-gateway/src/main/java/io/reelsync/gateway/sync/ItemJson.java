package io.reelsync.gateway.sync;

import io.reelsync.run.ItemState;
import io.reelsync.run.RunItem;
import io.reelsync.source.Reason;
import org.jspecify.annotations.Nullable;

/** One subject of a run as the API tells it. */
record ItemJson(
        String source,
        String sourceId,
        @Nullable String videoId,
        @Nullable String title,
        ItemState state,
        int attempts,
        @Nullable String reason,
        @Nullable String reasonText,
        @Nullable String detail) {
    static ItemJson of(RunItem item) {
        return new ItemJson(
                item.source(),
                item.sourceId(),
                item.videoId() == null ? null : item.videoId().toString(),
                item.title(),
                item.state(),
                item.attempts(),
                item.reason(),
                item.reason() == null ? null : Reason.textOf(item.reason()),
                item.detail());
    }
}
