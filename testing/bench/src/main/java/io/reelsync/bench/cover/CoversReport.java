package io.reelsync.bench.cover;

import io.reelsync.bench.figure.Report;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What mirroring posters takes.
 *
 * @param covers how many were mirrored
 * @param sourceKilobytes a poster has at the site, on average
 * @param workerCpuSeconds of the worker, in all
 * @param workerPeakMegabytes the most memory that the worker had
 * @param megabytesOnDisk that the files take, by the blocks of the file system
 */
record CoversReport(
        int covers,
        double seconds,
        double sourceKilobytes,
        double workerCpuSeconds,
        double workerPeakMegabytes,
        int files,
        double megabytesOnDisk)
        implements Report {

    @Override
    public void writeTable(PrintStream out) {
        out.printf(Locale.ROOT, "%d posters of 270 by 400 pixels, %.0f KB on average.%n%n", covers, sourceKilobytes);
        out.println("| posters a second | worker's CPU ms a poster | worker's peak MB | files | MB on disk |");
        out.println("| ---: | ---: | ---: | ---: | ---: |");
        out.printf(
                Locale.ROOT,
                "| %.1f | %.1f | %.0f | %d | %.0f |%n",
                covers / seconds,
                1000 * workerCpuSeconds / covers,
                workerPeakMegabytes,
                files,
                megabytesOnDisk);
    }
}
