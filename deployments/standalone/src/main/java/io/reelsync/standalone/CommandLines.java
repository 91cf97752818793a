package io.reelsync.standalone;

import io.reelsync.startup.StartFailures;
import picocli.CommandLine;

/** Runs the launcher's commands alike: whatever is wrong is one clear line on stderr, and exit code 2. */
public final class CommandLines {
    private static final int KEPT_FROM_RUNNING = 2;

    private CommandLines() {}

    /** @param command its name is what is typed, with {@code ./reelsync} before it */
    public static CommandLine of(Object command) {
        CommandLine line = new CommandLine(command);
        line.setParameterExceptionHandler((wrong, words) -> {
            String typed = wrong.getCommandLine().getCommandSpec().qualifiedName();
            String message = String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
            line.getErr().println(name(typed) + ": " + message + " (see " + typed + " --help)");
            return KEPT_FROM_RUNNING;
        });
        line.setExecutionExceptionHandler((failure, failed, result) -> {
            line.getErr()
                    .println(name(failed.getCommandSpec().qualifiedName()) + ": " + StartFailures.explain(failure));
            return KEPT_FROM_RUNNING;
        });
        return line;
    }

    private static String name(String typed) {
        return typed.replaceFirst("^\\./", "");
    }
}
