package io.reelsync.samplesite;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The sample site as a process of its own: serves until it is ended. Errors are one line, and exit 2. */
@Command(
        name = "sample-site",
        description = "Serves a small Douban-shaped site on 127.0.0.1 until it is ended.",
        mixinStandardHelpOptions = true)
public final class SampleSiteCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", defaultValue = "8900", description = "Port to listen on, 0 for any (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--seed", defaultValue = "1", description = "What the catalogue is made from (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--size", defaultValue = "3000", description = "How many titles are listed (${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--pages",
            paramLabel = "DIR",
            description = "Serve the saved pages in DIR: <id>.html, recent_hot_movie.json, recent_hot_tv.json.")
    private @Nullable Path pages;

    private SampleSiteCommand() {}

    public static void main(String[] arguments) {
        // Alone it has no logging library at hand, and needs none: don't let SLF4J complain about that.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SampleSiteCommand())
                .setParameterExceptionHandler((unfit, given) -> refused(unfit.getCommandLine(), unfit.getMessage()))
                .setExecutionExceptionHandler((failed, line, parsed) -> {
                    if (failed instanceof IllegalArgumentException || failed instanceof UncheckedIOException) {
                        return refused(line, failed.getMessage());
                    }
                    throw failed;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        try (SampleSite site = SampleSite.start(new SampleSiteSettings(port, seed, size, pages, Clock.systemUTC()))) {
            CommandLine line = Objects.requireNonNull(spec).commandLine();
            line.getOut().println("The sample site is at " + site.url());
            line.getOut().flush();
            Thread.currentThread().join();
        }
        return 0;
    }

    private static int refused(CommandLine line, @Nullable String reason) {
        line.getErr().println(String.valueOf(reason).lines().findFirst().orElse("no reason given"));
        line.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }
}
