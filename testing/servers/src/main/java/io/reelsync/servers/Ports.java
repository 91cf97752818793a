package io.reelsync.servers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Finds free ports on the loopback interface. */
public final class Ports {
    /**
     * Below what operating systems give to outgoing connections, so that a server that was killed finds its port free
     * when it comes back.
     */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES = 200;

    /** Bound for as long as this process lives, and listening to nothing. */
    private static final Queue<Socket> RESERVED = new ConcurrentLinkedQueue<>();

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ports() {}

    /**
     * A port that nobody listens on, and that no other process is given as long as this one lives: a server that is to
     * listen there takes a while until it does, and is away for a while when it is started again.
     */
    public static int free() {
        try {
            for (int i = 0; i < TRIES; i++) {
                int port = LOWEST + RANDOM.nextInt(HIGHEST - LOWEST);
                if (reserve(port)) {
                    return port;
                }
            }
        } catch (IOException e) {
            throw new ServerException("no port of 127.0.0.1 can be reserved: " + e.getMessage(), e);
        }
        throw new ServerException("no free port between " + LOWEST + " and " + HIGHEST + " after " + TRIES + " tries");
    }

    /**
     * A socket that is bound without sharing its address finds out whether any other is bound there. Sharing it from
     * then on, it still turns away the next that asks so, but lets a server listen. Where a system sees that
     * differently, the port is not kept.
     */
    private static boolean reserve(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setReuseAddress(true);
            if (isFree(port)) {
                RESERVED.add(socket);
            } else {
                socket.close();
            }
            return true;
        } catch (BindException e) {
            socket.close();
            return false;
        }
    }

    /** Whether a server could listen on this port of 127.0.0.1, at some moment within that time. */
    static boolean isFreeWithin(int port, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!isFree(port)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    /** Whether a server could listen on this port of 127.0.0.1. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
