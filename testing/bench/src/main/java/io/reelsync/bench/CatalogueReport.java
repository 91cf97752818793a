package io.reelsync.bench;

import io.reelsync.bench.figure.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * How a gateway serves a large catalogue.
 *
 * @param requests each kind by itself, one after the other; the first is one video
 * @param together one kind by several clients at once
 */
record CatalogueReport(Place place, List<Requests> requests, Together together, List<Export> exports)
        implements Report {

    /**
     * Where the catalogue is.
     *
     * @param server the database server's version
     * @param bufferPoolMegabytes the server's memory for pages
     * @param titles how many
     * @param megabytes of their table with its indexes
     */
    record Place(String server, long bufferPoolMegabytes, int titles, long megabytes) {}

    /**
     * Requests of one kind.
     *
     * @param requests how many were measured
     */
    record Requests(String kind, long requests, double p50Millis, double p99Millis) {}

    /** Requests of several clients at once. */
    record Together(Requests requests, int clients, double requestsPerSecond) {}

    /**
     * One export of all titles; the heap is what was left after collections.
     *
     * @param lines with the heading, where there is one
     */
    record Export(
            String format,
            long lines,
            double megabytes,
            double seconds,
            long heapBeforeMegabytes,
            long heapMegabytes,
            long largestHeapMegabytes) {}

    @Override
    public void writeTable(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s, buffer pool %d MB%n%d titles, %d MB with their indexes%n",
                place.server(),
                place.bufferPoolMegabytes(),
                place.titles(),
                place.megabytes());
        out.printf("%n| request | requests | p50 ms | p99 ms | p99 / p99 of one video |%n|---|---:|---:|---:|---:|%n");
        double base = requests.get(0).p99Millis();
        requests.forEach(kind -> row(out, kind, String.format(Locale.ROOT, "%.1f", kind.p99Millis() / base)));
        row(out, together.requests(), "");
        out.printf(
                Locale.ROOT,
                "%n%.0f requests a second by %d clients.%n",
                together.requestsPerSecond(),
                together.clients());
        exports.forEach(export -> out.printf(
                Locale.ROOT,
                "Export as %s: %d lines, %.0f MB in %.0f s: %.0f rows a second. Heap after collections: %d MB before, at most"
                        + " %d MB meanwhile (-Xmx %d MB).%n",
                export.format(),
                export.lines(),
                export.megabytes(),
                export.seconds(),
                export.lines() / export.seconds(),
                export.heapBeforeMegabytes(),
                export.heapMegabytes(),
                export.largestHeapMegabytes()));
    }

    private static void row(PrintStream out, Requests kind, String ratio) {
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %s |%n",
                kind.kind(),
                kind.requests(),
                kind.p50Millis(),
                kind.p99Millis(),
                ratio);
    }
}
