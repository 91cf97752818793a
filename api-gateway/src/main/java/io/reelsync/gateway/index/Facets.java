package io.reelsync.gateway.index;

import java.util.List;

/**
 * Into what a filter's videos fall: each value with the videos that would be found with it in place of the filter's own
 * value of that facet, the most first; of the years the latest.
 */
public record Facets(
        List<ValueCount> kinds, List<ValueCount> countries, List<ValueCount> tags, List<ValueCount> years) {
    /** Nobody reads on. */
    static final int MOST_VALUES = 60;
}
