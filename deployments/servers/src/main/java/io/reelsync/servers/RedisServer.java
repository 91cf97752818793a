package io.reelsync.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Redis of our own. */
public final class RedisServer extends PrivateServer {
    private final Path binary;
    private final boolean appendOnly;
    private final @Nullable String password;

    /**
     * @param binary the {@code redis-server} program, 6.2 or newer
     * @param port 0 for any free one
     * @param appendOnly whether data outlives a stop or a kill (each write is on disk before it is answered)
     * @param password asked of every client, or null for none
     */
    public RedisServer(Path binary, Path folder, int port, boolean appendOnly, @Nullable String password) {
        super("redis", folder, port);
        this.binary = binary;
        this.appendOnly = appendOnly;
        this.password = password;
    }

    /** As the services' settings want it: {@code redis://[:password@]127.0.0.1:port/0}. */
    public String url() {
        return "redis://" + (password == null ? "" : ":" + password + "@") + "127.0.0.1:" + port() + "/0";
    }

    @Override
    void prepare() {}

    @Override
    ProcessBuilder command() {
        List<String> words = new ArrayList<>(List.of(
                binary.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port()),
                "--dir",
                folder.toString()));
        words.addAll(List.of("--save", "", "--appendonly", appendOnly ? "yes" : "no", "--appendfsync", "always"));
        // Keeps the folder in the command line, by which leftovers are known.
        words.addAll(List.of("--daemonize", "no", "--set-proc-title", "no"));
        if (password != null) {
            words.addAll(List.of("--requirepass", password));
        }
        return command(words);
    }

    @Override
    boolean answers() throws java.io.IOException {
        return Greeting.redis(port());
    }
}
