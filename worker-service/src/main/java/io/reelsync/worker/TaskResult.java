package io.reelsync.worker;

import io.reelsync.limit.PauseReason;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Reason;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How work on a task ended: made once, by the step that knows, and settled once. */
public sealed interface TaskResult {

    /**
     * The page gave its facts.
     *
     * @param received the answer that they were read from, null where it isn't at hand
     * @param secondBest whether a better route was closed, and is to be tried before long
     */
    record Found(VideoFacts facts, @Nullable Received received, boolean secondBest) implements TaskResult {
        public Found(VideoFacts facts) {
            this(facts, null, false);
        }
    }

    /** The source has no such title. */
    record Gone(String reason) implements TaskResult {}

    /** The source has merged the title into another one of its own: gone, and that one takes its place. */
    record Merged(SubjectId into) implements TaskResult {}

    /**
     * The subject's own failure: one attempt is spent.
     *
     * @param retryAfter what the source asked for, null where it didn't
     * @param received the answer that was not believed, null where there was none
     * @param facts what was read from it, null where nothing was
     */
    record Failed(
            Reason reason,
            String detail,
            @Nullable Duration retryAfter,
            @Nullable Received received,
            @Nullable VideoFacts facts)
            implements TaskResult {
        public Failed(Reason reason, String detail, @Nullable Duration retryAfter) {
            this(reason, detail, retryAfter, null, null);
        }

        /** The failure of a page that can't be taken for facts. */
        public static Failed of(BrokenPageException broken) {
            return of(broken, null, null);
        }

        /** The same, with what came and what was read of it. */
        public static Failed of(BrokenPageException broken, @Nullable Received received, @Nullable VideoFacts facts) {
            String detail = broken.reason().text() + ": " + broken.getMessage();
            return new Failed(broken.reason(), detail, broken.retryAfter(), received, facts);
        }
    }

    /**
     * The task was given up unread, by the broker since it was delivered again and again, or by a worker since others
     * have died of it. The subject is dead if its workers died while they read its page; if it was in hand beside such
     * a one, or connections were cut, it is put back.
     */
    record GivenUp() implements TaskResult {}

    /**
     * Not the subject's failure: it is due again after that time and spends no attempt. The source refused everyone,
     * there was no permit, or nobody wants it any more.
     *
     * @param refusal how the source refused us, null where it didn't
     */
    record PutBack(Duration delay, @Nullable PauseReason refusal) implements TaskResult {
        public PutBack(Duration delay) {
            this(delay, null);
        }
    }
}
