package io.reelsync.terminal;

import io.reelsync.standalone.CommandLines;
import io.reelsync.startup.StartRefused;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The launcher's commands that talk to a running gateway. */
@Command(
        name = "./reelsync",
        sortOptions = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "status|runs|sync|watch|pause|resume|cancel|videos|dead|feeds|schedules|sources",
        description = "What a running gateway tells and does.")
public final class TerminalCommand {
    private static final int OK = 0;
    private static final int NOT_WELL = 1;
    private static final String FOOTER =
            "%nThe gateway is the one of --url or REELSYNC_URL, else the one of this project's data folder.%n"
                    + "Who asks: REELSYNC_API_KEY; or REELSYNC_USER and REELSYNC_PASSWORD; else the data folder's administrator.%n"
                    + "Exit code: 0; 1 where the answer is bad news; 2 where something keeps it from an answer.%n";
    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");

    private final Path home;
    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The gateway's address, as http://127.0.0.1:5500.")
    private @Nullable String url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data folder of ./reelsync up or ./reelsync cluster.")
    private @Nullable Path data;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Write the answer's JSON instead of a table.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this text.")
    private boolean help;

    TerminalCommand(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("reelsync.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(line(home, System.getenv()).execute(args));
    }

    /** The command with all its answers to what is wrong: one line, and 2. */
    public static CommandLine line(Path home, Map<String, String> environment) {
        CommandLine line = CommandLines.of(new TerminalCommand(home, environment));
        line.getSubcommands()
                .values()
                .forEach(one -> one.getCommandSpec().usageMessage().footer(FOOTER));
        return line;
    }

    private GatewayClient gateway() {
        return new GatewayClient(Account.find(url, data, home, environment, GatewayClient::answers));
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** @return whether the answer was written as JSON */
    private boolean wroteJson(JsonNode answer) {
        if (json) {
            out().println(answer.toPrettyString());
        }
        return json;
    }

    @Command(
            name = "status",
            description = "What runs, and why nothing moves. Exit code 1 where something should and doesn't.")
    int status() {
        try (GatewayClient gateway = gateway()) {
            JsonNode status = gateway.get("/api/status");
            boolean idle = status.path("runs").isEmpty();
            if (!wroteJson(status)) {
                out().println(status.path("moving").asBoolean() ? "Moving." : idle ? "Idle." : "Nothing moves.");
                status.path("reasons").forEach(reason -> out().println("  " + Reasons.text(reason)));
                Table runs = new Table("run", "source", "state", "settled", "left");
                status.path("runs").forEach(run -> runs.row(cells(run)));
                if (!idle) {
                    runs.print(out());
                }
                status.path("servers").forEach(server -> out().println(
                                "  " + server.path("server").asString() + ": "
                                        + (server.path("up").isNull()
                                                ? "unknown"
                                                : server.path("up").asBoolean() ? "up" : "away")));
            }
            boolean stopped = status.path("reasons")
                    .valueStream()
                    .anyMatch(reason -> !reason.path("code").asString().equals("NO_RUN"));
            return stopped && !status.path("moving").asBoolean() ? NOT_WELL : OK;
        }
    }

    private static Object[] cells(JsonNode run) {
        long planned = run.path("planned").asLong();
        return new Object[] {
            run.path("run_id").asString(),
            run.path("source").asString(),
            run.path("state").asString(),
            planned - run.path("outstanding").asLong() + " of " + planned,
            timeLeft(run)
        };
    }

    private static String timeLeft(JsonNode run) {
        if (ENDED.contains(run.path("state").asString())) {
            return "";
        }
        return run.path("eta_seconds").isNumber()
                ? run.path("eta_seconds").asLong() + " s"
                : run.path("eta_unknown")
                        .asString("")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ')
                        .transform(why -> why.isEmpty() ? "" : "unknown (" + why + ")");
    }

    @Command(name = "runs", description = "The newest runs.")
    int runs(
            @Option(names = "--page", defaultValue = "0", description = "From 0. Default: ${DEFAULT-VALUE}") int page) {
        try (GatewayClient gateway = gateway()) {
            JsonNode runs = gateway.get("/api/sync/runs?page=" + page);
            if (!wroteJson(runs)) {
                Table table = new Table(
                        "run",
                        "source",
                        "state",
                        "settled",
                        "left",
                        "new",
                        "changed",
                        "failed",
                        "trigger",
                        "requested");
                runs.path("items").forEach(run -> {
                    List<Object> row = new ArrayList<>(List.of(cells(run)));
                    for (String column : List.of("created", "changed", "failed", "trigger", "requested_at")) {
                        row.add(run.path(column).asString());
                    }
                    table.row(row.toArray());
                });
                table.print(out());
            }
            return OK;
        }
    }

    @Command(name = "sync", description = "Starts a run: of the source's first list, of lists, or of single titles.")
    int sync(
            @Parameters(
                            paramLabel = "FEED|ID",
                            arity = "0..*",
                            description = "Lists by their names, or titles by their ids.")
                    @Nullable
                    List<String> wanted,
            @Option(names = "--source", paramLabel = "NAME", description = "Default: the first of ./reelsync sources.")
                    @Nullable
                    String source,
            @Option(names = "--wait", description = "Show progress to the end; exit code 1 where it did not complete.")
                    boolean wait) {
        try (GatewayClient gateway = gateway()) {
            JsonNode started =
                    gateway.post("/api/sync/runs", body(gateway, source, wanted == null ? List.of() : wanted));
            String run = started.path("run_id").asString();
            if (wait) {
                return follow(gateway, run);
            }
            if (!wroteJson(started)) {
                out().println(
                                started.path("already_running").asBoolean()
                                        ? "Run " + run + " does that already."
                                        : "Run " + run + " is started. ./reelsync watch " + run);
            }
            return OK;
        }
    }

    private static Map<String, Object> body(GatewayClient gateway, @Nullable String name, List<String> wanted) {
        JsonNode sources = gateway.get("/api/sources");
        JsonNode source = sources.valueStream()
                .filter(one -> name == null || one.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new StartRefused("there is no source " + name + ", but " + String.join(", ", names(sources))));
        String sourceName = source.path("name").asString();
        Set<String> feeds = feeds(gateway)
                .valueStream()
                .filter(feed -> feed.path("source").asString().equals(sourceName))
                .map(feed -> feed.path("name").asString())
                .collect(Collectors.toSet());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", sourceName);
        if (wanted.isEmpty()) {
            body.put("feeds", List.of(source.path("feeds").get(0).asString()));
        } else if (feeds.containsAll(wanted)) {
            body.put("feeds", wanted);
        } else if (wanted.stream().noneMatch(feeds::contains)) {
            body.put("source_ids", wanted);
        } else {
            throw new StartRefused("lists and single titles are runs of their own: name either");
        }
        return body;
    }

    private static List<String> names(JsonNode sources) {
        return sources.valueStream().map(one -> one.path("name").asString()).toList();
    }

    @Command(name = "watch", description = "Shows a run's progress to its end: that one, or the oldest that is active.")
    int watch(@Parameters(paramLabel = "RUN", arity = "0..1") @Nullable String run) {
        try (GatewayClient gateway = gateway()) {
            if (run != null) {
                return follow(gateway, run);
            }
            JsonNode active = gateway.get("/api/status").path("runs");
            if (active.isEmpty()) {
                out().println("Nothing is running.");
                return OK;
            }
            return follow(gateway, active.get(0).path("run_id").asString());
        }
    }

    private int follow(GatewayClient gateway, String run) {
        String[] state = {""};
        String[] told = {""};
        String path = "/api/sync/runs/" + encoded(run) + "/events";
        // The stream ends with the run; before that only where the session or the gateway does.
        gateway.events(path, progress -> {
            state[0] = progress.path("state").asString();
            String line = json ? progress.toString() : progressLine(progress);
            if (!line.equals(told[0])) {
                out().println(line);
                out().flush();
                told[0] = line;
            }
            return true;
        });
        if (!ENDED.contains(state[0])) {
            throw new StartRefused("the gateway ended the stream before the run: ./reelsync watch " + run);
        }
        if (!json && state[0].equals("FAILED")) {
            gateway.get("/api/sync/runs/" + encoded(run)).path("feeds").forEach(feed -> out().println(
                            feed.path("feed").asString() + ": "
                                    + feed.path("reason").asString("") + " "
                                    + feed.path("detail").asString("")));
        }
        return state[0].equals("COMPLETED") ? OK : NOT_WELL;
    }

    private static String progressLine(JsonNode run) {
        long planned = run.path("planned").asLong();
        return String.format(
                Locale.ROOT,
                "%s: listed %d, settled %d of %d, new %d, changed %d, failed %d",
                run.path("state").asString(),
                run.path("listed").asLong(),
                planned - run.path("outstanding").asLong(),
                planned,
                run.path("created").asLong(),
                run.path("changed").asLong(),
                run.path("failed").asLong());
    }

    @Command(name = "pause", description = "Holds a run.")
    int pause(@Parameters(paramLabel = "RUN") String run) {
        return change(run, "pause");
    }

    @Command(name = "resume", description = "Lets a paused run go on.")
    int resume(@Parameters(paramLabel = "RUN") String run) {
        return change(run, "resume");
    }

    @Command(name = "cancel", description = "Ends a run before its end; what is stored stays.")
    int cancel(@Parameters(paramLabel = "RUN") String run) {
        return change(run, "cancel");
    }

    private int change(String run, String verb) {
        try (GatewayClient gateway = gateway()) {
            JsonNode changed = gateway.post("/api/sync/runs/" + encoded(run) + "/" + verb, null);
            if (!wroteJson(changed)) {
                out().println("Run " + run + " is " + changed.path("state").asString() + ".");
            }
            return OK;
        }
    }

    @Command(name = "videos", description = "Finds titles in the catalogue.")
    int videos(
            @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Text in a name.") @Nullable
                    List<String> query,
            @Option(names = "--kind", description = "movie, tv, anime, doc or tvshow.") @Nullable String kind,
            @Option(names = "--page", defaultValue = "0", description = "From 0. Default: ${DEFAULT-VALUE}") int page) {
        try (GatewayClient gateway = gateway()) {
            String path = "/api/videos?page=" + page
                    + (query == null ? "" : "&q=" + encoded(String.join(" ", query)))
                    + (kind == null ? "" : "&kind=" + encoded(kind));
            JsonNode videos = gateway.get(path);
            if (!wroteJson(videos)) {
                Table table = new Table("id", "kind", "year", "score", "title", "original title");
                videos.path("items")
                        .forEach(video -> table.row(
                                video.path("id").asString(),
                                video.path("kind").asString(""),
                                video.path("year").asString(""),
                                video.path("score").asString(""),
                                video.path("title").asString(""),
                                video.path("original_title").asString("")));
                table.print(out());
                out().println(videos.path("total").asLong() + " in all");
            }
            return OK;
        }
    }

    @Command(name = "dead", description = "Titles that were given up, with their reasons; or has them tried again.")
    int dead(
            @Parameters(paramLabel = "ID", arity = "0..*", description = "With --replay: these alone.") @Nullable
                    List<String> ids,
            @Option(names = "--replay", description = "Has them tried again: all of a source, or those that are named.")
                    boolean replay,
            @Option(names = "--source", paramLabel = "NAME", description = "With --replay. Default: the first source.")
                    @Nullable
                    String source) {
        try (GatewayClient gateway = gateway()) {
            if (replay) {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put(
                        "source",
                        source != null
                                ? source
                                : names(gateway.get("/api/sources")).get(0));
                if (ids != null) {
                    body.put("source_ids", ids);
                }
                JsonNode replayed = gateway.post("/api/dead/replay", body);
                if (!wroteJson(replayed)) {
                    out().println(replayed.path("replayed").asLong() + " will be tried again.");
                }
                return OK;
            }
            JsonNode dead = gateway.get("/api/dead");
            if (!wroteJson(dead)) {
                Table table = new Table("source", "id", "title", "attempts", "reason", "detail");
                dead.path("items")
                        .forEach(title -> table.row(
                                title.path("source").asString(),
                                title.path("source_id").asString(),
                                title.path("title").asString(""),
                                title.path("attempts").asString(""),
                                title.path("reason").asString(""),
                                title.path("detail").asString("")));
                table.print(out());
                out().println(dead.path("total").asLong() + " in all");
            }
            return OK;
        }
    }

    @Command(
            name = "feeds",
            description =
                    "What can be read: the sources' own lists, and those that are kept; or keeps one more, or one less.")
    int feeds(
            @Option(names = "--add", paramLabel = "LINK", description = "Keep a list as a feed.") @Nullable String link,
            @Option(names = "--name", description = "With --add: what it is called. Default: made of the link.")
                    @Nullable
                    String name,
            @Option(names = "--size", description = "With --add: how many titles a run lists, 1 to 10000. Default: 250")
                    @Nullable
                    Integer size,
            @Option(
                            names = "--remove",
                            paramLabel = "NAME",
                            description = "Keep a list no longer; what it brought stays.")
                    @Nullable
                    String removed,
            @Option(names = "--source", paramLabel = "NAME", description = "With --add and --remove: of that source.")
                    @Nullable
                    String source) {
        if (link != null && removed != null || link == null && (name != null || size != null)) {
            throw new StartRefused("--add LINK takes --name and --size; --remove NAME goes without it");
        }
        try (GatewayClient gateway = gateway()) {
            if (link != null) {
                JsonNode added = gateway.post("/api/feeds", given(source, link, name, size));
                if (!wroteJson(added)) {
                    String feed = added.path("name").asString();
                    out().println(added.path("link").asString() + " is kept as " + feed + ". ./reelsync sync " + feed);
                }
            } else if (removed != null) {
                String query = source == null ? "" : "?source=" + encoded(source);
                if (!wroteJson(gateway.delete("/api/feeds/" + encoded(removed) + query))) {
                    out().println(removed + " is no longer kept.");
                }
            } else {
                show(feeds(gateway));
            }
            return OK;
        }
    }

    private static Map<String, Object> given(
            @Nullable String source, String link, @Nullable String name, @Nullable Integer size) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("link", link);
        if (source != null) {
            body.put("source", source);
        }
        if (name != null) {
            body.put("name", name);
        }
        if (size != null) {
            body.put("size", size);
        }
        return body;
    }

    private void show(JsonNode feeds) {
        if (!wroteJson(feeds)) {
            Table table = new Table("source", "feed", "titles", "link");
            feeds.forEach(feed -> table.row(
                    feed.path("source").asString(),
                    feed.path("name").asString(),
                    feed.path("size").asString(),
                    feed.path("link").asString("")));
            table.print(out());
        }
    }

    /** All of them, page by page. */
    private static ArrayNode feeds(GatewayClient gateway) {
        ArrayNode feeds = JsonNodeFactory.instance.arrayNode();
        JsonNode page;
        int number = 0;
        do {
            page = gateway.get("/api/feeds?size=200&page=" + number++);
            page.path("items").forEach(feeds::add);
        } while (!page.path("items").isEmpty()
                && feeds.size() < page.path("total").asInt());
        return feeds;
    }

    @Command(name = "schedules", description = "When which lists are read by themselves.")
    int schedules() {
        try (GatewayClient gateway = gateway()) {
            JsonNode schedules = gateway.get("/api/schedules");
            if (!wroteJson(schedules)) {
                Table table = new Table("name", "source", "feeds", "cron", "zone", "enabled", "next");
                schedules
                        .path("items")
                        .forEach(schedule -> table.row(
                                schedule.path("name").asString(),
                                schedule.path("source").asString(),
                                String.join(", ", texts(schedule.path("feeds"))),
                                schedule.path("cron").asString(),
                                schedule.path("zone").asString(),
                                schedule.path("enabled").asBoolean() ? "yes" : "no",
                                schedule.path("next_firings").path(0).asString("")));
                table.print(out());
            }
            return OK;
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Command(name = "sources", description = "How each source is dealt with. Exit code 1 where one is paused.")
    int sources(
            @Option(
                            names = "--rate",
                            paramLabel = "NAME=RATE",
                            description =
                                    "Ask a source so fast from now on, as NAME=1/6s; NAME=default: as the settings"
                                            + " say.")
                    @Nullable
                    Map<String, String> rates) {
        try (GatewayClient gateway = gateway()) {
            if (rates != null) {
                rates.forEach((source, rate) -> gateway.put(
                        "/api/sources/" + encoded(source) + "/rate",
                        Collections.singletonMap("rate", rate.equals("default") ? null : rate)));
            }
            JsonNode sources = gateway.get("/api/sources");
            if (!wroteJson(sources)) {
                Table table = new Table(
                        "source",
                        "state",
                        "rate",
                        "used in a minute",
                        "queued",
                        "in hand",
                        "due",
                        "freshness",
                        "paused");
                sources.forEach(source -> table.row(
                        source.path("name").asString(),
                        source.path("state").asString(),
                        rateOf(source),
                        source.path("permits_used_last_minute").asString("-"),
                        source.path("queue_depth").asString("-"),
                        source.path("in_hand").asString(),
                        source.path("due_subjects").asString("-"),
                        source.path("freshness").isNull()
                                ? "-"
                                : String.format(
                                        Locale.ROOT,
                                        "%.1f %%",
                                        100 * source.path("freshness").asDouble()),
                        source.path("paused_until").isNull()
                                ? ""
                                : "until " + source.path("paused_until").asString() + ", "
                                        + source.path("pause_reason").asString("")));
                table.print(out());
            }
            return sources.valueStream()
                            .anyMatch(one -> one.path("state").asString().equals("paused"))
                    ? NOT_WELL
                    : OK;
        }
    }

    /** With the settings' where another was set. */
    private static String rateOf(JsonNode source) {
        String rate = source.path("rate").asString();
        return source.path("rate_origin").asString().equals("api")
                ? rate + " (setting: " + source.path("rate_setting").asString() + ")"
                : rate;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
