package io.reelsync.bench.reparse;

import io.reelsync.bench.figure.Report;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How fast the archive was read.
 *
 * @param seconds from the command to its end: the median of the rounds
 */
record ReparseReport(int pages, int rounds, double seconds) implements Report {

    public double pagesPerSecond() {
        return pages / seconds;
    }

    @Override
    public void writeTable(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "./reelsync reparse: %d pages in %.1f s, the median of %d: %.0f pages a second, its start included.%n",
                pages,
                seconds,
                rounds,
                pagesPerSecond());
    }
}
