package io.reelsync.chaos.server;

import java.util.Locale;

/** The servers that every service needs. */
public enum ServerKind {
    BROKER,
    REDIS,
    DATABASE;

    /** As faults are named: {@code broker}. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
