package io.reelsync.outage;

/** Asks a server for a sign of life, on a connection that nobody else can use up. Called by one thread alone. */
interface SignOfLife {

    Server of();

    /** Returns when the server has answered; throws whatever kept it from that within a few seconds. */
    void ask() throws Exception;
}
