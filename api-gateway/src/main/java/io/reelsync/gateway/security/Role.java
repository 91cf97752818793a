package io.reelsync.gateway.security;

/** What a user may do; each role may do all that those before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Starts and steers runs. */
    OPERATOR,
    /** Manages schedules and users. */
    ADMIN
}
