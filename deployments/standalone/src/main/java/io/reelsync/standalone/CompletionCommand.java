package io.reelsync.standalone;

import io.reelsync.terminal.TerminalCommand;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelsync completion}: a script with which a shell completes the launcher's commands and options. */
@Command(
        name = "./reelsync completion",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Prints a script with which the shell completes commands and options of ./reelsync, wherever it stands.",
            ""
        },
        footer = {
            "",
            "For this session:  source <(./reelsync completion bash)",
            "For each one, without the wait: keep what it prints in a file, and source that in ~/.bashrc or ~/.zshrc.",
            "Exit code: 0; 2 where there is no such shell."
        })
class CompletionCommand implements Callable<Integer> {
    /** The shells, each by the name of its program. */
    enum Shell {
        bash,
        zsh
    }

    /**
     * Commands of the launcher that are programs of other modules, or no Java at all: in each line one with its
     * options, and what kind of value those take.
     */
    private static final String ELSEWHERE = """
            logs -f -n=N --data=PATH
            doctor --json
            service
            service gateway --check --json
            service scheduler --check --json
            service worker --check --json
            cluster
            cluster up --data=PATH --workers=N --schedulers=N --gateways=N --port=N --live --source-url=N --rate=N --limit=N
            cluster status --data=PATH
            cluster scale --data=PATH
            cluster roll --data=PATH
            cluster down --data=PATH --delete
            chaos --seed=N --minutes=N --pace=N --rate=N --list
            fuzz --minutes=N --target=N --seed=N --replay=PATH
            bench
            bench parse --pages=PATH --rounds=N --seconds=N --json
            bench pipeline --pages=N --rounds=N --rate=N --workers=N --vs=N --json
            bench limit --rate=N --workers=N --seconds=N --warm-up=N --json
            bench dispatch --subjects=N --window=N --rounds=N --json
            bench store --titles=N --rounds=N --json
            bench start --rounds=N --idle=N --json
            bench catalogue --videos=N --requests=N --seed=N --json
            bench reparse --pages=N --rounds=N --json
            bench import --titles=N --rows=N --json
            bench covers --covers=N --rate=N --json
            bench timeleft --titles=N --json
            test
            help
            """;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}. Both take the same script.")
    @Nullable
    Shell shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    public static void main(String[] args) {
        // The script has numbers, which shells read in Latin digits alone.
        Locale.setDefault(Locale.ROOT);
        System.exit(CommandLines.of(new CompletionCommand()).execute(args));
    }

    @Override
    public Integer call() {
        System.out.print(script());
        return 0;
    }

    static String script() {
        return AutoComplete.bash("reelsync", commands());
    }

    /** All that the launcher knows, each by its name. */
    static CommandLine commands() {
        CommandLine all = new CommandLine(CommandSpec.create().name("reelsync"));
        all.addSubcommand("up", new UpCommand());
        TerminalCommand.line(Path.of("."), Map.of()).getSubcommands().forEach(all::addSubcommand);
        all.addSubcommand("passwd", new PasswdCommand());
        all.addSubcommand("quality", new QualityCommand());
        all.addSubcommand("reparse", new ReparseCommand());
        all.addSubcommand("import", new ImportCommand());
        all.addSubcommand("completion", new CompletionCommand());
        ELSEWHERE.lines().forEach(line -> add(all, line));
        return all;
    }

    /** Each word of the line leads on from the commands that there are already; the first new one is what is added. */
    private static void add(CommandLine all, String line) {
        CommandLine parent = all;
        CommandSpec added = CommandSpec.create();
        added.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).build());
        for (String word : line.split(" ")) {
            CommandLine known = parent.getSubcommands().get(word);
            if (word.startsWith("-")) {
                added.addOption(option(word));
            } else if (known != null) {
                parent = known;
            } else {
                parent.addSubcommand(word, added);
            }
        }
    }

    private static OptionSpec option(String word) {
        String[] parts = word.split("=", 2);
        OptionSpec.Builder option = OptionSpec.builder(parts[0]);
        if (parts.length == 2) {
            option.arity("1").type(parts[1].equals("PATH") ? Path.class : String.class);
        }
        return option.build();
    }
}
