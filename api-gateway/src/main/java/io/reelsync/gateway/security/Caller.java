package io.reelsync.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Who makes a request.
 *
 * @param username a user's name; {@code key NAME} for a machine client with an API key of that name
 * @param role as it stands now
 * @param until when what the request came with ends by itself
 */
public record Caller(String username, Role role, Credential credential, Instant until) {
    private static final String ATTRIBUTE = Caller.class.getName();

    /** Who makes that request; empty for a stranger. For what stands around Spring Security, whose own context has ended there. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    void recordIn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** What a request came with. */
    public sealed interface Credential {

        /** An access token. @param id the family of the refresh token that it came with */
        record Session(String id) implements Credential {}

        /** An API key. */
        record ApiKey(long id) implements Credential {}
    }
}
