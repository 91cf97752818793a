package io.reelsync.chaos.server;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.netcrusher.core.reactor.NioReactor;
import org.netcrusher.core.throttle.Throttler;
import org.netcrusher.tcp.TcpCrusher;
import org.netcrusher.tcp.TcpCrusherBuilder;

/** The way of one service to one server. Thread-safe. */
public final class Proxy {
    private final TcpCrusher crusher;
    private final int port;
    private volatile int leastDelayMillis;
    private volatile int mostDelayMillis;

    /** Opens a way from a port of this machine to a server's. */
    public Proxy(NioReactor reactor, int port, int serverPort) {
        this.port = port;
        this.crusher = TcpCrusherBuilder.builder()
                .withReactor(reactor)
                .withBindAddress("127.0.0.1", port)
                .withConnectAddress("127.0.0.1", serverPort)
                .withTcpNoDelay(true)
                .withIncomingThrottlerFactory(client -> bytes -> delayNanos())
                .withOutgoingThrottlerFactory(client -> bytes -> delayNanos())
                .buildAndOpen();
    }

    /** Where its service connects to. */
    public int port() {
        return port;
    }

    private long delayNanos() {
        int most = mostDelayMillis;
        return most == 0
                ? Throttler.NO_DELAY_NS
                : TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextInt(Math.min(leastDelayMillis, most), most + 1));
    }

    /** Closes all connections, and refuses new ones until {@link #mend}. */
    public synchronized void cut() {
        if (crusher.isOpen()) {
            crusher.close();
        }
    }

    /** Keeps connections open and passes nothing on until {@link #mend}. */
    public synchronized void hang() {
        if (crusher.isOpen() && !crusher.isFrozen()) {
            crusher.freeze();
        }
    }

    /** Passes everything on late, each way, by a time between these, until {@link #mend}. */
    public void delay(int leastMillis, int mostMillis) {
        leastDelayMillis = leastMillis;
        mostDelayMillis = mostMillis;
    }

    /** Closes the connections that are open, as when an end of them has gone. */
    public synchronized void drop() {
        if (crusher.isOpen()) {
            crusher.closeAllPairs();
        }
    }

    /** Passes everything on as ever. */
    public synchronized void mend() {
        mostDelayMillis = 0;
        leastDelayMillis = 0;
        if (!crusher.isOpen()) {
            crusher.open();
        } else if (crusher.isFrozen()) {
            crusher.unfreeze();
        }
    }

    /** Closes it for good. */
    public synchronized void close() {
        if (crusher.isOpen()) {
            crusher.close();
        }
    }
}
