package io.reelsync.localcluster;

import io.reelsync.samplesite.PlayedSource;
import io.reelsync.servers.DataFolder;
import io.reelsync.servers.ServerException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code reelsync cluster}: what may be asked of a cluster on this machine. */
@Command(
        name = "./reelsync cluster",
        sortOptions = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "up|status|scale|roll|down",
        description = {
            "Runs a cluster on this machine without Docker: RabbitMQ, Redis and a database as they are installed here,"
                    + " and each service as a process of its own. It goes on when the command has ended.",
            ""
        },
        footer = {
            "",
            "REELSYNC_MYSQL_URL with _USER and _PASSWORD, REELSYNC_REDIS_URL and REELSYNC_RABBITMQ_URL name servers to"
                    + " use instead of private ones. All other settings in the environment of 'up' are the services' too:"
                    + " see docs/configuration.md.",
            "Exit code: 0; 1 where 'status' finds something that isn't ready; 2 where something keeps it from running."
        })
final class ClusterCommand {
    private static final int KEPT_FROM_RUNNING = 2;
    /** So long may it take to start a server that has died. */
    private static final Duration WAITS_FOR_KEEPER = Duration.ofSeconds(30);

    private static final int MOST_OF_A_ROLE = 32;
    private static final int MOST_TITLES = 500;

    private final Programs programs;
    private final Path home;
    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The cluster's folder. Default: .reelsync-cluster in the project's folder.")
    private @Nullable Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this text.")
    private boolean help;

    ClusterCommand(Programs programs, Path home, Map<String, String> environment) {
        this.programs = programs;
        this.home = home;
        this.environment = environment;
    }

    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("reelsync.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(line(new BuiltPrograms(home), home, System.getenv()).execute(args));
    }

    /** The command with all its answers to what is wrong: one line, and 2. */
    static CommandLine line(Programs programs, Path home, Map<String, String> environment) {
        CommandLine line = new CommandLine(new ClusterCommand(programs, home, environment));
        line.setParameterExceptionHandler((wrong, words) -> {
            line.getErr().println("reelsync cluster: " + oneLine(wrong) + " (see ./reelsync cluster --help)");
            return KEPT_FROM_RUNNING;
        });
        line.setExecutionExceptionHandler((failure, words, result) -> {
            line.getErr().println("reelsync cluster: " + oneLine(failure));
            return KEPT_FROM_RUNNING;
        });
        return line;
    }

