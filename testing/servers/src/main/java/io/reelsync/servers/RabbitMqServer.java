package io.reelsync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A RabbitMQ of our own, with its own port mapper, cookie and node name, so that several live side by side. */
public final class RabbitMqServer extends PrivateServer {
    private static final String USER = "reelsync";
    private static final Duration PORT_MAPPER_WITHIN = Duration.ofSeconds(10);

    private final RabbitMqBinaries binaries;
    private final boolean management;
    private int portMapperPort;
    private int distributionPort;
    private int managementPort;
    private final @Nullable Tls tls;
    private int tlsPort;
    private @Nullable Child portMapper;

    /** One that speaks in the clear. */
    public RabbitMqServer(RabbitMqBinaries binaries, Path folder, int port, boolean management) {
        this(binaries, folder, port, management, null);
    }

    /**
     * @param port 0 for any free one
     * @param management whether the management plugin with its HTTP API is on; it costs a second and 30 MB
     * @param tls what it shows at a second port, or null for none
     */
    public RabbitMqServer(RabbitMqBinaries binaries, Path folder, int port, boolean management, @Nullable Tls tls) {
        super("rabbitmq", folder, port);
        this.binaries = binaries;
        this.management = management;
        this.tls = tls;
    }

    /**
     * As the services' settings want it: {@code amqp://user:password@127.0.0.1:port}. A slash at its end would name a
     * virtual host without a name to some clients, and the default one to others.
     */
    public String url() {
        return "amqp://" + USER + ":" + password() + "@127.0.0.1:" + port();
    }

    /** The HTTP API's address, with the same user and password as {@link #url()}. */
    public String managementUrl() {
        if (!management) {
            throw new IllegalStateException("this RabbitMQ was made without its management plugin");
        }
        return "http://127.0.0.1:" + managementPort + "/";
    }

    /** Where it is spoken to with TLS alone. */
    public int tlsPort() {
        return tlsPort;
    }

    public String user() {
        return USER;
    }

    /** The user's password, made for this folder. */
    public String password() {
        try {
            return Secret.keptIn(folder.resolve("rabbitmq.password"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't keep a password in " + folder, e);
        }
    }

    @Override
    void prepare() throws IOException {
        if (portMapperPort == 0) {
            portMapperPort = Ports.free();
            distributionPort = Ports.free();
            managementPort = management ? Ports.free() : 0;
            tlsPort = tls == null ? 0 : Ports.free();
        }
        Secret.writePrivately(folder.resolve("rabbitmq.conf"), configuration());
        Files.writeString(folder.resolve("enabled_plugins"), management ? "[rabbitmq_management].\n" : "[].\n");
        startPortMapper();
    }

    private String configuration() {
        String base = String.format(Locale.ROOT, """
                listeners.tcp.1 = 127.0.0.1:%d
                default_user = %s
                default_pass = %s
                vm_memory_high_watermark.absolute = 1GB
                disk_free_limit.absolute = 50MB
                log.console = true
                log.file = false
                """, port(), USER, password());
        return (management
                        ? base + "management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = " + managementPort + "\n"
                        : base)
                + encryption();
    }

    private String encryption() {
        return tls == null ? "" : String.format(Locale.ROOT, """
                listeners.ssl.1 = 127.0.0.1:%d
                ssl_options.certfile = %s
                ssl_options.keyfile = %s
                ssl_options.verify = verify_none
                """, tlsPort, tls.certificate(), tls.key());
    }

    /** In the foreground and through a link in our folder: so it is our child, and its command line names the folder. */
    private void startPortMapper() throws IOException {
        if (portMapper != null && portMapper.isAlive()) {
            return;
        }
        Path link = folder.resolve("epmd");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, binaries.portMapper());
        Child started = Child.start(
                "epmd",
                folder,
                new ProcessBuilder(
                        List.of(link.toString(), "-port", Integer.toString(portMapperPort), "-address", "127.0.0.1")));
        portMapper = started;
        started.awaitUntil(() -> Greeting.accepts(portMapperPort), PORT_MAPPER_WITHIN);
    }

    /**
     * Has {@code rabbitmqctl} do something at the running server.
     *
     * @throws ServerException where it doesn't end well; its output is in the folder
     */
    public void control(String... words) {
        List<String> all = new ArrayList<>(
                List.of(binaries.server().resolveSibling("rabbitmqctl").toString(), "-q"));
        all.addAll(List.of(words));
        ProcessBuilder command = withEnvironment(new ProcessBuilder(all))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("rabbitmqctl.log").toFile());
        try {
            int status = command.start().waitFor();
            if (status != 0) {
                throw new ServerException(
                        "rabbitmqctl " + words[0] + " ended with " + status + "; see its log in " + folder);
            }
        } catch (IOException e) {
            throw new ServerException("rabbitmqctl can't be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while rabbitmqctl runs", e);
        }
    }

    @Override
    ProcessBuilder command() {
        ProcessBuilder command =
                withEnvironment(new ProcessBuilder(binaries.server().toString()));
        // Without busy waiting: schedulers that spin while they wait take the processor from who has work.
        command.environment()
                .put(
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "-noinput -kernel inet_dist_use_interface {127,0,0,1}"
                                + " +sbwt none +sbwtdcpu none +sbwtdio none");
        return command;
    }

    private ProcessBuilder withEnvironment(ProcessBuilder command) {
        command.environment().keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
        command.environment()
                .putAll(Map.ofEntries(
                        Map.entry("HOME", folder.toString()),
                        Map.entry("LANG", "C.UTF-8"),
                        Map.entry("ERL_EPMD_PORT", Integer.toString(portMapperPort)),
                        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                        // Else every Erlang VM would start a port mapper that no one ends, should ours not answer.
                        Map.entry("ERL_ZFLAGS", "-start_epmd false"),
                        Map.entry("RABBITMQ_NODENAME", "reelsync@localhost"),
                        Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                        Map.entry(
                                "RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                        Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                        Map.entry(
                                "RABBITMQ_CONFIG_FILE",
                                folder.resolve("rabbitmq.conf").toString()),
                        Map.entry(
                                "RABBITMQ_ENABLED_PLUGINS_FILE",
                                folder.resolve("enabled_plugins").toString()),
                        Map.entry(
                                "RABBITMQ_CONF_ENV_FILE",
                                folder.resolve("none.conf").toString()),
                        // The start script then becomes the server, rather than its parent that a kill would orphan.
                        Map.entry("RABBITMQ_ALLOW_INPUT", "true")));
        return command;
    }

    @Override
    boolean answers() throws IOException {
        return Greeting.amqp(port());
    }

    @Override
    void ended() {
        if (portMapper != null) {
            portMapper.stop(Duration.ofSeconds(5));
            portMapper = null;
        }
    }
}
