package io.reelsync.bench.deployment;

import io.reelsync.localcluster.ServiceRole;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with the project in it, whose launcher starts the services: so they have the JVM options of
 * {@code ./reelsync service}, whatever these are there.
 *
 * @param home the project's folder
 */
public record Checkout(Path home) implements Installation.Programs {
    private static final String BY_LAUNCHER = "reelsync.home";

    /** The one that this program was built from. */
    public static Checkout own() {
        return new Checkout(
                Path.of(System.getProperty(BY_LAUNCHER, ".")).toAbsolutePath().normalize());
    }

    /**
     * Another commit of this one, built in a folder below {@code target}, which stays for the next time.
     *
     * @throws IllegalArgumentException if there is no such commit
     */
    public Checkout at(String revision) throws IOException, InterruptedException {
        String commit = commit(revision);
        Path folder = home.resolve("target/bench-" + commit.substring(0, 12));
        if (!Files.exists(folder.resolve("reelsync"))) {
            run(home, List.of("git", "worktree", "prune"));
            if (run(home, List.of("git", "worktree", "add", "--detach", folder.toString(), commit)) != 0) {
                throw new IllegalStateException("git can't check " + revision + " out to " + folder);
            }
        }
        Checkout other = new Checkout(folder);
        for (ServiceRole role : ServiceRole.values()) {
            // The launcher builds it, and without settings it ends at once.
            run(folder, other.of(role));
        }
        return other;
    }

    /** What a service's program is made of, and beside it this one, without what this one needs besides. */
    public String withBench(ServiceRole role) {
        return String.join(
                File.pathSeparator,
                home.resolve(role.module() + "/target/app/reelsync-" + role.module() + "-exec.jar")
                        .toString(),
                home.resolve("testing/bench/target/reelsync-bench.jar").toString());
    }

    private String commit(String revision) throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        "git", "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (git.waitFor() != 0) {
            throw new IllegalArgumentException("git knows no commit '" + revision + "' in " + home);
        }
        return commit;
    }

    private static int run(Path folder, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("REELSYNC_") || name.startsWith("SPRING_"));
        return builder.start().waitFor();
    }

    @Override
    public List<String> of(ServiceRole role) {
        return List.of(home.resolve("reelsync").toString(), "service", role.written());
    }
}
