package io.reelsync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server of our own: a child process that listens on 127.0.0.1 alone and keeps everything that it writes in one
 * folder.
 *
 * <p>{@link #start()} returns when the server answers. After {@link #stop()} or {@link #kill()} it may be started
 * again, with the same data and port. Thread-safe.
 */
public abstract sealed class PrivateServer implements AutoCloseable
        permits RedisServer, DatabaseServer, RabbitMqServer, EtcdServer {
    /** Another thread's child holds every open port for a moment, until it has become its own program. */
    private static final Duration PORT_FREE_WITHIN = Duration.ofSeconds(2);

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(120);
    /** RabbitMQ 3.10, started after it was killed, may stand still in the middle of its start; the next one goes well. */
    private static final int STARTS_AT_MOST = 2;

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    final Path folder;
    private final String name;
    private volatile int port;
    private @Nullable Child child;
    private volatile boolean closing;

    /**
     * @param name for messages and for the names of the log and pid files
     * @param folder made when it isn't there
     * @param port 0 for any free one
     */
    PrivateServer(String name, Path folder, int port) {
        this.name = name;
        this.folder = privateFolder(folder);
        this.port = port;
    }

    /**
     * Starts the server, unless it runs, and waits until it answers.
     *
     * @throws ServerException where its port is taken; with the end of its log where it ended or did not answer in time
     */
    public final synchronized void start() {
        if (isRunning()) {
            return;
        }
        if (port == 0) {
            port = Ports.free();
        } else if (!Ports.isFreeWithin(port, PORT_FREE_WITHIN)) {
            throw new ServerException(name + " can't listen on 127.0.0.1:" + port + ": the port is taken");
        }
        try {
            for (int time = 1; !answersAfterStart(time == STARTS_AT_MOST); time++) {
                kill();
            }
            started();
        } catch (IOException e) {
            throw new ServerException(name + " could not be started in " + folder + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            kill();
            throw e;
        }
    }

    /** Whether it does in time; the last try fails with the end of its log instead. */
    private boolean answersAfterStart(boolean last) throws IOException {
        prepare();
        Child started = Child.start(name, folder, command());
        child = started;
        if (started.becomes(this::answersUnlessClosing, ANSWERS_WITHIN)) {
            return true;
        }
        if (last) {
            throw started.failure("did not answer within " + ANSWERS_WITHIN.toSeconds() + " s");
        }
        return false;
    }

    /** Asks the server to end and waits; kills it where it takes longer than 20 seconds. */
    public final synchronized void stop() {
        if (child != null) {
            child.stop(ENDS_WITHIN);
            child = null;
        }
        ended();
    }

    /** Ends the server at once, with SIGKILL, as a crash of its machine would. */
    public final synchronized void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
        ended();
    }

    /** As {@link #stop()}, also in the middle of a start, which then fails. The folder stays. */
    @Override
    public final void close() {
        closing = true;
        stop();
        closing = false;
    }

    /** Whether the child process lives; it may not answer any more. */
    public final synchronized boolean isRunning() {
        return child != null && child.isAlive();
    }

    /** The TCP port on 127.0.0.1; known from the first start on, or before where it was chosen. */
    public final int port() {
        if (port == 0) {
            throw new IllegalStateException(name + " was not started yet");
        }
        return port;
    }

    /** The process id of the server itself, for example to stop and continue it by signals. */
    public final synchronized long pid() {
        if (child == null) {
            throw new IllegalStateException(name + " is not running");
        }
        return child.pid();
    }

    /** Its name in messages. */
    final String name() {
        return name;
    }

    /** The folder that holds the server's data, log and pid file. */
    public final Path folder() {
        return folder;
    }

    /** What has to be in the folder before the process starts. */
    abstract void prepare() throws IOException;

    abstract ProcessBuilder command() throws IOException;

    /** Whether the server speaks its protocol on {@link #port()}. */
    abstract boolean answers() throws IOException;

    private boolean answersUnlessClosing() throws IOException {
        if (closing) {
            throw new ServerException(name + " was closed while it started");
        }
        return answers();
    }

    /** Called once the server answers. */
    void started() throws IOException {}

    /** Called when the process is gone. */
    void ended() {}

    private static Path privateFolder(Path folder) {
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the folder " + folder, e);
        }
    }
}
