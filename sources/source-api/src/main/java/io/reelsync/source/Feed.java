package io.reelsync.source;

/**
 * One of a source's lists.
 *
 * @param name by which runs, schedules and metrics know it: lower case letters
 * @param kind what most of its titles are
 * @param size how many of its titles a run lists where nothing else is asked
 */
public record Feed(String name, Kind kind, int size) {}
