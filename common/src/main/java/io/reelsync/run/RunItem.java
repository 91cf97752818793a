package io.reelsync.run;

import org.jspecify.annotations.Nullable;

/**
 * One subject within one run.
 *
 * @param videoId null where none is stored yet
 * @param title the title as stored, null where none is known yet
 * @param reason why it failed or is gone: a stable name
 * @param detail the reason for people
 */
public record RunItem(
        String source,
        String sourceId,
        @Nullable Long videoId,
        @Nullable String title,
        ItemState state,
        int attempts,
        @Nullable String reason,
        @Nullable String detail) {}
