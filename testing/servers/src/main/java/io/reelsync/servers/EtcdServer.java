package io.reelsync.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An etcd of our own, of one member, whose data outlives a stop or a kill. */
public final class EtcdServer extends PrivateServer {
    private final Path binary;
    private final @Nullable Tls tls;
    private int peerPort;
    private int healthPort;

    /**
     * @param binary the {@code etcd} program, 3.4 or newer
     * @param port 0 for any free one
     * @param tls null to speak in the clear
     */
    public EtcdServer(Path binary, Path folder, int port, @Nullable Tls tls) {
        super("etcd", folder, port);
        this.binary = binary;
        this.tls = tls;
    }

    /** As {@code etcdctl --endpoints} wants it: {@code http://127.0.0.1:port}. */
    public String url() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port();
    }

    @Override
    void prepare() {
        if (peerPort == 0) {
            peerPort = Ports.free();
            healthPort = Ports.free();
        }
    }

    @Override
    ProcessBuilder command() {
        String peer = "http://127.0.0.1:" + peerPort;
        List<String> words = new ArrayList<>(List.of(
                binary.toString(),
                "--name=reelsync",
                "--data-dir=" + folder.resolve("data"),
                "--listen-client-urls=" + url(),
                "--advertise-client-urls=" + url(),
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=reelsync=" + peer,
                "--listen-metrics-urls=http://127.0.0.1:" + healthPort,
                "--logger=zap",
                "--log-level=warn"));
        if (tls != null) {
            words.add("--cert-file=" + tls.certificate());
            words.add("--key-file=" + tls.key());
        }
        ProcessBuilder command = new ProcessBuilder(words);
        command.environment().keySet().removeIf(name -> name.startsWith("ETCD_"));
        if (System.getProperty("os.arch").equals("aarch64")) {
            // etcd 3.4 starts there only when told that nobody has tried.
            command.environment().put("ETCD_UNSUPPORTED_ARCH", "arm64");
        }
        return command;
    }

    /** In the clear, and only once it has a leader. */
    @Override
    boolean answers() throws IOException {
        return Greeting.accepts(port()) && Greeting.etcd(healthPort);
    }
}
