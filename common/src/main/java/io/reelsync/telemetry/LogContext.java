package io.reelsync.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Fields on every log line of this thread until closed: {@code try (var log = LogContext.of(traceId)) { … }}. What stood
 * there before stands there again afterwards.
 */
public final class LogContext implements AutoCloseable {
    private record Before(String field, @Nullable String value) {}

    private final Deque<Before> before = new ArrayDeque<>();

    private LogContext() {}

    public static LogContext of(String traceId) {
        return new LogContext().with(TraceId.FIELD, traceId);
    }

    /** Adds a field; nothing where the value is null. */
    public LogContext with(String field, @Nullable Object value) {
        if (value != null) {
            before.push(new Before(field, MDC.get(field)));
            MDC.put(field, value.toString());
        }
        return this;
    }

    @Override
    public void close() {
        while (!before.isEmpty()) {
            Before last = before.pop();
            if (last.value() == null) {
                MDC.remove(last.field());
            } else {
                MDC.put(last.field(), last.value());
            }
        }
    }
}
