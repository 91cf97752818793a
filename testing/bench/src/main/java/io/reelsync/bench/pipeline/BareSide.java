package io.reelsync.bench.pipeline;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.bench.deployment.PageSite;
import io.reelsync.bench.deployment.PrivateServers;
import io.reelsync.catalog.VideoField;
import io.reelsync.servers.DatabaseServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The bare loop, on the servers of Reelsync, in a database of its own. */
final class BareSide implements Side {
    static final String NAME = "bare loop";
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(10);
    private static final long CONFIRMED_WITHIN_MILLIS = 30_000;

    private final PrivateServers servers;
    private final PageSite.Running site;
    private final MeasuredProcess loop;
    private final Connection broker;

    /** Starts it, once Reelsync has stored titles: its rows are made like theirs. */
    BareSide(PrivateServers servers, PageSite.Running site, Path folder) throws IOException {
        this.servers = servers;
        this.site = site;
        servers.sql()
                .sql("CREATE DATABASE " + BareLoop.DATABASE + " CHARACTER SET utf8mb4")
                .update();
        loop = MeasuredProcess.java(
                "bare",
                BareLoop.class,
                new BareLoop.Places(
                                servers.brokerUrl(),
                                site.url().toString(),
                                servers.databaseUrl(BareLoop.DATABASE),
                                servers.databaseUser(),
                                servers.databasePassword())
                        .environment(),
                folder);
        broker = connect(servers.brokerUrl());
    }

    private static Connection connect(String url) throws IOException {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(url);
            return factory.newConnection();
        } catch (GeneralSecurityException | URISyntaxException | TimeoutException e) {
            throw new IOException("no connection to the broker: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Pass run() throws IOException, InterruptedException {
        loop.await(() -> hasTables(), Duration.ofMinutes(1));
        BareStore.TABLES.forEach(table -> servers.sql()
                .sql("TRUNCATE TABLE " + BareLoop.DATABASE + "." + table)
                .update());
        Map<String, Long> pids = new TreeMap<>(servers.pids());
        pids.remove("redis"); // which it doesn't use
        pids.put(loop.name(), loop.pid());
        pids.put(site.process().name(), site.process().pid());
        CpuTimes cpu = new CpuTimes(pids);
        long began = System.nanoTime();
        publish();
        loop.await(() -> stored("sync_run_items") >= site.ids().size(), ENDS_WITHIN);
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, Double> cpuSeconds = cpu.since();
        requireAllStored();
        double peak = MeasuredProcess.peakBytes(loop.pid());
        return new Pass(seconds, cpuSeconds, Map.of(loop.name(), peak), Map.of());
    }

    private void publish() throws IOException, InterruptedException {
        try (Channel channel = broker.createChannel()) {
            channel.queueDeclare(BareLoop.QUEUE, true, false, false, Map.of());
            channel.confirmSelect();
            for (long id : site.ids()) {
                channel.basicPublish(
                        "",
                        BareLoop.QUEUE,
                        MessageProperties.PERSISTENT_BASIC,
                        String.valueOf(id).getBytes(StandardCharsets.US_ASCII));
            }
            channel.waitForConfirmsOrDie(CONFIRMED_WITHIN_MILLIS);
        } catch (TimeoutException e) {
            throw new IOException("the broker did not confirm the ids", e);
        }
    }

    private boolean hasTables() {
        return servers.sql()
                        .sql("SELECT COUNT(*) FROM information_schema.tables"
                                + " WHERE table_schema = :database AND table_name IN (:tables)")
                        .param("database", BareLoop.DATABASE)
                        .param("tables", BareStore.TABLES)
                        .query(Integer.class)
                        .single()
                == BareStore.TABLES.size();
    }

    private long stored(String table) {
        return servers.sql()
                .sql("SELECT COUNT(*) FROM " + BareLoop.DATABASE + "." + table)
                .query(Long.class)
                .single();
    }

    /** The same facts as Reelsync stored, each of them. */
    private void requireAllStored() {
        String same = Arrays.stream(VideoField.values())
                .flatMap(field -> field.columns().stream())
                .map(column -> "ours." + column + " <=> bare." + column)
                .collect(Collectors.joining(" AND "));
        long equal = servers.sql()
                .sql("SELECT COUNT(*) FROM " + DatabaseServer.DATABASE + ".videos ours JOIN " + BareLoop.DATABASE
                        + ".videos bare USING (source, source_key) WHERE " + same)
                .query(Long.class)
                .single();
        if (equal != site.ids().size() || stored("subjects") != equal || stored("statements") != equal) {
            throw new IllegalStateException("of " + site.ids().size() + " titles the bare loop stored "
                    + stored("videos") + ", and " + equal + " with the facts that Reelsync stored");
        }
    }

    @Override
    public void close() {
        loop.close();
        try {
            broker.close();
        } catch (IOException gone) {
            // Its server ends next.
            System.err.println("reelsync bench: " + gone.getMessage());
        }
    }
}
