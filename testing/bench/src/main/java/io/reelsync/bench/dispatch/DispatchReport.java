package io.reelsync.bench.dispatch;

import io.reelsync.bench.figure.Report;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How fast tasks are handed out.
 *
 * @param subjects how many were due at first
 * @param window how many are leased and published at once
 * @param rounds how often that was done
 * @param tasksPerSecond leased and published with confirms: the median of the rounds
 * @param oneMillis to find and lease the most valuable one: all but the query takes next to nothing
 * @param leaseMillis to find and lease a window's worth
 * @param publishMillis to publish these and have all confirmed
 * @param inHandMillis to count what is leased
 */
record DispatchReport(
        int subjects,
        int window,
        int rounds,
        double tasksPerSecond,
        double oneMillis,
        double leaseMillis,
        double publishMillis,
        double inHandMillis)
        implements Report {

    @Override
    public void writeTable(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%d subjects due, %d tasks at once, medians of %d rounds: %.0f tasks a second leased and published with"
                        + " confirms.%n%n",
                subjects,
                window,
                rounds,
                tasksPerSecond);
        out.println("| step | ms |");
        out.println("| --- | ---: |");
        row(out, "find and lease the most valuable one", oneMillis);
        row(out, "find and lease " + window, leaseMillis);
        row(out, "publish them, all confirmed", publishMillis);
        row(out, "count what is in hand", inHandMillis);
    }

    private static void row(PrintStream out, String step, double millis) {
        out.printf(Locale.ROOT, "| %s | %.1f |%n", step, millis);
    }
}
