package io.reelsync.gateway.index;

import java.util.List;

/**
 * Into what a filter's videos fall: each value with the videos that would be found with it in place of the filter's own
 * value of that facet, the most first.
 */
public record Facets(List<ValueCount> kinds, List<ValueCount> countries, List<ValueCount> tags) {
    /** Nobody reads on. */
    static final int MOST_VALUES = 60;
}
