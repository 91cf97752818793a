package io.reelsync.run;

/** What started a run. */
public enum Trigger {
    /** A schedule's firing. */
    SCHEDULED,
    /** A person or a program, over the API. */
    REQUESTED
}
