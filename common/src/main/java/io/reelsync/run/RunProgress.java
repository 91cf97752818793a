package io.reelsync.run;

import org.jspecify.annotations.Nullable;

/**
 * A run with its counts, read in one moment.
 *
 * @param listed subjects that the feeds named, or that were asked for
 * @param etaSeconds seconds until the end at the source's pace; null where the run is paused or over
 */
public record RunProgress(
        SyncRun run,
        long listed,
        long outstanding,
        long created,
        long changed,
        long unchanged,
        long gone,
        long failed,
        long cancelled,
        @Nullable Long etaSeconds) {

    /** Subjects whose details the run owes or owed: the sum of all fates. */
    public long planned() {
        return outstanding + created + changed + unchanged + gone + failed + cancelled;
    }

    /** Planned subjects that have reached an outcome. */
    public long settled() {
        return planned() - outstanding;
    }
}
