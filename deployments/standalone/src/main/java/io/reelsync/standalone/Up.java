package io.reelsync.standalone;

import io.reelsync.limit.Rates;
import io.reelsync.run.ItemState;
import io.reelsync.run.KeptLists;
import io.reelsync.run.RunFeeds;
import io.reelsync.run.RunItems;
import io.reelsync.run.RunProgress;
import io.reelsync.run.RunStarter;
import io.reelsync.run.RunState;
import io.reelsync.run.SyncRuns;
import io.reelsync.samplesite.PlayedSource;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.servers.DataFolder;
import io.reelsync.servers.Ports;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import io.reelsync.startup.Service;
import io.reelsync.startup.StartRefused;
import io.reelsync.telemetry.TraceId;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one-command mode from its start to its end: site, servers, services, a first run, and all of it closed again. */
final class Up {
    private static final String LOCAL_RATE = "40/1s";
    private static final int MOST_FAILURES_SHOWN = 10;
    /** As a shell tells of a command that was interrupted. */
    private static final int STOPPED = 130;

    /** The secret of the data folder that signs tokens. */
    static final String JWT_KEY = "jwt-key";

    private final UpCommand asked;
    private final DataFolder folder;
    private final Screen screen;

    /** @param columns how wide the terminal is; 0 where nobody sees one */
    Up(UpCommand asked, DataFolder folder, int columns) {
        this.asked = asked;
        this.folder = folder;
        this.screen = new Screen(System.out, columns);
    }

