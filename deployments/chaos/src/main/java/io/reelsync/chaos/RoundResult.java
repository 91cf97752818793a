package io.reelsync.chaos;

import java.time.Duration;
import java.util.List;

/**
 * How a round went.
 *
 * @param items how many its run planned
 * @param recovery from the fault's end until the run went on
 */
record RoundResult(
        String fault, String victim, long items, Duration took, Duration recovery, List<String> violations) {}
