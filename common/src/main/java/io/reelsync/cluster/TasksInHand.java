package io.reelsync.cluster;

/** Counts what a process works on; made by the services that have tasks. */
@FunctionalInterface
public interface TasksInHand {
    /** Tasks that were taken from the queue and are not settled. */
    int count();
}