    int run() throws InterruptedException {
        if (asked.port != 0 && !Ports.isFree(asked.port)) {
            throw new StartRefused("port " + asked.port + " is taken: choose another with --port");
        }
        Sources sources = InstalledSources.find(secondSource());
        Map<String, List<String>> wanted = WantedFeeds.of(asked.feeds, sources);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> {
            stop.countDown();
            await(closed);
        });
        // Before the servers: whoever stops us while they start would leave them running.
        Runtime.getRuntime().addShutdownHook(onSignal);
        // The servers need the longest: all else is done while they start, until something asks for them.
        try (EmbeddedServers servers = EmbeddedServers.start(folder);
                SampleSite site = site()) {
            AdministratorsPassword password =
                    AdministratorsPassword.of(folder, System.getenv("REELSYNC_ADMIN_PASSWORD"));
            try (ConfigurableApplicationContext services = Service.start(
                    "standalone",
                    StandaloneApplication.class,
                    settings(site, servers, sources, password),
                    (GenericApplicationContext context) -> {
                        context.addBeanFactoryPostProcessor(beans -> servers.awaitStores());
                        context.registerBean(SmartInitializingSingleton.class, () -> servers::awaitBroker);
                    })) {
                if (stop.getCount() == 0) {
                    return STOPPED;
                }
                return work(services, wanted, password, new WaitReasons(services, servers), stop);
            }
        } finally {
            closed.countDown();
        }
    }

    /** @param wanted feeds by the names of their sources: a run for each source */
    private int work(
            ConfigurableApplicationContext services,
            Map<String, List<String>> wanted,
            AdministratorsPassword password,
            WaitReasons waits,
            CountDownLatch stop)
            throws InterruptedException {
        folder.noteGateway(port(services));
        List<Long> runs = new ArrayList<>();
        KeptLists keptLists = services.getBean(KeptLists.class);
        for (Map.Entry<String, List<String>> feeds : wanted.entrySet()) {
            Source source = services.getBean(Sources.class).get(feeds.getKey());
            screen.say("Reading " + where(source) + " at "
                    + services.getBean(Rates.class).of(source) + " (log: " + logFile(services) + ")");
            runs.add(services.getBean(RunStarter.class)
                    .feeds(
                            source.name(),
                            WantedFeeds.names(source, feeds.getValue(), keptLists, asked.limit),
                            feed -> keptLists.listSize(source, feed),
                            new RunStarter.Requester("reelsync up", TraceId.validOrNew(null)))
                    .runId());
        }
        boolean completed = true;
        for (long run : runs) {
            RunProgress end = follow(services, run, waits, stop);
            if (end == null) {
                return STOPPED;
            }
            tell(services, end);
            completed &= end.run().state() == RunState.COMPLETED;
        }
        if (runs.size() > 1) {
            new LinkSummary(services.getBean(JdbcClient.class)).tell(screen, stop);
        }
        if (asked.once) {
            return completed ? 0 : 1;
        }
        screen.say("Control room  http://127.0.0.1:" + port(services) + "/");
        screen.say("User          admin");
        screen.say("Password      " + password.told());
        screen.say("Runs every eight hours from now on. Stop with Ctrl-C.");
        waits.tell(screen, stop);
        return 0;
    }

    private void tell(ConfigurableApplicationContext services, RunProgress end) {
        long run = end.run().id();
        screen.summary(end, scoresMoved(services.getBean(JdbcClient.class), end));
        services.getBean(RunFeeds.class).failures(run).forEach(feed -> screen.say("Not read: " + feed));
        services.getBean(RunItems.class)
                .page(run, ItemState.FAILED, 0, MOST_FAILURES_SHOWN)
                .forEach(item -> screen.say("Failed: " + item.sourceId() + " " + item.detail()));
    }

    /** Shows a run until it ends; null where we are to stop first. */
    private @Nullable RunProgress follow(
            ConfigurableApplicationContext services, long run, WaitReasons waits, CountDownLatch stop)
            throws InterruptedException {
        SyncRuns runs = services.getBean(SyncRuns.class);
        try (Screen.Progress shown = screen.progress()) {
            Optional<RunProgress> last = Optional.empty();
            do {
                try {
                    last = runs.find(run);
                } catch (RuntimeException noAnswer) {
                    waits.refuseUnlessAway(noAnswer);
                }
                if (last.isPresent()) {
                    shown.show(last.get(), waits.of(last.get().run().sources().get(0)));
                    if (!last.get().run().state().active()) {
                        return last.get();
                    }
                }
            } while (!stop.await(100, TimeUnit.MILLISECONDS));
            return null;
        }
    }

    private @Nullable SampleSite site() {
        if (asked.live || asked.sourceUrl != null) {
            return null;
        }
        try {
            return SampleSite.start(SampleSiteSettings.defaults().withPages(asked.pages));
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused("--pages: " + unusable.getMessage(), unusable);
        }
    }

    private Map<String, Object> settings(
            @Nullable SampleSite site, EmbeddedServers servers, Sources sources, AdministratorsPassword password) {
        Map<String, Object> settings = new HashMap<>(servers.settings());
        settings.putAll(Home.logSettings(folder));
        settings.put("reelsync.port", asked.port);
        settings.put("reelsync.jwt.keys", "standalone:" + base64(folder.secret(JWT_KEY, 32)));
        if (password.setting() != null) {
            settings.put("reelsync.admin.password", password.setting());
        }
        settings.put("reelsync.docs.open", true);
        if (System.getenv("REELSYNC_COVERS_DIR") == null && System.getenv("REELSYNC_COVERS_S3_BUCKET") == null) {
            settings.put("reelsync.covers.dir", folder.resolve("covers").toString());
        }
        settings.put("reelsync.scheduler.scheduled", !asked.once);
        settings.put("logging.threshold.console", "off");
        settings.put("logging.level.org.apache.qpid", "warn");
        settings.put("logging.level.qpid", "warn");
        settings.put("logging.level.org.apache.qpid.server.configuration.updater.TaskExecutorImpl", "off");
        settings.put("logging.level.org.eclipse.jetty", "warn");
        URI address = site == null ? asked.sourceUrl : site.url();
        if (address != null) {
            settings.putAll(PlayedSource.settings(address));
            if (isLocal(address)) {
                // A site of this machine bears more, and its failures are worth no long wait.
                settings.put(PlayedSource.setting("rate"), LOCAL_RATE);
                settings.put(PlayedSource.setting("picture-rate"), LOCAL_RATE);
                settings.put("reelsync.catalog.retry.first-delay", "1s");
            }
            settings.putAll(isMadeUp() ? PlayedSource.second(address) : secondSource());
        }
        if (isMadeUp()) {
            settings.put(PlayedSource.SECOND_RATE, LOCAL_RATE);
        }
        for (Source source : sources.all()) {
            settings.put("reelsync." + source.name() + ".list-size", asked.limit);
            if (asked.rate != null) {
                settings.put("reelsync." + source.name() + ".rate", asked.rate);
            }
        }
        return settings;
    }

    /** The made-up titles stand at a second source too. A site of somebody's own has no second, and saved pages neither. */
    private Map<String, Object> secondSource() {
        if (asked.live) {
            return Map.of();
        }
        return Map.of(PlayedSource.SECOND_TOKEN, isMadeUp() ? "made-up" : "");
    }

    private boolean isMadeUp() {
        return !asked.live && asked.sourceUrl == null && asked.pages == null;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isLocal(URI address) {
        try {
            return InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new StartRefused("--source-url: there is no host " + address.getHost(), unknown);
        }
    }

    private String where(Source source) {
        if (asked.live || !source.name().equals(PlayedSource.NAME)) {
            return source.name();
        }
        if (asked.pages != null) {
            return "the saved pages in " + asked.pages;
        }
        return asked.sourceUrl != null ? asked.sourceUrl.toString() : "the sample site (made-up titles, offline)";
    }

    private static long scoresMoved(JdbcClient jdbc, RunProgress run) {
        return jdbc.sql("SELECT COUNT(DISTINCT video_id) FROM video_changes WHERE run_id = ? AND field = 'score'")
                .param(run.run().id())
                .query(Long.class)
                .single();
    }

    private static int port(ConfigurableApplicationContext services) {
        return Objects.requireNonNull(((WebServerApplicationContext) services).getWebServer())
                .getPort();
    }

    private static String logFile(ConfigurableApplicationContext services) {
        return services.getEnvironment().getRequiredProperty("logging.file.name");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
