package io.reelsync.catalog;

import io.reelsync.source.Reason;
import io.reelsync.source.VideoFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a task for one subject. */
public sealed interface TaskResult {

    /** The page gave its facts. */
    record Found(VideoFacts facts) implements TaskResult {}

    /** The source has no such title. */
    record Gone(String reason) implements TaskResult {}

    /**
     * The subject's own failure: one attempt is spent.
     *
     * @param retryAfter what the source asked for, null where it didn't
     */
    record Failed(Reason reason, String detail, @Nullable Duration retryAfter) implements TaskResult {}

    /**
     * The broker gave the task up, since its workers died with it in hand. The subject is dead where they died while its
     * page was read; where it was in hand beside such a one, it is put back.
     */
    record GivenUp() implements TaskResult {}

    /**
     * Not the subject's failure: it is due again after that time and spends no attempt. The source refused everyone,
     * there was no permit, or the worker is to stop.
     */
    record PutBack(Duration delay) implements TaskResult {}
}
