package io.reelsync.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds and ends the servers and services that outlived the JVM that started them. */
public final class Leftovers {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(20);
    private static final int DEPTH = 4;

    private Leftovers() {}

    /**
     * Ends every process that a pid file in this folder, or up to three folders below, names, if and only if the
     * process' own command line names this very folder: pids are used again for others.
     *
     * @return how many were ended
     */
    public static int reap(Path folder) {
        return reap(folder, ENDS_WITHIN);
    }

    /**
     * As {@link #reap(Path)}.
     *
     * @param endsWithin how long each may take to end by itself
     */
    public static int reap(Path folder, Duration endsWithin) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try {
            Path root = folder.toRealPath();
            int ended = 0;
            for (Path pidFile : pidFiles(root)) {
                Optional<ProcessHandle> ours = process(pidFile).filter(process -> isOf(process, root));
                if (ours.isPresent()) {
                    end(ours.get(), root, endsWithin);
                    ended++;
                }
                Files.deleteIfExists(pidFile);
            }
            return ended;
        } catch (IOException e) {
            throw new ServerException("can't look for leftovers in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The processes that {@link #reap(Path)} would end. */
    public static List<ProcessHandle> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            Path root = folder.toRealPath();
            List<ProcessHandle> found = new ArrayList<>();
            for (Path pidFile : pidFiles(root)) {
                process(pidFile).filter(process -> isOf(process, root)).ifPresent(found::add);
            }
            return found;
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
        try {
            String text = Files.readString(pidFile).strip();
            return text.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(text)) : Optional.empty();
        } catch (NoSuchFileException e) {
            // A server that just ended took its own pid file with it.
            return Optional.empty();
        }
    }

    private static boolean isOf(ProcessHandle process, Path root) {
        Pattern named = Pattern.compile(Pattern.quote(root.toString()) + "(?![^/\\s])");
        return commandLine(process).filter(line -> named.matcher(line).find()).isPresent();
    }

    /** As it was typed, where the system tells: the JDK puts the program's own path in the place of a link to it. */
    private static Optional<String> commandLine(ProcessHandle process) {
        try {
            Path typed = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
            if (Files.isReadable(typed)) {
                return Optional.of(
                        Files.readString(typed, StandardCharsets.ISO_8859_1).replace('\0', ' '));
            }
        } catch (IOException ended) {
            return Optional.empty();
        }
        return process.info().commandLine();
    }

    private static void end(ProcessHandle process, Path root, Duration endsWithin) {
        process.destroy();
        long limit = System.nanoTime() + endsWithin.toNanos();
        // Not onExit(): for processes that are not our children it looks at intervals of seconds.
        while (process.isAlive()
                && System.nanoTime() < limit
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOKS_EVERY.toNanos());
        }
        if (isOf(process, root)) {
            process.destroyForcibly();
        }
    }
}
