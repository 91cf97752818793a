package io.reelsync.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What kind of answer a source gave. */
public sealed interface Verdict {

    /** A page that claims to be what was asked for; extraction will tell. */
    record Page() implements Verdict {}

    /** The source says that there is no such subject. */
    record Gone(String reason) implements Verdict {}

    /**
     * The source refuses us for now: 403, 429, or a code of its own.
     *
     * @param retryAfter the least time to leave it alone, where it named one
     */
    record Throttled(String reason, @Nullable Duration retryAfter) implements Verdict {}

    /** An anti-robot, challenge or login page, or a token that the source refuses. We stop and say so; we never try to get round it. */
    record Challenged(String reason) implements Verdict {}

    /**
     * An answer that is neither: a server error, another content type, an empty body, a redirect elsewhere.
     *
     * @param retryAfter the least time until this page is asked for again, where the source named one
     */
    record Broken(Reason reason, String detail, @Nullable Duration retryAfter) implements Verdict {
        public Broken(Reason reason, String detail) {
            this(reason, detail, null);
        }
    }
}
