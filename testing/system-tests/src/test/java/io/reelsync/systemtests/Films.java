package io.reelsync.systemtests;

import io.reelsync.samplesite.SampleSite;
import java.util.List;

/** Hands out the films of a site, each once, to tests that share a cluster. */
class Films {
    private final List<Long> listed;
    private int given;

    Films(SampleSite site) {
        this.listed = site.listedFilms();
    }

    List<Long> next(int count) {
        List<Long> films = listed.subList(given, given + count);
        given += count;
        return films;
    }
}
