package io.reelsync.gateway.index;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a video.
 *
 * @param changedAt when its row was changed last, as the database itself notes it: microseconds since 1970
 * @param sortedBy by the ordinals of {@link VideoSort}
 * @param names all that it is called
 */
record IndexedVideo(
        long id,
        long changedAt,
        long[] sortedBy,
        @Nullable String kind,
        @Nullable Integer year,
        Set<String> tags,
        Set<String> countries,
        SearchText names) {}
