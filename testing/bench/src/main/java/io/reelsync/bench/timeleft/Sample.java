package io.reelsync.bench.timeleft;

import org.jspecify.annotations.Nullable;

/**
 * What was told of a run at one moment.
 *
 * @param at seconds since the run was asked for
 * @param share of its titles that were settled
 * @param left seconds; null where it was said to be unknown
 */
record Sample(
        double at,
        double share,
        @Nullable Long left,
        @Nullable String unknown) {
    /** Whole seconds are told, rounded up, and a look at the database takes a moment. */
    private static final double ROUNDING = 2;

    /** Whether it was within 20 % of what followed. */
    boolean isTrue(double end) {
        return left != null && Math.abs(left - (end - at)) <= Math.max(ROUNDING, 0.2 * (end - at));
    }
}
