package io.reelsync.bench.start;

import io.reelsync.bench.figure.Report;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * What a start took.
 *
 * @param secondsToFirstTitle from {@code ./reelsync up} until a title's details were stored: the median of the rounds
 * @param idleSeconds how long services had nothing to do when their memory was read
 * @param idleMegabytes what each service had resident then
 */
record StartReport(int rounds, double secondsToFirstTitle, int idleSeconds, Map<String, Double> idleMegabytes)
        implements Report {

    @Override
    public void writeTable(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "./reelsync up with data of an earlier run: %.1f s from the command to the first stored title, the median of"
                        + " %d.%n%n",
                secondsToFirstTitle,
                rounds);
        out.printf(Locale.ROOT, "| service | resident MB after %d s of nothing to do |%n", idleSeconds);
        out.println("| --- | ---: |");
        idleMegabytes.forEach((name, megabytes) -> out.printf(Locale.ROOT, "| %s | %.0f |%n", name, megabytes));
    }
}
