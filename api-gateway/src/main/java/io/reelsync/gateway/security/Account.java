package io.reelsync.gateway.security;

/** A user of the shared table who may sign in here. */
record Account(long id, String username, Role role) {}
