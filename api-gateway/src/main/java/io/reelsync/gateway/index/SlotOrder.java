package io.reelsync.gateway.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntPredicate;

/**
 * The slots of videos in an order. Changed ones are noted, and put into their places when the order is next asked for:
 * the others keep theirs. Notes are made while nobody reads; those who read may be many.
 */
final class SlotOrder {
    private final Comparator<Integer> order;
    private final BitSet changed = new BitSet();
    private int[] sorted = {};

    /** @param order never finds two slots the same */
    SlotOrder(Comparator<Integer> order) {
        this.order = order;
    }

    void changed(int slot) {
        changed.set(slot);
    }

    /** @param live the slots that have a video */
    synchronized int[] sorted(BitSet live) {
        if (!changed.isEmpty()) {
            int[] added = changed.stream()
                    .filter(live::get)
                    .boxed()
                    .sorted(order)
                    .mapToInt(Integer::intValue)
                    .toArray();
            sorted = merge(unchanged(), added);
            changed.clear();
        }
        return sorted;
    }

    private int[] unchanged() {
        int[] unchanged = new int[sorted.length];
        int count = 0;
        for (int slot : sorted) {
            if (!changed.get(slot)) {
                unchanged[count++] = slot;
            }
        }
        return Arrays.copyOf(unchanged, count);
    }

    private int[] merge(int[] kept, int[] added) {
        int[] merged = new int[kept.length + added.length];
        int from = 0;
        for (int i = 0; i < added.length; i++) {
            int next = added[i];
            int to = firstNot(slot -> order.compare(slot, next) < 0, kept, from);
            System.arraycopy(kept, from, merged, from + i, to - from);
            merged[to + i] = added[i];
            from = to;
        }
        System.arraycopy(kept, from, merged, from + added.length, kept.length - from);
        return merged;
    }

    /** The first place from which on the slots are no longer before something; the end if all are. */
    static int firstNot(IntPredicate before, int[] sorted, int from) {
        int low = from;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (before.test(sorted[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
