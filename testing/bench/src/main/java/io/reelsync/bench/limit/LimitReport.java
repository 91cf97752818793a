package io.reelsync.bench.limit;

import io.reelsync.bench.figure.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * What use was made of a limit.
 *
 * @param permits the most requests that any window may have
 * @param windowMillis a window's length
 */
record LimitReport(String rate, int permits, long windowMillis, int seconds, List<Each> counts) implements Report {

    /**
     * So many workers.
     *
     * @param share of the requests that were allowed
     * @param mostInAWindow the most that began in any window
     * @param longestStallMillis how long this machine held a thread up meanwhile, by which a request may look late, and
     *     closer to the next
     */
    record Each(
            int workers,
            int requests,
            double share,
            int mostInAWindow,
            long longestStallMillis,
            double redisCommandsPerRequest) {}

    @Override
    public void writeTable(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "At most %d requests in any %d ms, for %d s each; as the site saw them begin.%n%n",
                permits,
                windowMillis,
                seconds);
        out.println("| workers | requests | share of those allowed | most in a window | allowed | longest stall of this"
                + " machine, ms | Redis commands a request |");
        out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Each each : counts) {
            out.printf(
                    Locale.ROOT,
                    "| %d | %d | %.1f %% | %d | %d | %d | %.2f |%n",
                    each.workers(),
                    each.requests(),
                    100 * each.share(),
                    each.mostInAWindow(),
                    permits,
                    each.longestStallMillis(),
                    each.redisCommandsPerRequest());
        }
    }
}
