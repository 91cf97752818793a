package io.reelsync.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Fields on every log line of this thread until closed: {@code try (var log = LogContext.of(traceId)) { … }}. */
public final class LogContext implements AutoCloseable {
    private final Deque<MDC.MDCCloseable> fields = new ArrayDeque<>();

    private LogContext() {}

    public static LogContext of(String traceId) {
        return new LogContext().with(TraceId.FIELD, traceId);
    }

    /** Adds a field; nothing where the value is null. */
    public LogContext with(String field, @Nullable Object value) {
        if (value != null) {
            fields.push(MDC.putCloseable(field, value.toString()));
        }
        return this;
    }

    @Override
    public void close() {
        fields.forEach(MDC.MDCCloseable::close);
        fields.clear();
    }
}
