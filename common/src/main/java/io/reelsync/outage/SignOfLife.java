package io.reelsync.outage;

/**
 * Asks a server for a sign of life, on a connection that nobody else can use up. A server that can't be written to is of
 * no use: the sign is a small write that leaves nothing behind. Called by one thread alone.
 */
public interface SignOfLife {

    Server of();

    /**
     * Returns when the server has taken the write; throws whatever kept it from that within a few seconds.
     *
     * @throws TakesNoWrites where it answers, and refuses the write
     */
    void ask() throws Exception;

    /** Somebody was refused a write although the sign is taken: perhaps on a connection that is older than the sign's. */
    default void refusedElsewhere() {}
}
