package io.reelsync.bench.pipeline;

import io.reelsync.bench.deployment.Installation;
import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.bench.deployment.PageSite;
import io.reelsync.bench.deployment.WorkerMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Reelsync, by its processes. */
final class ReelsyncSide implements Side {
    static final String STATEMENTS = "SQL statements";
    static final String COMMANDS = "Redis commands";
    static final String COMMITS = "commits";
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(10);

    private final String name;
    private final Installation installation;
    private final PageSite.Running site;

    ReelsyncSide(String name, Installation installation, PageSite.Running site) {
        this.name = name;
        this.installation = installation;
        this.site = site;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Pass run() throws IOException, InterruptedException {
        installation.clear();
        installation.signIn();
        Map<String, Long> pids = new TreeMap<>(installation.servers().pids());
        pids.put(site.process().name(), site.process().pid());
        installation.services().forEach(service -> pids.put(service.name(), service.pid()));
        double commits = commits();
        double commands = installation.servers().redisCommands();
        double statements = installation.servers().statements();
        CpuTimes cpu = new CpuTimes(pids);
        Installation.Ended ended = installation.run(site.ids(), ENDS_WITHIN);
        Map<String, Double> cpuSeconds = cpu.since();
        // Our own looks, and the check that all is stored, are no work of the services.
        statements = installation.servers().statements() - statements - ended.statements() - 1;
        commands = installation.servers().redisCommands() - commands;
        return new Pass(
                ended.seconds(),
                cpuSeconds,
                peaks(),
                Map.of(STATEMENTS, statements, COMMANDS, commands, COMMITS, commits() - commits));
    }

    private double commits() {
        return installation.workerPorts().stream()
                .mapToDouble(port -> WorkerMetrics.read(port, "reelsync_store_seconds_count"))
                .sum();
    }

    private Map<String, Double> peaks() {
        Map<String, Double> peaks = new TreeMap<>();
        installation
                .services()
                .forEach(service -> peaks.put(service.name(), (double) MeasuredProcess.peakBytes(service.pid())));
        return peaks;
    }

    @Override
    public void close() {
        installation.close();
    }
}
