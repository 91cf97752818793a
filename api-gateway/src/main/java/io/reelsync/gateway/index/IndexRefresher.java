package io.reelsync.gateway.index;

import io.reelsync.gateway.index.IndexedRows.Change;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the index in step with the table, whichever service writes it. Safe for use by many threads.
 *
 * <ul>
 *   <li>What was committed before a question is in its answer: rows that have changed since the last look are read anew.
 *       Each look goes back some seconds further, for transactions that took as long.
 *   <li>A row that is gone leaves no trace but the count of rows: when there are fewer than in the index, all are compared.
 *       In a large catalogue that is done beside the questions.
 *   <li>All are compared now and then in any case, for transactions that took longer.
 * </ul>
 */
@Component
class IndexRefresher {
    private static final Logger log = LoggerFactory.getLogger(IndexRefresher.class);
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(5);
    private static final Duration COMPARE_EVERY = Duration.ofMinutes(10);
    /** Rows that are counted in a millisecond or two. */
    private static final int FEW = 20_000;

    private final IndexedRows rows;
    private final SharedColumns columns;
    private final Pace counting = new Pace(Duration.ZERO);
    private final Pace comparing = new Pace(COMPARE_EVERY);
    private boolean loaded;
    private long lookedAt;

    IndexRefresher(IndexedRows rows, SharedColumns columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Takes over what was committed before this call. */
    void refresh() {
        look();
        if (columns.read(VideoColumns::size) <= FEW) {
            compareIfRowsAreGone();
        }
    }

    /** The same, and what would hold up a question. For one thread. */
    void refreshThoroughly() {
        look();
        columns.consult(VideoColumns::putInOrder);
        counting.run(this::compareIfRowsAreGone);
        comparing.run(this::compare);
    }

    private void look() {
        long asked = System.nanoTime();
        synchronized (this) {
            if (!loaded) {
                lookedAt = asked;
                load();
                loaded = true;
            } else if (lookedAt - asked > 0) {
                // Another's look, for which this one has waited, began after it was asked for.
                return;
            }
            long begins = System.nanoTime();
            Duration since = Duration.ofNanos(begins - lookedAt).plus(LONGEST_TRANSACTION);
            takeAll(rows.changesWithin(since), new BitSet());
            lookedAt = begins;
        }
    }

    private void load() {
        long start = System.nanoTime();
        List<IndexedVideo> next = rows.readAfter(Long.MIN_VALUE);
        while (!next.isEmpty()) {
            List<IndexedVideo> read = next;
            columns.change(all -> all.put(read));
            next = rows.readAfter(read.get(read.size() - 1).id());
        }
        log.info(
                "The index of {} videos was read in {} ms; lists and searches can be answered now",
                columns.read(VideoColumns::size),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private void compareIfRowsAreGone() {
        if (rows.count() < columns.read(VideoColumns::size)) {
            compare();
        }
    }

    private void compare() {
        BitSet seen = new BitSet();
        takeAll(rows.changesAfter(Change.BEFORE_ALL), seen);
        long[] unseen = columns.read(all -> all.idsUpwards(all.others(seen)));
        for (int from = 0; from < unseen.length; from += IndexedRows.MOST) {
            int to = Math.min(from + IndexedRows.MOST, unseen.length);
            readAnew(Arrays.stream(unseen, from, to).boxed().toList());
        }
    }

    /** Takes over these changes and all that follow them. */
    private void takeAll(List<Change> first, BitSet seen) {
        List<Change> changes = first;
        while (!changes.isEmpty()) {
            take(changes, seen);
            changes =
                    changes.size() < IndexedRows.MOST ? List.of() : rows.changesAfter(changes.get(changes.size() - 1));
        }
    }

    private synchronized void take(List<Change> changes, BitSet seen) {
        readAnew(columns.read(all -> changes.stream()
                .filter(change -> !all.has(change.id(), change.at()))
                .map(Change::id)
                .toList()));
        columns.consult(all -> changes.forEach(change -> all.mark(change.id(), seen)));
    }

    /** Takes over these rows as they are now; those that are gone too. */
    synchronized void readAnew(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        List<IndexedVideo> there = rows.read(ids);
        Set<Long> gone = new HashSet<>(ids);
        there.forEach(video -> gone.remove(video.id()));
        columns.change(all -> {
            all.put(there);
            all.remove(gone);
        });
    }
}
