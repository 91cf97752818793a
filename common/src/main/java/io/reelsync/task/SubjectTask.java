package io.reelsync.task;

import io.reelsync.source.SubjectId;
import org.jspecify.annotations.Nullable;

/**
 * Fetch and store the details of one subject.
 *
 * @param sourceId the movie ID: the source's own id of the title; workers of the version before read digits as a number
 * @param runId the run that asked for it, for log lines; null where it came due by itself
 * @param urgent whether it overtakes those that are not
 */
public record SubjectTask(
        String source,
        long lease,
        String sourceId,
        @Nullable Long runId,
        boolean urgent) implements Task {

    public SubjectId subject() {
        return new SubjectId(source, sourceId);
    }
}
