package io.reelsync.bench;

import io.reelsync.bench.figure.Numbers;
import io.reelsync.bench.figure.ReportOptions;
import io.reelsync.gateway.GatewayApplication;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.InstalledBinaries;
import io.reelsync.servers.PrivateServer;
import io.reelsync.servers.RedisServer;
import io.reelsync.startup.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code reelsync bench catalogue}: how a gateway serves a large catalogue. */
@Command(
        name = "catalogue",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Fills a database with made titles, and measures how a gateway lists, filters, searches and exports them.",
            ""
        },
        footer = {
            "",
            "The database is the one that REELSYNC_MYSQL_URL, _USER and _PASSWORD name, where they do: it has to be empty,",
            "or filled by this command before. Otherwise a private server is started and removed again.",
            "Exit code: 0; 2 if something keeps it from running."
        })
final class CatalogueCommand implements Callable<Integer> {
    private static final int FEWEST_VIDEOS = 100;
    private static final int MOST_VIDEOS = 10_000_000;
    private static final int MOST_REQUESTS = 100_000;

    @Option(
            names = "--videos",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many titles. Default: ${DEFAULT-VALUE}")
    private int videos;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many requests of each kind, or as many as a minute takes. Default: ${DEFAULT-VALUE}")
    private int requests;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Where chance begins. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    private final Map<String, String> environment;
    private boolean privateDatabase;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** @param environment may name a database and a Redis: see the help text */
    CatalogueCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        Numbers.require("--videos", videos, FEWEST_VIDEOS, MOST_VIDEOS);
        Numbers.require("--requests", requests, 1, MOST_REQUESTS);
        Path folder = Files.createTempDirectory("reelsync-bench");
        open.push(() -> FileSystemUtils.deleteRecursively(folder));
        try {
            run(folder);
            return 0;
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }

    private void run(Path folder) throws IOException, SQLException, InterruptedException {
        String password = secret();
        Map<String, Object> settings = database(folder);
        settings.put("reelsync.redis.url", redis(folder));
        // A gateway never speaks to a broker.
        settings.put("reelsync.rabbitmq.url", "amqp://127.0.0.1:1");
        settings.put("reelsync.jwt.keys", "bench:" + secret());
        settings.put("reelsync.admin.password", password);
        settings.put("reelsync.requests.per-minute-per-user", 1_000_000);
        settings.put("reelsync.requests.per-minute-per-address", 1_000_000);
        settings.put("reelsync.log-dir", folder.resolve("logs"));
        settings.put("logging.threshold.console", "off");
        try (ConfigurableApplicationContext gateway = Service.start("gateway", GatewayApplication.class, settings)) {
            CatalogueReport.Place place = fill(gateway);
            String url = "http://127.0.0.1:"
                    + Objects.requireNonNull(((WebServerApplicationContext) gateway).getWebServer())
                            .getPort();
            options.write(new CatalogueBench(url, signIn(url, gateway, password), videos, requests, seed).run(place));
        }
    }

    private CatalogueReport.Place fill(ConfigurableApplicationContext gateway) throws SQLException {
        JdbcClient jdbc = gateway.getBean(JdbcClient.class);
        if (privateDatabase) {
            // As a server that has such a catalogue would have.
            jdbc.sql("SET GLOBAL innodb_buffer_pool_size = 1 << 30").update();
        }
        long there = jdbc.sql("SELECT COUNT(*) FROM videos").query(Long.class).single();
        if (there == 0) {
            long start = System.nanoTime();
            new MadeTitles(seed).store(gateway.getBean(DataSource.class), videos, done -> {
                if (done % 50_000 == 0) {
                    System.err.printf(
                            Locale.ROOT,
                            "%d titles stored, %.0f a second%n",
                            done,
                            done / ((System.nanoTime() - start) / 1e9));
                }
            });
            jdbc.sql("ANALYZE TABLE videos").query().listOfRows();
        } else if (there != videos) {
            throw new IllegalStateException(
                    "the database has " + there + " titles already: give --videos " + there + ", or an empty one");
        }
        return new CatalogueReport.Place(
                jdbc.sql("SELECT VERSION()").query(String.class).single(),
                jdbc.sql("SELECT @@innodb_buffer_pool_size DIV 1048576")
                        .query(Long.class)
                        .single(),
                videos,
                jdbc.sql("""
                        SELECT ROUND((data_length + index_length) / 1048576) FROM information_schema.tables
                        WHERE table_schema = DATABASE() AND table_name = 'videos'""").query(Long.class).single());
    }

    /** A database that was filled before has the administrator of that time: this run makes its own. */
    private static String signIn(String url, ConfigurableApplicationContext gateway, String password)
            throws IOException, InterruptedException {
        String hash = new BCryptPasswordEncoder().encode(password);
        gateway.getBean(JdbcClient.class)
                .sql("UPDATE users SET password = ? WHERE username = 'admin'")
                .param(hash)
                .update();
        HttpRequest login = HttpRequest.newBuilder(URI.create(url + "/api/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JsonMapper.shared().writeValueAsString(Map.of("username", "admin", "password", password))))
                .build();
        String answer =
                HttpClient.newHttpClient().send(login, BodyHandlers.ofString()).body();
        return JsonMapper.shared().readTree(answer).at("/data/access_token").asString();
    }

    private Map<String, Object> database(Path folder) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        String url = environment.get("REELSYNC_MYSQL_URL");
        if (url != null) {
            settings.put("reelsync.mysql.url", url);
            settings.put("reelsync.mysql.user", environment.getOrDefault("REELSYNC_MYSQL_USER", "root"));
            settings.put("reelsync.mysql.password", environment.getOrDefault("REELSYNC_MYSQL_PASSWORD", ""));
            return settings;
        }
        privateDatabase = true;
        DatabaseServer server = start(new DatabaseServer(
                installed(InstalledBinaries.database(), "MariaDB or MySQL"),
                Files.createDirectory(folder.resolve("database")),
                0));
        settings.put("reelsync.mysql.url", server.url());
        settings.put("reelsync.mysql.user", server.user());
        settings.put("reelsync.mysql.password", server.password());
        return settings;
    }

    private String redis(Path folder) throws IOException {
        String url = environment.get("REELSYNC_REDIS_URL");
        if (url != null) {
            return url;
        }
        return start(new RedisServer(
                        installed(InstalledBinaries.redis(), "Redis"),
                        Files.createDirectory(folder.resolve("redis")),
                        0,
                        false,
                        null))
                .url();
    }

    private <T extends PrivateServer> T start(T server) throws IOException {
        open.push(server::close);
        server.start();
        return server;
    }

    private static <T> T installed(Optional<T> binaries, String name) {
        return binaries.orElseThrow(() -> new IllegalStateException(
                name + " is not installed: install it, or name a server in the environment (see --help)"));
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
