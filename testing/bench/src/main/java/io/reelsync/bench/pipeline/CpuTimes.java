package io.reelsync.bench.pipeline;

import io.reelsync.bench.deployment.MeasuredProcess;
import java.util.Map;
import java.util.TreeMap;

/** The CPU times of processes since some moment. */
final class CpuTimes {
    private final Map<String, Long> pids;
    private final Map<String, Double> before;

    /** @param pids processes by their names */
    CpuTimes(Map<String, Long> pids) {
        this.pids = new TreeMap<>(pids);
        this.before = now();
    }

    /** Seconds since this was made, by the processes' names. */
    Map<String, Double> since() {
        Map<String, Double> after = now();
        after.replaceAll((name, seconds) -> seconds - before.getOrDefault(name, 0.0));
        return after;
    }

    private Map<String, Double> now() {
        Map<String, Double> times = new TreeMap<>();
        pids.forEach((name, pid) -> times.put(name, MeasuredProcess.cpuSeconds(pid)));
        return times;
    }
}
