package io.reelsync.run;

/** What started a run. */
public enum Trigger {
    /** A schedule's firing. */
    SCHEDULED,
    /** A person or a program, over the API. */
    REQUESTED,
    /** Merge rules that were set: what sources have said already is put together anew. */
    MERGE_RULES
}
