package io.reelsync.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A Redis of our own. */
public final class RedisServer extends PrivateServer {
    private final Path binary;
    private final boolean appendOnly;
    private final @Nullable String password;
    private final @Nullable Tls tls;
    private int tlsPort;

    /** One that speaks in the clear. */
    public RedisServer(Path binary, Path folder, int port, boolean appendOnly, @Nullable String password) {
        this(binary, folder, port, appendOnly, password, null);
    }

    /**
     * @param binary the {@code redis-server} program, 6.2 or newer
     * @param port 0 for any free one
     * @param appendOnly whether data outlives a stop or a kill (each write is on disk before it is answered)
     * @param password asked of every client, or null for none
     * @param tls what it shows at a second port, or null for none
     */
    public RedisServer(
            Path binary, Path folder, int port, boolean appendOnly, @Nullable String password, @Nullable Tls tls) {
        super("redis", folder, port);
        this.binary = binary;
        this.appendOnly = appendOnly;
        this.password = password;
        this.tls = tls;
    }

    /** As the services' settings want it: {@code redis://[:password@]127.0.0.1:port/0}. */
    public String url() {
        return "redis://" + (password == null ? "" : ":" + password + "@") + "127.0.0.1:" + port() + "/0";
    }

    /** Where it is spoken to with TLS alone. */
    public int tlsPort() {
        return tlsPort;
    }

    @Override
    void prepare() throws IOException {
        String configuration = String.format(Locale.ROOT, """
                bind 127.0.0.1
                port %d
                dir "%s"
                save ""
                appendonly %s
                appendfsync always
                daemonize no
                # Keeps the folder in the command line, by which leftovers are known.
                set-proc-title no
                """, port(), quoted(folder), appendOnly ? "yes" : "no");
        Secret.writePrivately(
                configurationFile(),
                configuration + (password == null ? "" : "requirepass " + password + "\n") + encryption());
    }

    private String encryption() throws IOException {
        if (tls == null) {
            return "";
        }
        tlsPort = tlsPort == 0 ? Ports.free() : tlsPort;
        return String.format(Locale.ROOT, """
                tls-port %d
                tls-cert-file "%s"
                tls-key-file "%s"
                tls-ca-cert-file "%s"
                tls-auth-clients no
                """, tlsPort, tls.certificate(), tls.key(), tls.certificate());
    }

    @Override
    ProcessBuilder command() {
        return new ProcessBuilder(binary.toString(), configurationFile().toString());
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private Path configurationFile() {
        return folder.resolve("redis.conf");
    }

    @Override
    boolean answers() throws IOException {
        return Greeting.redis(port());
    }
}
