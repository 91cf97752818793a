package io.reelsync.bench.deployment;

import io.reelsync.localcluster.Launch;
import io.reelsync.localcluster.ServiceRole;
import io.reelsync.samplesite.PlayedSource;
import io.reelsync.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reelsync as it is run for real: gateway, scheduler and workers, each a process of its own, set by the environment
 * alone, on servers of their own. For one thread.
 */
public final class Installation implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final int MOST_IDS_A_RUN = 10_000;
    private static final long LOOKS_EVERY_MILLIS = 100;
    private static final int CHECKS = 2;
    private static final String PASSWORD = "bench " + new SecureRandom().nextLong(Long.MAX_VALUE);

    private final PrivateServers servers;
    private final List<MeasuredProcess> services = new ArrayList<>();
    private final List<Integer> workerPorts = new ArrayList<>();
    private final Gateway gateway;
    private final Path folder;
    private final Programs programs;
    private final Map<String, String> environment;

    /** The command that starts a service: what {@code ./reelsync service} is. */
    @FunctionalInterface
    public interface Programs {
        List<String> of(ServiceRole role);
    }

    /**
     * A run that has ended with all titles stored.
     *
     * @param seconds from the call of the API
     * @param statements of our own that were needed to see it
     */
    public record Ended(double seconds, int statements) {}

    /**
     * Starts servers, then a gateway and a scheduler, and waits until they are ready.
     *
     * @param rate of the site
     */
    public Installation(Path folder, Programs programs, URI site, String rate) throws InterruptedException {
        this(folder, programs, site, rate, Map.of());
    }

    /** @param more settings of the services */
    public Installation(Path folder, Programs programs, URI site, String rate, Map<String, String> more)
            throws InterruptedException {
        this.folder = folder;
        this.programs = programs;
        servers = new PrivateServers(folder);
        environment = environment(site, rate);
        environment.putAll(Launch.environment(more));
        int port = Ports.free();
        gateway = new Gateway(Launch.url(port));
        try {
            // The first service makes the tables.
            start(ServiceRole.GATEWAY, "gateway", port);
            start(ServiceRole.SCHEDULER, "scheduler", Ports.free());
        } catch (RuntimeException | InterruptedException failure) {
            close();
            throw failure;
        }
    }

    /** Starts as many workers as are missing, and waits until they are ready. */
    public void scaleTo(int workers) throws InterruptedException {
        while (workerPorts.size() < workers) {
            int port = Ports.free();
            workerPorts.add(port);
            start(ServiceRole.WORKER, "worker-" + workerPorts.size(), port);
        }
    }

    private Map<String, String> environment(URI site, String rate) {
        Map<String, String> all = new LinkedHashMap<>(servers.settings());
        all.putAll(PlayedSource.settings(site));
        all.put(PlayedSource.setting("routes"), "page");
        all.put(PlayedSource.setting("rate"), rate);
        all.put("reelsync.scheduler.scheduled", "false");
        all.put("reelsync.admin.password", PASSWORD);
        all.put(
                "reelsync.jwt.keys",
                "bench:" + Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32)));
        // What stands in app.log is not written a second time.
        all.put("logging.threshold.console", "off");
        return Launch.environment(all);
    }

    private void start(ServiceRole role, String name, int port) throws InterruptedException {
        Map<String, String> own = new LinkedHashMap<>(environment);
        own.put("REELSYNC_PORT", String.valueOf(port));
        own.put("REELSYNC_LOG_DIR", folder.resolve(name).toString());
        MeasuredProcess service = MeasuredProcess.start(name, programs.of(role), own, folder);
        services.add(service);
        service.await(() -> Launch.isReady(port), READY_WITHIN);
    }

    /** The settings of the services, as variables. */
    public Map<String, String> environment() {
        return Collections.unmodifiableMap(environment);
    }

    public PrivateServers servers() {
        return servers;
    }

    /** The processes of ours. */
    public List<MeasuredProcess> services() {
        return Collections.unmodifiableList(services);
    }

    /** The ports where workers tell their metrics. */
    public List<Integer> workerPorts() {
        return Collections.unmodifiableList(workerPorts);
    }

    /** Signs in, so that runs can be started. */
    public void signIn() throws IOException, InterruptedException {
        gateway.signIn(PASSWORD);
    }

    /** Starts runs of titles by their ids, each of as many as the API takes; the runs' ids. */
    public List<Long> start(List<Long> ids) throws IOException, InterruptedException {
        List<Long> runs = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_IDS_A_RUN) {
            runs.add(gateway.start(ids.subList(from, Math.min(ids.size(), from + MOST_IDS_A_RUN))));
        }
        return runs;
    }

    /** How long a run still takes, as the gateway tells it. */
    public Gateway.Standing standing(long run) throws IOException, InterruptedException {
        return gateway.standing(run);
    }

    /** Ends a run before it is through. */
    public void cancel(long run) throws IOException, InterruptedException {
        gateway.cancel(run);
    }

    /** Runs titles through all of it: from the call of the API until the scheduler has ended the run. */
    public Ended run(List<Long> ids, Duration within) throws IOException, InterruptedException {
        long began = System.nanoTime();
        int looks = awaitEnd(start(ids), within);
        double seconds = (System.nanoTime() - began) / 1e9;
        requireAllStored(ids.size());
        return new Ended(seconds, looks + CHECKS);
    }

    /** Waits until runs have ended; how often was looked. */
    public int awaitEnd(List<Long> runs, Duration within) throws InterruptedException {
        long began = System.nanoTime();
        int looks = 1;
        while (!haveEnded(runs)) {
            looks++;
            if (System.nanoTime() - began > within.toNanos()) {
                throw new IllegalStateException("a run has not ended after " + within.toMinutes() + " min: " + items());
            }
            TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
        }
        return looks;
    }

    private boolean haveEnded(List<Long> runs) {
        return servers.sql()
                        .sql("SELECT COUNT(*) FROM sync_runs WHERE id IN (:runs) AND finished_at IS NULL")
                        .param("runs", runs)
                        .query(Integer.class)
                        .single()
                == 0;
    }

    private void requireAllStored(int titles) {
        long created = count("SELECT COUNT(*) FROM sync_run_items WHERE state = 'CREATED'");
        long stored = count("SELECT COUNT(*) FROM videos");
        if (created != titles || stored != titles) {
            throw new IllegalStateException(
                    "of " + titles + " titles " + stored + " were stored, and the run's items are: " + items());
        }
    }

    private long count(String query) {
        return servers.sql().sql(query).query(Long.class).single();
    }

    private String items() {
        return String.join(
                ", ",
                servers.sql()
                        .sql("SELECT CONCAT(COUNT(*), ' ', state, ' ', COALESCE(MAX(reason), ''))"
                                + " FROM sync_run_items GROUP BY state")
                        .query(String.class)
                        .list());
    }

    /** Empties the catalogue, with all that is known of titles and runs. */
    public void clear() {
        List<String> tables = servers.sql().sql("""
                        SELECT DISTINCT c.table_name FROM information_schema.columns c
                        JOIN information_schema.tables t USING (table_schema, table_name)
                        WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
                            AND (c.column_name IN ('source_id', 'run_id', 'video_id') OR c.table_name = 'sync_runs')""").query(String.class).list();
        tables.forEach(table -> servers.sql().sql("TRUNCATE TABLE " + table).update());
    }

    /** Leaves the servers alone. */
    public void stopServices() {
        for (int last = services.size() - 1; last >= 0; last--) {
            services.get(last).close();
        }
        services.clear();
    }

    @Override
    public void close() {
        stopServices();
        servers.close();
    }
}
