package io.reelsync.gateway.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The videos of the catalogue, column by column, each in a slot: about 200 bytes a video, and a filter goes through a
 * million of them in milliseconds. Many may read at once, or one may change it.
 */
final class VideoColumns {
    private static final int NONE = -1;
    private static final int SPARE = 100;
    /** Slots that one processor goes through at a time. */
    private static final int BLOCK = 1 << 15;

    private static final VideoSort[] SORTS = VideoSort.values();

    private final BitSet live = new BitSet();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int slots;

    private long[] ids = {};
    private long[] changedAt = {};
    private final long[][] sortedBy = new long[SORTS.length][0];
    private short[] years = {};
    private int[] kinds = {};
    private int[] tags = {};
    private int[] countries = {};
    private final NameColumn names = new NameColumn();

    private final ValueSets kindSets = new ValueSets();
    private final ValueSets tagSets = new ValueSets();
    private final ValueSets countrySets = new ValueSets();

    private final SlotOrder byId = new SlotOrder((one, other) -> Long.compare(ids[other], ids[one]));
    private final List<SlotOrder> orders = Arrays.stream(SORTS).map(this::order).toList();

    private SlotOrder order(VideoSort sort) {
        return new SlotOrder((one, other) -> {
            long[] values = sortedBy[sort.ordinal()];
            int compared = Long.compare(values[other], values[one]);
            return compared == 0 ? Long.compare(ids[other], ids[one]) : compared;
        });
    }

    int size() {
        return live.cardinality();
    }

    /** Adds videos, each of another id, or puts them in the place of what was known of them. */
    void put(List<IndexedVideo> videos) {
        int[] known = videos.stream().mapToInt(video -> slot(video.id())).toArray();
        for (int i = 0; i < known.length; i++) {
            IndexedVideo video = videos.get(i);
            put(video, known[i] == NONE ? freeSlot(video.id()) : known[i], known[i] == NONE);
        }
    }

    private void put(IndexedVideo video, int slot, boolean isNew) {
        changedAt[slot] = video.changedAt();
        for (VideoSort sort : SORTS) {
            long value = video.sortedBy()[sort.ordinal()];
            if (isNew || sortedBy[sort.ordinal()][slot] != value) {
                sortedBy[sort.ordinal()][slot] = value;
                orders.get(sort.ordinal()).changed(slot);
            }
        }
        Integer year = video.year();
        years[slot] = (short) (year == null ? VideoFilter.NO_YEAR : year);
        String kind = video.kind();
        kinds[slot] = kindSets.number(kind == null ? Set.of() : Set.of(kind.toLowerCase(Locale.ROOT)));
        tags[slot] = tagSets.number(video.tags());
        countries[slot] = countrySets.number(video.countries());
        names.put(slot, video.names());
    }

    private int freeSlot(long id) {
        Integer freed = free.poll();
        int slot = freed == null ? slots++ : freed;
        if (slots > ids.length) {
            grow(slots + slots / 2 + SPARE);
        }
        ids[slot] = id;
        live.set(slot);
        byId.changed(slot);
        return slot;
    }

    private void grow(int room) {
        changedAt = Arrays.copyOf(changedAt, room);
        for (int i = 0; i < sortedBy.length; i++) {
            sortedBy[i] = Arrays.copyOf(sortedBy[i], room);
        }
        years = Arrays.copyOf(years, room);
        kinds = Arrays.copyOf(kinds, room);
        tags = Arrays.copyOf(tags, room);
        countries = Arrays.copyOf(countries, room);
        names.grow(room);
        ids = Arrays.copyOf(ids, room);
    }

    void remove(Collection<Long> gone) {
        int[] known =
                gone.stream().mapToInt(this::slot).filter(slot -> slot != NONE).toArray();
        for (int slot : known) {
            live.clear(slot);
            free.add(slot);
            byId.changed(slot);
            orders.forEach(order -> order.changed(slot));
        }
    }

    /** Whether a video is known as it was at that time. */
    boolean has(long id, long asOf) {
        int slot = slot(id);
        return slot != NONE && changedAt[slot] == asOf;
    }

    /** Notes that a video is there. */
    void mark(long id, BitSet there) {
        int slot = slot(id);
        if (slot != NONE) {
            there.set(slot);
        }
    }

    /** The slots of all videos but these. */
    BitSet others(BitSet these) {
        BitSet others = (BitSet) live.clone();
        others.andNot(these);
        return others;
    }

    private int slot(long id) {
        int[] sorted = byId.sorted(live);
        int place = SlotOrder.firstNot(slot -> ids[slot] > id, sorted, 0);
        return place < sorted.length && ids[sorted[place]] == id ? sorted[place] : NONE;
    }

