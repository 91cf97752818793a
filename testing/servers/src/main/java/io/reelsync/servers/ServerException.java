package io.reelsync.servers;

/** A private server could not be found, unpacked, started or stopped; the message says which and why. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerException(String message) {
        super(message);
    }

    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
