package io.reelsync.gateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the audit log, as the API tells it: a call, and when it was answered. */
record AuditLine(
        String id,
        Instant at,
        String actor,
        String address,
        String method,
        String path,
        int status,
        @Nullable String detail,
        String traceId) {}
