package io.reelsync.checks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of another project that knows whether one of our files is right. */
final class Tool {
    private static final long ENDS_WITHIN_SECONDS = 120;

    private Tool() {}

    /**
     * What it said, and its exit code.
     *
     * @param said on stdout and stderr
     */
    record Result(int exitCode, String said) {}

    /**
     * Runs it in the project's folder.
     *
     * @throws IllegalStateException where it isn't installed, or doesn't end within two minutes
     */
    static Result run(String... command) {
        return run(List.of(command));
    }

    /** As {@link #run(String...)}. */
    static Result run(List<String> command) {
        try {
            Path output = Files.createTempFile("reelsync-check", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(home().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command + " did not end: " + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " could not be run: is it installed?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs a program of npm's registry.
     *
     * @param pinned its package and version
     */
    static Result npm(String pinned, String... arguments) {
        List<String> command = new ArrayList<>(List.of("npm", "exec", "--yes", "--prefer-offline", "--", pinned));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** The project's folder. */
    static Path home() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("reelsync"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
