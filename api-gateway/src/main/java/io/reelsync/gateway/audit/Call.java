package io.reelsync.gateway.audit;

import org.jspecify.annotations.Nullable;

/**
 * A call that was made.
 *
 * @param actor a user's name, {@code key NAME}, or {@code ?NAME} for the name that somebody tried to sign in with
 * @param status the HTTP status of the answer
 * @param detail what it was about
 */
record Call(
        String actor,
        String address,
        String method,
        String path,
        int status,
        @Nullable String detail,
        String traceId) {}
