package io.reelsync.telemetry;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id that joins an HTTP request, the tasks it caused and every log line of both. Kept in the logging context (MDC)
 * of the thread that works on it.
 */
public final class TraceId {
    /** The HTTP header that carries it in and out. */
    public static final String HTTP_HEADER = "X-Trace-ID";
    /** Its name in log lines, messages and answers. */
    public static final String FIELD = "trace_id";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private TraceId() {}

    /** The given id where it is a valid one, a new one otherwise. */
    public static String validOrNew(@Nullable String given) {
        return given != null && VALID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString().replace("-", "");
    }

    /** The id of the work that this thread does, or a new one where it does none. */
    public static String current() {
        return validOrNew(MDC.get(FIELD));
    }
}
