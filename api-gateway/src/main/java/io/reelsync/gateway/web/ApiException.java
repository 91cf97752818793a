package io.reelsync.gateway.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that can't be granted; becomes the answer of that status. */
public class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String key;
    private final transient List<Object> arguments;
    private final @Nullable Duration retryAfter;

    /** @param key the message's key in {@code messages.properties} */
    public ApiException(HttpStatus status, String key) {
        this(status, key, List.of(), null);
    }

    /** @param retryAfter when to come back, rounded up to seconds */
    public ApiException(HttpStatus status, String key, @Nullable Duration retryAfter) {
        this(status, key, List.of(), retryAfter);
    }

    private ApiException(HttpStatus status, String key, List<Object> arguments, @Nullable Duration retryAfter) {
        super(key, null, false, false);
        this.status = status;
        this.key = key;
        this.arguments = arguments;
        this.retryAfter = retryAfter;
    }

    public static ApiException notFound() {
        return new ApiException(HttpStatus.NOT_FOUND, "status.404");
    }

    /** @param arguments what the message names */
    public static ApiException conflict(String key, Object... arguments) {
        return new ApiException(HttpStatus.CONFLICT, key, List.of(arguments), null);
    }

    HttpStatus status() {
        return status;
    }

    String key() {
        return key;
    }

    Object[] arguments() {
        return arguments.toArray();
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
