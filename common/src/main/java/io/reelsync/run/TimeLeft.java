package io.reelsync.run;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a run still takes, or why that can't be told.
 *
 * @param seconds 0 where nothing is owed; null where the run is over, or it can't be told
 * @param unknown why it can't be told; null where it can, or the run is over
 */
public record TimeLeft(@Nullable Long seconds, @Nullable Unknown unknown) {
    static final TimeLeft NONE = new TimeLeft(0L, null);
    static final TimeLeft OVER = new TimeLeft(null, null);

    /** Why nobody can tell how long a run still takes. */
    public enum Unknown {
        /** A person holds the run. */
        PAUSED,
        /** A list is still being read, and nobody knows how many titles it will name. */
        READING_LISTS,
        /** Titles of the run are of a kind whose pages seem to have a changed structure. */
        STRUCTURE_SUSPECTED,
        /** Titles are due, and none was settled for long. */
        NOTHING_MOVES,
        /** The source has no limit, and too few titles were settled to tell the speed. */
        TOO_EARLY
    }

    static TimeLeft in(Duration time) {
        return new TimeLeft(time.plusMillis(999).toSeconds(), null);
    }

    static TimeLeft unknown(Unknown why) {
        return new TimeLeft(null, why);
    }

    /** Until the last of several sources is through. */
    static TimeLeft untilLast(Collection<TimeLeft> parts) {
        List<Unknown> unknown =
                parts.stream().map(TimeLeft::unknown).filter(Objects::nonNull).toList();
        if (!unknown.isEmpty()) {
            return unknown(unknown.get(0));
        }
        return parts.stream().anyMatch(part -> part.seconds() == null)
                ? OVER
                : new TimeLeft(
                        parts.stream()
                                .map(TimeLeft::seconds)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                        null);
    }
}
