package io.reelsync.bench.figure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of what rounds gave: on a shared machine a mean is of no use. */
public final class Median {
    private Median() {}

    /** The median of a figure of all rounds; of an even number of them, the mean of the two in the middle. */
    public static <T> double of(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
