package io.reelsync.gateway.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that can't be granted; becomes the answer of that status. */
public class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String key;
    private final @Nullable Duration retryAfter;

    /** @param key the message's key in {@code messages.properties} */
    public ApiException(HttpStatus status, String key) {
        this(status, key, null);
    }

    /** @param retryAfter when to come back, rounded up to seconds */
    public ApiException(HttpStatus status, String key, @Nullable Duration retryAfter) {
        super(key, null, false, false);
        this.status = status;
        this.key = key;
        this.retryAfter = retryAfter;
    }

    public static ApiException notFound() {
        return new ApiException(HttpStatus.NOT_FOUND, "status.404");
    }

    HttpStatus status() {
        return status;
    }

    String key() {
        return key;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
