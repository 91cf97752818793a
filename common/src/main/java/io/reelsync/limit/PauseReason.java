package io.reelsync.limit;

/** Why a source is left alone. The names are stored with the pause and shown by the API. */
public enum PauseReason {
    /** It said that we ask too much, or not at all: 403, 429, or a code of its own. */
    THROTTLED,
    /** It answered with an anti-robot, challenge or login page. */
    CHALLENGED,
    /** It failed most requests: errors of its own, no connection, no answer in time. */
    UNAVAILABLE
}