    /** The slots of the videos that a filter finds. */
    BitSet matching(VideoFilter filter) {
        if (filter.findsAll()) {
            return live;
        }
        IntPredicate finds = finds(filter);
        long[][] blocks = IntStream.range(0, (slots + BLOCK - 1) / BLOCK)
                .parallel()
                .mapToObj(block -> matching(finds, block * BLOCK))
                .toArray(long[][]::new);
        return BitSet.valueOf(
                Arrays.stream(blocks).flatMapToLong(Arrays::stream).toArray());
    }

    Facets facets(VideoFilter filter) {
        return new Facets(
                counts(kindSets, kinds, matching(filter.withKind(null))),
                counts(countrySets, countries, matching(filter.withCountry(null))),
                counts(tagSets, tags, matching(filter.withTag(null))),
                yearCounts(matching(filter.ofAnyYear())));
    }

    private List<ValueCount> yearCounts(BitSet found) {
        NavigableMap<Short, Long> videos = new TreeMap<>(Comparator.reverseOrder());
        found.stream()
                .filter(slot -> years[slot] != VideoFilter.NO_YEAR)
                .forEach(slot -> videos.merge(years[slot], 1L, Long::sum));
        return videos.entrySet().stream()
                .limit(Facets.MOST_VALUES)
                .map(year -> new ValueCount(year.getKey().toString(), year.getValue()))
                .toList();
    }

    private static List<ValueCount> counts(ValueSets sets, int[] setOf, BitSet found) {
        int[] videosBySet = new int[sets.size()];
        found.stream().forEach(slot -> videosBySet[setOf[slot]]++);
        return sets.valueCounts(videosBySet, Facets.MOST_VALUES);
    }

    private long[] matching(IntPredicate finds, int first) {
        long[] found = new long[BLOCK / Long.SIZE];
        int end = Math.min(first + BLOCK, slots);
        for (int slot = first; slot < end; slot++) {
            if (live.get(slot) && finds.test(slot)) {
                found[(slot - first) / Long.SIZE] |= 1L << slot;
            }
        }
        return found;
    }

    private IntPredicate finds(VideoFilter filter) {
        boolean[] ofKind = kindSets.having(filter.kind());
        boolean[] withTag = tagSets.having(filter.tag());
        boolean[] ofCountry = countrySets.having(filter.country());
        int yearFrom = filter.firstYear();
        int yearTo = filter.lastYear();
        long leastScore = filter.leastScore();
        long[] scores = sortedBy[VideoSort.SCORE.ordinal()];
        SearchText text = filter.text() == null ? null : SearchText.of(filter.text());
        return slot -> ofKind[kinds[slot]]
                && withTag[tags[slot]]
                && ofCountry[countries[slot]]
                && years[slot] >= yearFrom
                && years[slot] <= yearTo
                && scores[slot] >= leastScore
                && (text == null || names.has(slot, text));
    }

    /** Does now what the next question would wait for. */
    void putInOrder() {
        byId.sorted(live);
        orders.forEach(order -> order.sorted(live));
    }

    /** In their order, so many of them from the one at that place on. */
    List<Long> page(BitSet found, VideoSort sort, long offset, int size) {
        int[] sorted = orders.get(sort.ordinal()).sorted(live);
        int place = 0;
        if (found == live) {
            place = (int) Math.min(offset, sorted.length);
        } else {
            for (long skipped = 0; place < sorted.length && skipped < offset; place++) {
                skipped += found.get(sorted[place]) ? 1 : 0;
            }
        }
        return from(sorted, place, found, size);
    }

    /** In their order, so many of them after a place, which need not be one of theirs. */
    List<Long> after(BitSet found, VideoSort sort, long value, long id, int size) {
        int[] sorted = orders.get(sort.ordinal()).sorted(live);
        long[] values = sortedBy[sort.ordinal()];
        int place =
                SlotOrder.firstNot(slot -> values[slot] > value || values[slot] == value && ids[slot] >= id, sorted, 0);
        return from(sorted, place, found, size);
    }

    private List<Long> from(int[] sorted, int place, BitSet found, int size) {
        List<Long> page = new ArrayList<>();
        for (int i = place; i < sorted.length && page.size() < size; i++) {
            if (found.get(sorted[i])) {
                page.add(ids[sorted[i]]);
            }
        }
        return page;
    }

    /** The ids from the lowest up. */
    long[] idsUpwards(BitSet found) {
        return found.stream().mapToLong(slot -> ids[slot]).sorted().toArray();
    }

    /** What a video is sorted by; {@link VideoSort#UNKNOWN} where it has gone. */
    long value(long id, VideoSort sort) {
        int slot = slot(id);
        return slot == NONE ? VideoSort.UNKNOWN : sortedBy[sort.ordinal()][slot];
    }
}
