package io.reelsync.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A page that can't be taken for facts: half a page, another title's, one that has lost its structure. */
public class BrokenPageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    public BrokenPageException(Reason reason, String detail) {
        this(reason, detail, (Duration) null);
    }

    public BrokenPageException(Reason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
        this.retryAfter = null;
    }

    /** @param retryAfter when the source wants to be asked again, null where it didn't say */
    public BrokenPageException(Reason reason, String detail, @Nullable Duration retryAfter) {
        super(detail);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** The same, not to be asked for again before that time is over. */
    public BrokenPageException notBefore(Duration time) {
        boolean longer = retryAfter == null || retryAfter.compareTo(time) < 0;
        BrokenPageException later =
                new BrokenPageException(reason, String.valueOf(getMessage()), longer ? time : retryAfter);
        later.initCause(getCause());
        return later;
    }

    public Reason reason() {
        return reason;
    }

    /** When the source wants to be asked again; null where it didn't say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
