package io.reelsync.gateway.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

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
            int to = firstAfter(kept, from, added[i]);
            System.arraycopy(kept, from, merged, from + i, to - from);
            merged[to + i] = added[i];
            from = to;
        }
        System.arraycopy(kept, from, merged, from + added.length, kept.length - from);
        return merged;
    }

    private int firstAfter(int[] kept, int from, int slot) {
        int low = from;
        int high = kept.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(kept[middle], slot) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
