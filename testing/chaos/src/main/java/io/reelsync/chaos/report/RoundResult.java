package io.reelsync.chaos.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a round went.
 *
 * @param items how many its run planned
 * @param failed how many of them failed, as pages were damaged
 * @param recovery from the fault's end until the run went on
 */
public record RoundResult(
        String fault,
        String victim,
        long items,
        long failed,
        Duration took,
        Duration recovery,
        List<String> violations) {

    /** The same with more violations. */
    public RoundResult with(List<String> more) {
        List<String> all = new ArrayList<>(violations);
        all.addAll(more);
        return new RoundResult(fault, victim, items, failed, took, recovery, all);
    }
}
