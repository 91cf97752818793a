package io.reelsync.worker.fetch;

import io.reelsync.worker.Received;
import io.reelsync.worker.TaskResult;

/** What came of asking a source. */
public sealed interface Fetched {

    /** Whether it was the one request that tells if the structure of a suspected kind has come back. */
    boolean probe();

    /** A page to be read. */
    record Page(Received received, boolean probe) implements Fetched {}

    /** There is no page, and the task has ended so. */
    record Ended(TaskResult result, boolean probe) implements Fetched {}
}
