package io.reelsync.bench.pipeline;

import io.reelsync.bench.deployment.PageSite;
import io.reelsync.bench.figure.Median;
import io.reelsync.bench.figure.Report;
import io.reelsync.bench.pipeline.Side.Pass;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the rounds have given: medians of each side. */
record PipelineReport(int pages, int rounds, String rate, int workers, List<Each> sides) implements Report {
    private static final double A_THOUSAND = 1000;
    private static final double MEGABYTE = 1e6;
    private static final String ALL = "all but the site";

    /**
     * One side.
     *
     * @param ratio of its pages a second to the bare loop's, in the same rounds
     * @param cpuSecondsPer1000Pages of each process, and of all but the site together: on a shared machine this tells
     *     more than the time
     * @param peakMegabytes of each process of ours
     */
    record Each(
            String name,
            double pagesPerSecond,
            double ratio,
            Map<String, Double> cpuSecondsPer1000Pages,
            Map<String, Double> peakMegabytes,
            @Nullable Double statementsPerPage,
            @Nullable Double redisCommandsPerPage,
            @Nullable Double resultsPerCommit) {}

    /**
     * Sums up.
     *
     * @param passes those of each side, as many as rounds, the bare loop's among them
     */
    static PipelineReport of(int pages, String rate, int workers, Map<String, List<Pass>> passes) {
        List<Pass> bare = passes.getOrDefault(BareSide.NAME, List.of());
        List<Each> sides = new ArrayList<>();
        passes.forEach((name, own) -> sides.add(each(name, pages, own, bare)));
        return new PipelineReport(pages, bare.size(), rate, workers, sides);
    }

    private static Each each(String name, int pages, List<Pass> own, List<Pass> bare) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < own.size(); round++) {
            ratios.add(bare.get(round).seconds() / own.get(round).seconds());
        }
        return new Each(
                name,
                Median.of(own, pass -> pages / pass.seconds()),
                Median.of(ratios, ratio -> ratio),
                medians(own, PipelineReport::cpuSeconds, pages / A_THOUSAND),
                medians(own, Pass::peakBytes, MEGABYTE),
                count(own, ReelsyncSide.STATEMENTS, statements -> statements / pages),
                count(own, ReelsyncSide.COMMANDS, commands -> commands / pages),
                count(own, ReelsyncSide.COMMITS, commits -> pages / commits));
    }

    private static Map<String, Double> cpuSeconds(Pass pass) {
        Map<String, Double> seconds = new TreeMap<>(pass.cpuSeconds());
        double all = seconds.values().stream().mapToDouble(one -> one).sum();
        seconds.put(ALL, all - seconds.getOrDefault(PageSite.NAME, 0.0));
        return seconds;
    }

    private static Map<String, Double> medians(
            List<Pass> passes, Function<Pass, Map<String, Double>> of, double dividedBy) {
        Map<String, Double> medians = new TreeMap<>();
        of.apply(passes.get(0))
                .keySet()
                .forEach(name -> medians.put(
                        name, Median.of(passes, pass -> of.apply(pass).getOrDefault(name, 0.0) / dividedBy)));
        return medians;
    }

    private static @Nullable Double count(List<Pass> passes, String name, ToDoubleFunction<Double> made) {
        return passes.get(0).counts().containsKey(name)
                ? Median.of(passes, pass -> made.applyAsDouble(pass.counts().getOrDefault(name, 0.0)))
                : null;
    }

    @Override
    public void writeTable(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%d pages, %s at %s, medians of %s%n%n",
                pages,
                workers == 1 ? "one worker" : workers + " workers",
                rate,
                rounds == 1 ? "one round" : rounds + " rounds");
        Map<String, Function<Each, @Nullable Double>> rows = rows();
        out.print("| |");
        sides.forEach(side -> out.print(" " + side.name() + " |"));
        out.print("\n| --- |" + " ---: |".repeat(sides.size()) + "\n");
        rows.forEach((label, value) -> {
            out.print("| " + label + " |");
            sides.forEach(side -> out.print(" " + cell(value.apply(side)) + " |"));
            out.println();
        });
    }

    private Map<String, Function<Each, @Nullable Double>> rows() {
        Map<String, Function<Each, @Nullable Double>> rows = new LinkedHashMap<>();
        rows.put("pages a second", Each::pagesPerSecond);
        rows.put("of the bare loop's", Each::ratio);
        names(Each::cpuSecondsPer1000Pages)
                .forEach(name -> rows.put("CPU s for 1,000 pages: " + name, side -> side.cpuSecondsPer1000Pages()
                        .get(name)));
        names(Each::peakMegabytes)
                .forEach(name -> rows.put(
                        "peak MB: " + name, side -> side.peakMegabytes().get(name)));
        rows.put("SQL statements a page", Each::statementsPerPage);
        rows.put("Redis commands a page", Each::redisCommandsPerPage);
        rows.put("results a commit", Each::resultsPerCommit);
        return rows;
    }

    private TreeSet<String> names(Function<Each, Map<String, Double>> of) {
        TreeSet<String> names = new TreeSet<>();
        sides.forEach(side -> names.addAll(of.apply(side).keySet()));
        return names;
    }

    private static String cell(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }
}
