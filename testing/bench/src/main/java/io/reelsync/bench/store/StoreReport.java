package io.reelsync.bench.store;

import io.reelsync.bench.figure.Report;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How fast facts are stored: medians of the rounds.
 *
 * @param titles how many were stored in each round
 * @param created the worker, of titles that are new
 * @param unchanged the worker, of titles of which nothing is new
 * @param bare the bare loop, of titles that are new
 */
record StoreReport(int titles, int rounds, Figures created, Figures unchanged, Figures bare) implements Report {

    /**
     * One way of storing.
     *
     * @param statements SQL statements a title; MariaDB counts each row of some batches
     * @param commits transactions a title
     */
    record Figures(double titlesPerSecond, double statements, double commits) {}

    @Override
    public void writeTable(PrintStream out) {
        out.printf(Locale.ROOT, "%d titles, medians of %d rounds.%n%n", titles, rounds);
        out.println("| stored | titles a second | ratio | SQL statements a title | titles a commit |");
        out.println("| --- | ---: | ---: | ---: | ---: |");
        row(out, "by the bare loop", bare);
        row(out, "by a worker, new titles", created);
        row(out, "by a worker, the same again", unchanged);
    }

    private void row(PrintStream out, String name, Figures figures) {
        out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f %% | %.2f | %.0f |%n",
                name,
                figures.titlesPerSecond(),
                100 * figures.titlesPerSecond() / bare.titlesPerSecond(),
                figures.statements(),
                1 / figures.commits());
    }
}
