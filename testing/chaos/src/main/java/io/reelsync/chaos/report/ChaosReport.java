package io.reelsync.chaos.report;

import io.reelsync.chaos.fault.Arena.Measured;
import io.reelsync.chaos.fault.Fault;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells each round as it happens, and everything in a table at the end. Thread-safe. */
public final class ChaosReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintWriter out;
    private final List<RoundResult> rounds = new ArrayList<>();
    private final Map<Measured, List<Duration>> times = new EnumMap<>(Measured.class);

    public ChaosReport(PrintWriter out) {
        this.out = out;
    }

    /** Tells a line at once. */
    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Tells how a round went. */
    public synchronized void add(RoundResult round) {
        rounds.add(round);
        say(String.format(
                Locale.ROOT,
                "%s  %-19s %-22s %4d items %3d failed %6.1f s  %s",
                LocalTime.now().format(TIME),
                round.fault(),
                round.victim(),
                round.items(),
                round.failed(),
                seconds(round.took()),
                round.violations().isEmpty() ? "ok" : round.violations().size() + " VIOLATIONS"));
        round.violations().forEach(violation -> say("          " + violation));
    }

    /** Takes a time for the end. */
    public synchronized void measured(Measured what, Duration time) {
        times.computeIfAbsent(what, any -> new ArrayList<>()).add(time);
    }

    /** All so far. */
    public synchronized int violations() {
        return rounds.stream().mapToInt(round -> round.violations().size()).sum();
    }

    /** The table, fault by fault. */
    public synchronized void tell(List<Fault> faults, int restarts, long seed) {
        Map<String, List<RoundResult>> byFault = new LinkedHashMap<>();
        faults.forEach(fault -> byFault.put(fault.name(), new ArrayList<>()));
        rounds.forEach(round ->
                byFault.computeIfAbsent(round.fault(), any -> new ArrayList<>()).add(round));
        say("");
        say(String.format("%-20s %8s %10s %15s %8s", "fault", "injected", "violations", "recovery median", "longest"));
        byFault.forEach((fault, its) -> say(row(fault, its)));
        say(row("all", rounds));
        say("");
        for (Measured what : Measured.values()) {
            List<Duration> its = times.getOrDefault(what, List.of());
            say(what.sentence() + ": "
                    + (its.isEmpty()
                            ? "not measured"
                            : String.format(
                                    Locale.ROOT,
                                    "median %.1f s, longest %.1f s, of %d",
                                    seconds(median(its)),
                                    seconds(longest(its)),
                                    its.size())));
        }
        say("processes started again: " + restarts);
        say("violations: " + violations() + ", seed: " + seed);
    }

    private static String row(String fault, List<RoundResult> rounds) {
        List<Duration> recoveries = rounds.stream().map(RoundResult::recovery).toList();
        return String.format(
                Locale.ROOT,
                "%-20s %8d %10d %13.1f s %6.1f s",
                fault,
                rounds.size(),
                rounds.stream().mapToInt(round -> round.violations().size()).sum(),
                seconds(median(recoveries)),
                seconds(longest(recoveries)));
    }

    private static Duration median(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
    }

    private static Duration longest(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
