package io.reelsync.terminal;

import io.reelsync.standalone.CommandLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The launcher's commands that talk to a running gateway, and what all of them take. */
@Command(
        name = "./reelsync",
        sortOptions = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "status|runs|sync|watch|pause|resume|cancel|videos|dead|feeds|schedules|sources",
        description = "What a running gateway tells and does.",
        subcommands = {
            StatusCommand.class,
            RunsCommand.class,
            SyncCommand.class,
            WatchCommand.class,
            ChangeRunCommand.Pause.class,
            ChangeRunCommand.Resume.class,
            ChangeRunCommand.Cancel.class,
            VideosCommand.class,
            DeadCommand.class,
            FeedsCommand.class,
            SchedulesCommand.class,
            SourcesCommand.class
        })
public final class TerminalCommand {
    private static final String FOOTER =
            "%nThe gateway is the one of --url or REELSYNC_URL, else the one of this project's data folder.%n"
                    + "Who asks: REELSYNC_API_KEY; or REELSYNC_USER and REELSYNC_PASSWORD; else the data folder's administrator.%n"
                    + "Exit code: 0; 1 where the answer is bad news; 2 where something keeps it from an answer.%n";

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

    GatewayClient gateway() {
        return new GatewayClient(Account.find(url, data, home, environment, GatewayClient::answers));
    }

    PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    boolean json() {
        return json;
    }

    /** @return whether the answer was written as JSON */
    boolean wroteJson(JsonNode answer) {
        if (json) {
            out().println(answer.toPrettyString());
        }
        return json;
    }
}
