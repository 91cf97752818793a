package io.reelsync.gateway.index;

/**
 * How many videos have a value.
 *
 * @param value a kind, a country, a tag, a year
 */
public record ValueCount(String value, long videos) {}
