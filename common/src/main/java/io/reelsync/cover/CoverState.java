package io.reelsync.cover;

/** What is known of our copy of a poster. The names are stored. */
public enum CoverState {
    /** A worker is to fetch it. */
    WANTED,
    /** Its files are there. */
    STORED,
    /** It was given up; after a month without one it may be wanted anew. */
    DEAD
}
