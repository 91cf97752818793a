package io.reelsync.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
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
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ports() {}

    /** A port that nobody listens on at this moment. */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = LOWEST + RANDOM.nextInt(HIGHEST - LOWEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new ServerException("no free port between " + LOWEST + " and " + HIGHEST + " after " + TRIES + " tries");
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
