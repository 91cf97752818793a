package io.reelsync.standalone;

import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.control.LoggedRequest;
import java.time.Duration;

/** The arrivals of requests at a site, in their order. */
record Windows(long[] arrivals) {

    static Windows of(SampleSite site) {
        return new Windows(site.requests().stream()
                .mapToLong(LoggedRequest::nanoTime)
                .sorted()
                .toArray());
    }

    /** The most requests in any window of that length, wherever it begins. */
    int fullest(Duration window) {
        int fullest = 0;
        int from = 0;
        for (int to = 0; to < arrivals.length; to++) {
            while (arrivals[to] - arrivals[from] >= window.toNanos()) {
                from++;
            }
            fullest = Math.max(fullest, to - from + 1);
        }
        return fullest;
    }

    /** Requests in one window of that length, in the middle of all. */
    int inTheMiddle(Duration window) {
        long middle = (arrivals[0] + arrivals[arrivals.length - 1]) / 2;
        int count = 0;
        for (long arrival : arrivals) {
            if (arrival >= middle - window.toNanos() / 2 && arrival < middle + window.toNanos() / 2) {
                count++;
            }
        }
        return count;
    }

    /** The shortest gap between two requests, in milliseconds. */
    double shortestGapMillis() {
        long shortest = Long.MAX_VALUE;
        for (int i = 1; i < arrivals.length; i++) {
            shortest = Math.min(shortest, arrivals[i] - arrivals[i - 1]);
        }
        return shortest / 1e6;
    }
}
