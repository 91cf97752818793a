package io.reelsync.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ends the servers that a killed JVM left running. */
public final class Leftovers {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);
    private static final int DEPTH = 4;

    private Leftovers() {}

    /**
     * Ends every process that a pid file in this folder, or up to three folders below, names, if and only if the
     * process' own command line names this very folder: pids are used again for others.
     *
     * @return how many were ended
     */
    public static int reap(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try {
            Path root = folder.toRealPath();
            int ended = 0;
            for (Path pidFile : pidFiles(root)) {
                Optional<ProcessHandle> ours = process(pidFile).filter(process -> isOf(process, root));
                if (ours.isPresent()) {
                    end(ours.get());
                    ended++;
                }
                Files.deleteIfExists(pidFile);
            }
            return ended;
        } catch (IOException e) {
            throw new ServerException("can't look for leftovers in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> pidFiles(Path root) throws IOException {
        try (Stream<Path> paths = Files.find(
                root,
                DEPTH,
                (path, facts) -> facts.isRegularFile() && path.toString().endsWith(".pid"))) {
            return paths.toList();
        }
    }

    private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
        String text = Files.readString(pidFile).strip();
        return text.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(text)) : Optional.empty();
    }

    private static boolean isOf(ProcessHandle process, Path root) {
        Pattern named = Pattern.compile(Pattern.quote(root.toString()) + "(?![^/\\s])");
        return process.info()
                .commandLine()
                .filter(line -> named.matcher(line).find())
                .isPresent();
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new ServerException("can't end process " + process.pid(), e);
        }
    }
}
