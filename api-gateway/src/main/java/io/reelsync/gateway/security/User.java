package io.reelsync.gateway.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user of the table shared with the video service.
 *
 * @param role null for a visitor of that site alone
 * @param createdAt null where that service has noted none
 */
record User(
        long id,
        String username,
        String passwordHash,
        @Nullable Role role,
        boolean disabled,
        @Nullable Instant createdAt) {

    /** Null for who may not sign in here. */
    @Nullable
    Account account() {
        return role == null || disabled ? null : new Account(id, username, role);
    }
}
