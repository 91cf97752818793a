package io.reelsync.bench.timeleft;

import io.reelsync.bench.figure.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How true each run's time left was. */
record TimeLeftReport(String rate, List<Each> runs) implements Report {
    private static final List<Double> SHARES = List.of(0.1, 0.25, 0.5, 0.75);

    /**
     * One run.
     *
     * @param seconds it took; until it was given up where its pages lost their structure
     * @param counted from which second on what was told could be known: since the last trouble began
     * @param samples each second
     */
    record Each(Scenario scenario, double seconds, double counted, List<Sample> samples) {

        private List<Sample> judged() {
            return samples.stream()
                    .filter(sample -> sample.share() >= SHARES.get(0) && sample.at() >= counted)
                    .toList();
        }

        private String at(double share) {
            return samples.stream()
                    .filter(sample -> sample.share() >= share)
                    .findFirst()
                    .map(sample -> sample.left() == null
                            ? String.valueOf(sample.unknown())
                            : String.format(Locale.ROOT, "%d / %.0f", sample.left(), seconds - sample.at()))
                    .orElse("");
        }

        private String unknown() {
            Map<String, Long> reasons = judged().stream()
                    .filter(sample -> sample.left() == null)
                    .collect(Collectors.groupingBy(
                            sample -> String.valueOf(sample.unknown()), TreeMap::new, Collectors.counting()));
            return reasons.entrySet().stream()
                    .map(reason -> reason.getKey() + " " + reason.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    @Override
    public void writeTable(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "Seconds told / seconds that followed, at %s. Judged is what was told after a tenth of the run, once a"
                        + " second,%nand since the trouble began where there was one: true is within 20 %%, or 2 s.%n%n",
                rate);
        out.println("| run | took, s | at 10 % | at 25 % | at 50 % | at 75 % | judged | true | said to be unknown |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        for (Each each : runs) {
            List<Sample> judged = each.judged();
            out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %s | %d | %d | %s |%n",
                    each.scenario().told(),
                    each.seconds(),
                    SHARES.stream().map(each::at).collect(Collectors.joining(" | ")),
                    judged.size(),
                    judged.stream()
                            .filter(sample -> sample.isTrue(each.seconds()))
                            .count(),
                    each.unknown());
        }
    }
}
