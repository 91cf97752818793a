package io.reelsync.catalog;

/** How a subject stands in the frontier. */
public enum SubjectState {
    /** Not in hand; its details are owed from its due time on, if it has one. */
    WAITING,
    /** In hand: a task was published and its lease runs. */
    LEASED,
    /** The source has no such title; looked for again when a list names it. */
    GONE,
    /** Given up after the last attempt, kept with its reason until replayed. */
    DEAD
}
