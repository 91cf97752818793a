package io.reelsync.bench;

import io.reelsync.bench.cover.CoversCommand;
import io.reelsync.bench.dispatch.DispatchCommand;
import io.reelsync.bench.limit.LimitCommand;
import io.reelsync.bench.pipeline.PipelineCommand;
import io.reelsync.bench.reparse.ReparseCommand;
import io.reelsync.bench.start.StartCommand;
import io.reelsync.bench.store.StoreCommand;
import io.reelsync.bench.timeleft.TimeLeftCommand;
import java.util.Map;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelsync bench}: what is measured are commands of their own. */
@Command(
        name = "./reelsync bench",
        sortOptions = false,
        usageHelpWidth = 100,
        subcommands = {
            PipelineCommand.class,
            LimitCommand.class,
            DispatchCommand.class,
            StoreCommand.class,
            ParseCommand.class,
            StartCommand.class,
            ReparseCommand.class,
            CoversCommand.class,
            ImportCommand.class,
            TimeLeftCommand.class
        },
        description = {"Measures how fast Reelsync is, part by part and as a whole.", ""},
        footer = {"", "Each command takes --help and --json."})
final class BenchCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    public static void main(String[] args) {
        System.exit(line(System.getenv()).execute(args));
    }

    /**
     * The command with all its answers to what is wrong: one line, and 2.
     *
     * @param environment may name a database and a Redis
     */
    static CommandLine line(Map<String, String> environment) {
        // What it says of its start would stand among the figures.
        LoggingSystem.get(BenchCommand.class.getClassLoader()).setLogLevel("org.eclipse.jetty", LogLevel.WARN);
        CommandLine command = new CommandLine(new BenchCommand());
        command.addSubcommand(new CatalogueCommand(environment));
        command.setParameterExceptionHandler((wrong, words) -> {
            String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
            command.getErr().println("reelsync bench: " + oneLine(wrong) + " (see " + name + " --help)");
            return 2;
        });
        command.setExecutionExceptionHandler((failure, line, result) -> {
            command.getErr().println("reelsync bench: " + oneLine(failure));
            return 2;
        });
        return command;
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