    private static String oneLine(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString())
                .replaceAll("\\s*\\R\\s*", " ");
    }

    @Command(
            name = "up",
            sortOptions = false,
            description =
                    "Starts a cluster, or what is missing of one; what runs keeps its settings until it is rolled.")
    int up(
            @Option(names = "--workers", paramLabel = "N", description = "How many. At first: 2.") @Nullable
                    Integer workers,
            @Option(names = "--schedulers", paramLabel = "N", description = "How many. At first: 1.") @Nullable
                    Integer schedulers,
            @Option(names = "--gateways", paramLabel = "N", description = "How many. At first: 1.") @Nullable
                    Integer gateways,
            @Option(
                            names = "--port",
                            paramLabel = "PORT",
                            defaultValue = "5500",
                            description = "The first gateway's; the others' follow. Default: ${DEFAULT-VALUE}")
                    int port,
            @Option(names = "--live", description = "Read the sources themselves instead of the bundled sample site.")
                    boolean live,
            @Option(
                            names = "--source-url",
                            paramLabel = "URL",
                            description = "Read another site that answers as the source's own does.")
                    @Nullable
                    URI sourceUrl,
            @Option(
                            names = "--rate",
                            paramLabel = "PERMITS/TIME",
                            description =
                                    "The pace of all workers together, or unlimited. Default: 40/1s for the sample site, 1/6s"
                                            + " elsewhere.")
                    @Nullable
                    String rate,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            description = "How many titles of a list, 1 to 500. Default: 80")
                    @Nullable
                    Integer limit) {
        Map<ServiceRole, Integer> counts = new EnumMap<>(ServiceRole.class);
        put(counts, ServiceRole.WORKER, "--workers", workers);
        put(counts, ServiceRole.SCHEDULER, "--schedulers", schedulers);
        put(counts, ServiceRole.GATEWAY, "--gateways", gateways);
        require(port >= 1 && port <= 65_000, "--port is a port from 1 to 65000, not " + port);
        require(!live || sourceUrl == null, "--live and --source-url exclude each other: choose one");
        Map<String, String> settings = new HashMap<>();
        if (sourceUrl != null) {
            require(
                    sourceUrl.getHost() != null && sourceUrl.toString().matches("https?://.*"),
                    "--source-url is an http:// or https:// address, not " + sourceUrl);
            settings.putAll(Launch.environment(PlayedSource.settings(sourceUrl)));
        }
        if (rate != null) {
            require(
                    rate.matches("unlimited|[0-9]{1,9}/[0-9]{1,9}(ms|s|m|h|d)"),
                    "--rate is PERMITS/TIME such as 1/6s, or unlimited, not " + rate);
            settings.put(Launch.variable(PlayedSource.setting("rate")), rate);
        }
        if (limit != null) {
            require(limit >= 1 && limit <= MOST_TITLES, "--limit is a number from 1 to 500, not " + limit);
            settings.put(Launch.variable(PlayedSource.setting("list-size")), String.valueOf(limit));
        }
        LocalCluster.Site source = live || sourceUrl != null ? LocalCluster.Site.NAMED : LocalCluster.Site.USUAL;
        try (DataFolder folder = DataFolder.open(place(), WAITS_FOR_KEEPER)) {
            LocalCluster cluster = cluster(folder);
            cluster.up(new LocalCluster.Wanted(counts, port, source, settings), environment);
            List<StatusRow> rows = cluster.status();
            say(StatusRow.table(rows));
            say("Control room  " + rows.get(0).address() + "/");
            say("User          admin");
            say("Password      " + cluster.password());
            say("It goes on by itself. End it with ./reelsync cluster down.");
        }
        return 0;
    }

    @Command(name = "status", description = "Shows what runs, as a table.")
    int status() {
        try (DataFolder folder = existing()) {
            List<StatusRow> rows = cluster(folder).status();
            say(StatusRow.table(rows));
            return rows.stream().allMatch(StatusRow::isReady) ? 0 : 1;
        }
    }

    @Command(
            name = "scale",
            description =
                    "Starts or ends services until there are so many. Those that end finish what they have in hand.")
    int scale(
            @Parameters(
                            paramLabel = "role=N",
                            arity = "1..3",
                            description = "Such as worker=4: the roles are gateway, scheduler and worker.")
                    List<String> wishes) {
        Map<ServiceRole, Integer> counts = new EnumMap<>(ServiceRole.class);
        for (String wish : wishes) {
            String[] parts = wish.split("=", 2);
            ServiceRole role = ServiceRole.find(parts[0])
                    .orElseThrow(() -> wrong("'" + wish + "' is not gateway=N, scheduler=N or worker=N"));
            require(
                    parts.length == 2 && parts[1].matches("[0-9]{1,3}"),
                    "'" + wish + "' is not gateway=N, scheduler=N or worker=N");
            put(counts, role, role.written(), Integer.parseInt(parts[1]));
        }
        try (DataFolder folder = existing()) {
            LocalCluster cluster = cluster(folder);
            cluster.scale(counts);
            say(StatusRow.table(cluster.status()));
        }
        return 0;
    }

    @Command(
            name = "roll",
            description = "Replaces each service's process by a new one, one after the other, while all goes on.")
    int roll() {
        try (DataFolder folder = existing()) {
            LocalCluster cluster = cluster(folder);
            cluster.roll();
            say(StatusRow.table(cluster.status()));
        }
        return 0;
    }

    @Command(name = "down", description = "Ends all of it. The data stays for the next 'up'.")
    int down(@Option(names = "--delete", description = "Remove the data too.") boolean delete) {
        Path place;
        try (DataFolder folder = existing()) {
            place = folder.path();
            cluster(folder).down();
            if (delete) {
                folder.empty();
            }
        }
        if (delete) {
            DataFolder.remove(place);
        }
        say(delete ? "Nothing is left." : "Nothing runs any more. The data is in " + place + ".");
        return 0;
    }

    private static void put(Map<ServiceRole, Integer> counts, ServiceRole role, String name, @Nullable Integer count) {
        if (count != null) {
            int least = role == ServiceRole.GATEWAY ? 1 : 0;
            require(
                    count >= least && count <= MOST_OF_A_ROLE,
                    name + " is a number from " + least + " to " + MOST_OF_A_ROLE + ", not " + count);
            counts.put(role, count);
        }
    }

    private LocalCluster cluster(DataFolder folder) {
        return new LocalCluster(folder, programs, this::say);
    }

    private Path place() {
        return data == null ? home.resolve(".reelsync-cluster") : data.toAbsolutePath();
    }

    private DataFolder existing() {
        require(
                DataFolder.isOurs(place()),
                "there is no cluster in " + place() + ": start one with ./reelsync cluster up, or name its folder with"
                        + " --data");
        return DataFolder.open(place(), WAITS_FOR_KEEPER);
    }

    private void say(String line) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw wrong(otherwise);
        }
    }

    private static ServerException wrong(String message) {
        return new ServerException(message);
    }
}
