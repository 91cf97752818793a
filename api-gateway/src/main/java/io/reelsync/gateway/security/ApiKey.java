package io.reelsync.gateway.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a machine client. Of its secret only the hash is kept.
 *
 * @param expiresAt null where it doesn't end by itself
 * @param lastUsedAt to the minute
 */
record ApiKey(
        long id,
        String name,
        Role role,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
