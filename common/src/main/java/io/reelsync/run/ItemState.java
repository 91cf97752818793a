package io.reelsync.run;

/**
 * How a subject stands within a run. All but {@link #FRESH} are planned, so at every moment planned = outstanding +
 * created + changed + unchanged + gone + failed + cancelled.
 */
public enum ItemState {
    /** Listed, and fresh enough already: nothing planned. */
    FRESH,
    /** Owed by the run. */
    OUTSTANDING,
    /** Details stored for the first time. */
    CREATED,
    /** Details differed from those stored. */
    CHANGED,
    /** Details were as stored. */
    UNCHANGED,
    /** The source has no such title any more. */
    GONE,
    /** Given up after the last attempt. */
    FAILED,
    /** The run was cancelled first. */
    CANCELLED
}
