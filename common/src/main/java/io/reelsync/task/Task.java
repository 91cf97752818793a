package io.reelsync.task;

/**
 * Asks a worker for one piece of work. Only as long as its lease stands: past it the database hands the work out again,
 * so a task may be lost, doubled or late without harm.
 */
public sealed interface Task permits FeedTask, SubjectTask {

    /** The source whose queue carries it and whose permits it needs. */
    String source();

    /** The lease that the database knows; any other has ended. */
    long lease();
}
