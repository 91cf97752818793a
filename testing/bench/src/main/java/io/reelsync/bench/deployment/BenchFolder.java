package io.reelsync.bench.deployment;

import io.reelsync.servers.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A temporary folder, and what runs in it. What was opened last is closed first, also if the JVM is told to end. The
 * folder is deleted, unless the benchmark failed: then its logs may say why.
 */
public final class BenchFolder implements AutoCloseable {
    private final Path path;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean logsAreWanted;
    private boolean closed;

    public BenchFolder() throws IOException {
        path = Files.createTempDirectory("reelsync-bench-").toRealPath();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-end"));
    }

    public Path path() {
        return path;
    }

    /** Has something closed at the end. */
    public synchronized <T extends AutoCloseable> T with(T opened) {
        open.push(opened);
        logsAreWanted = true;
        return opened;
    }

    /** Says that nobody will need the logs. */
    public synchronized void succeeded() {
        logsAreWanted = false;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                System.err.println("reelsync bench: not everything could be ended: " + failure.getMessage());
            }
        }
        if (logsAreWanted) {
            System.err.println("reelsync bench: the logs are kept in " + path);
        } else {
            delete();
        }
    }

    private void delete() {
        try {
            Folders.deleteIfThere(path);
        } catch (IOException failure) {
            System.err.println("reelsync bench: " + path + " can't be deleted: " + failure.getMessage());
        }
    }
}
