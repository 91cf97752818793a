package io.reelsync.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.BrokerModel;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP 0-9-1 broker inside this JVM, on 127.0.0.1, for the one-command mode: Apache Qpid Broker-J with its queues in
 * memory.
 *
 * <p>It ignores queue arguments that it doesn't know ({@code x-queue-type}, delivery limit, dead-lettering), and what
 * is in its queues is gone when it stops: the database says what is owed. One per JVM, since its logging and working
 * folder are the JVM's.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String USER = "reelsync";

    private final Path folder;
    private final String password = Secret.random();
    private int port;
    private @Nullable SystemLauncher launcher;

    /**
     * @param folder the broker's working folder, made when it isn't there
     * @param port 0 for any free one
     */
    public EmbeddedBroker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts the broker; it accepts connections when this returns.
     *
     * @throws ServerException with the reason where it can't start
     */
    public synchronized void start() {
        if (launcher != null) {
            return;
        }
        if (port == 0) {
            port = Ports.free();
        }
        try {
            Files.createDirectories(folder);
            Path configuration = folder.resolve("broker.json");
            Secret.writePrivately(configuration, configuration());
            StartupFailure failure = new StartupFailure();
            SystemLauncher started = new SystemLauncher(failure);
            started.startup(attributes(configuration));
            Files.delete(configuration);
            failure.throwIfAny();
            launcher = started;
            if (!Greeting.amqp(port)) {
                throw new IOException("nothing answers on port " + port);
            }
        } catch (Exception e) {
            close();
            throw new ServerException("the embedded broker could not be started: " + e.getMessage(), e);
        }
    }

    /** {@code amqp://user:password@127.0.0.1:port}; the default virtual host. */
    public String url() {
        return "amqp://" + USER + ":" + password + "@127.0.0.1:" + port();
    }

    /** The TCP port on 127.0.0.1; known from the first start on. */
    public synchronized int port() {
        if (port == 0) {
            throw new IllegalStateException("the embedded broker was not started yet");
        }
        return port;
    }

    @Override
    public synchronized void close() {
        if (launcher != null) {
            launcher.shutdown();
            launcher = null;
        }
    }

    private Map<String, Object> attributes(Path configuration) {
        return Map.of(
                "type",
                "Memory",
                "initialConfigurationLocation",
                configuration.toUri().toString(),
                "startupLoggedToSystemOut",
                "false",
                "context",
                Map.of("qpid.work_dir", folder.toString()));
    }

    private String configuration() {
        return String.format(Locale.ROOT, """
                {
                  "name": "reelsync",
                  "modelVersion": "%s",
                  "context": {
                    "queue.behaviourOnUnknownDeclareArgument": "IGNORE"
                  },
                  "authenticationproviders": [{
                    "name": "users",
                    "type": "Plain",
                    "secureOnlyMechanisms": [],
                    "users": [{"name": "%s", "type": "managed", "password": "%s"}]
                  }],
                  "ports": [{
                    "name": "amqp",
                    "port": "%d",
                    "bindingAddress": "127.0.0.1",
                    "protocols": ["AMQP_0_9_1"],
                    "authenticationProvider": "users",
                    "virtualhostaliases": [{"name": "defaultAlias", "type": "defaultAlias"}]
                  }],
                  "virtualhostnodes": [{
                    "name": "default",
                    "type": "Memory",
                    "defaultVirtualHostNode": "true",
                    "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
                  }]
                }
                """, BrokerModel.MODEL_VERSION, USER, password, port);
    }

    /** The launcher tells a failure to its listener alone. */
    private static final class StartupFailure extends SystemLauncherListener.DefaultSystemLauncherListener {
        private @Nullable RuntimeException failure;

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure = e;
        }

        void throwIfAny() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
