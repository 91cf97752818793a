package io.reelsync.gateway.web;

import org.jspecify.annotations.Nullable;

/**
 * What every JSON answer is wrapped in.
 *
 * @param code 0 on success, otherwise the HTTP status
 * @param message for people, in their language
 */
public record Envelope<T>(
        int code, String message, @Nullable T data, String traceId) {}
