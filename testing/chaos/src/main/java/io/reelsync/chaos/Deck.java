package io.reelsync.chaos;

import io.reelsync.chaos.fault.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** The order of the faults: each comes up before any is repeated; the same seed gives the same order. */
final class Deck {
    private final List<Fault> faults;
    private final Random random;
    private final Deque<Fault> left = new ArrayDeque<>();

    Deck(List<Fault> faults, long seed) {
        this.faults = List.copyOf(faults);
        this.random = new Random(seed);
    }

    Fault next() {
        if (left.isEmpty()) {
            List<Fault> shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, random);
            left.addAll(shuffled);
        }
        return left.remove();
    }
}
