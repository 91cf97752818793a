package io.reelsync.outage;

/**
 * Checks that a server is there, on a connection that nobody else can use up. A server that can't be written to is of
 * no use: the check is a small write that leaves nothing behind. Called by one thread alone.
 */
public interface HealthCheck {

    Server of();

    /**
     * Returns when the server has taken the write; throws whatever kept it from that within a few seconds.
     *
     * @throws ReadOnlyServerException where it answers, and refuses the write
     */
    void run() throws Exception;

    /** Somebody was refused a write although the check passes: perhaps on a connection that is older than the check's. */
    default void refusedElsewhere() {}
}
