package io.reelsync.source;

/**
 * One of a source's own lists.
 *
 * @param name by which runs, schedules and metrics know it: lower case letters, digits, underscores and hyphens
 * @param kind what most of its titles are
 * @param size how many of its titles a run lists where nothing else is asked
 * @param changes whether it tells which titles have changed at the source rather than which there are: those that are
 *     known become due, others are passed over. It may be empty, and its titles may have no names
 */
public record Feed(String name, Kind kind, int size, boolean changes) {

    /** A list of titles, known or not. */
    public Feed(String name, Kind kind, int size) {
        this(name, kind, size, false);
    }

    /** A list of what has changed. */
    public static Feed ofChanges(String name, Kind kind, int size) {
        return new Feed(name, kind, size, true);
    }
}
