package io.reelsync.cluster;

/** How much a process works on; made by the services that have tasks. */
public interface TasksInHand {
    /** Tasks that were taken from the queue and are not settled. */
    int count();

    /** How many tasks of one source it works on at once, at most. */
    int concurrency();
}
