package io.reelsync.worker.settle;

/** What the database says became of a task. */
public enum Settled {
    CREATED,
    CHANGED,
    UNCHANGED,
    GONE,
    /** Failed, and due again later. */
    RETRY,
    /** Failed for the last time. */
    DEAD,
    /** Due again without an attempt spent. */
    PUT_BACK,
    /** The lease had ended: nothing was written. */
    DROPPED
}
