package io.reelsync.standalone;

import io.reelsync.startup.StartFailures;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs the launcher's commands alike: whatever is wrong is one clear line on stderr, and exit code 2. */
final class CommandLines {
    private static final int KEPT_FROM_RUNNING = 2;

    private CommandLines() {}

    /** @param name the command as it is typed after {@code ./reelsync} */
    static int run(String name, Callable<Integer> command, String[] args) {
        CommandLine line = new CommandLine(command);
        line.setParameterExceptionHandler((wrong, words) -> {
            String message = String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
            line.getErr().println("reelsync " + name + ": " + message + " (see ./reelsync " + name + " --help)");
            return KEPT_FROM_RUNNING;
        });
        line.setExecutionExceptionHandler((failure, words, result) -> {
            line.getErr().println("reelsync " + name + ": " + StartFailures.explain(failure));
            return KEPT_FROM_RUNNING;
        });
        return line.execute(args);
    }
}
