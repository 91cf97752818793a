package io.reelsync.chaos;

import io.reelsync.chaos.cluster.Cluster;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.samplesite.catalogue.Catalogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which titles a round asks for: some that are known already, and some new ones. */
final class Titles {
    private static final int ALL = 50_000;

    private final Deque<Long> unknown;
    private final List<Long> known = new ArrayList<>();
    private final Random random;

    Titles(Cluster cluster, long seed) {
        this.random = new Random(seed);
        // The site's own catalogue: what has left its lists keeps its page.
        Catalogue catalogue = new Catalogue(SampleSiteSettings.defaults().seed(), ALL);
        List<Long> ids = new ArrayList<>(catalogue
                .listed(kind -> true, cluster.clock().instant())
                .map(catalogue::idOf)
                .boxed()
                .toList());
        Collections.shuffle(ids, random);
        this.unknown = new ArrayDeque<>(ids);
    }

    /** So many, half of them known where there are as many. */
    List<Long> slice(int count) {
        Collections.shuffle(known, random);
        Set<Long> slice = new HashSet<>(known.subList(0, Math.min(count / 2, known.size())));
        while (slice.size() < count && !unknown.isEmpty()) {
            long fresh = unknown.remove();
            if (slice.add(fresh)) {
                known.add(fresh);
            }
        }
        List<Long> sorted = new ArrayList<>(slice);
        Collections.sort(sorted);
        return sorted;
    }
}
