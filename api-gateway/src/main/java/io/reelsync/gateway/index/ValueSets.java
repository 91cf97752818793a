package io.reelsync.gateway.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets of values, each with a number: a million videos have some thousand different sets of tags. Those that no video has
 * any more stay.
 */
final class ValueSets {
    private final Map<Set<String>, Integer> numbers = new HashMap<>();
    private final List<Set<String>> sets = new ArrayList<>();

    int number(Set<String> set) {
        return numbers.computeIfAbsent(set, unknown -> {
            sets.add(set);
            return sets.size() - 1;
        });
    }

    /** How many videos have each value, by how many have each set; the most first, and no more than so many. */
    List<ValueCount> valueCounts(int[] videosBySet, int most) {
        Map<String, Long> counts = new HashMap<>();
        for (int number = 0; number < videosBySet.length; number++) {
            if (videosBySet[number] > 0) {
                for (String value : sets.get(number)) {
                    counts.merge(value, (long) videosBySet[number], Long::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new ValueCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(ValueCount::videos).reversed().thenComparing(ValueCount::value))
                .limit(most)
                .toList();
    }

    int size() {
        return sets.size();
    }

    /** By the numbers, which sets have a value; all of them if it is null. */
    boolean[] having(@Nullable String value) {
        boolean[] having = new boolean[sets.size()];
        for (int number = 0; number < having.length; number++) {
            having[number] = value == null || sets.get(number).contains(value);
        }
        return having;
    }
}
