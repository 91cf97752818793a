package io.reelsync.gateway.security;

import java.time.Instant;

/**
 * Who makes a request.
 *
 * @param session the family of the refresh token that the access token came with
 * @param until when the access token ends
 */
public record SignedIn(long userId, String username, String session, Instant until) {}
