package io.reelsync.bench.store;

import io.reelsync.bench.deployment.BenchFolder;
import io.reelsync.bench.deployment.Checkout;
import io.reelsync.bench.deployment.MeasuredProcess;
import io.reelsync.bench.deployment.PageSite;
import io.reelsync.bench.deployment.PrivateServers;
import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import io.reelsync.localcluster.Launch;
import io.reelsync.localcluster.ServiceRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code reelsync bench store}: how fast a worker stores what it has read. */
@Command(
        name = "store",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures how fast a worker stores facts that are read already, by its own classes: of titles that are new, and",
            "of the same ones again. Beside it, in turns, a bare loop that writes the same rows, a hundred titles in a commit.",
            ""
        },
        footer = {
            "",
            "RabbitMQ, Redis and MariaDB or MySQL have to be installed; private ones are started, and removed again.",
            "Exit code: 0; 2 if something keeps it from running."
        })
public final class StoreCommand implements Callable<Integer> {
    /** As many as can be leased at once. */
    private static final int MOST_TITLES = 5_000;

    private static final int MOST_ROUNDS = 100;

    @Option(
            names = "--titles",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many titles are stored in each round. Default: ${DEFAULT-VALUE}")
    private int titles;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    private final String classPath;

    /** With the worker that the launcher has built. */
    public StoreCommand() {
        this(Checkout.own().withBench(ServiceRole.WORKER));
    }

    /** @param classPath of a worker, and of {@link StoreProgram} */
    StoreCommand(String classPath) {
        this.classPath = classPath;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Numbers.require("--titles", titles, 1, MOST_TITLES);
        Numbers.require("--rounds", rounds, 1, MOST_ROUNDS);
        try (BenchFolder folder = new BenchFolder()) {
            Path result = folder.path().resolve("result.json");
            PrivateServers servers = folder.with(new PrivateServers(folder.path()));
            PageSite.Running site = folder.with(PageSite.start(titles, folder.path()));
            servers.sql()
                    .sql("CREATE DATABASE " + StoreProgram.BARE + " CHARACTER SET utf8mb4")
                    .update();
            Map<String, String> settings = new HashMap<>(Launch.environment(servers.settings()));
            settings.put("LOGGING_THRESHOLD_CONSOLE", "off");
            settings.put("REELSYNC_LOG_DIR", folder.path().resolve("worker").toString());
            settings.put("REELSYNC_PORT", "0");
            settings.put(StoreProgram.SITE, site.url().toString());
            settings.put(StoreProgram.IDS, folder.path().resolve("site.ids").toString());
            settings.put(StoreProgram.BARE_URL, servers.databaseUrl(StoreProgram.BARE));
            settings.put(StoreProgram.ROUNDS, String.valueOf(rounds));
            settings.put(StoreProgram.RESULT, result.toString());
            folder.with(MeasuredProcess.java("store", StoreProgram.class, classPath, settings, folder.path()))
                    .awaitEnd();
            options.write(JsonMapper.shared().readValue(Files.readString(result), StoreReport.class));
            folder.succeeded();
        }
        return 0;
    }
}
