package io.reelsync.doctor;

import java.util.Locale;

/** How well a finding is, the best first. */
enum Level {
    OK,
    /** Services work, and something deserves a look. */
    WARN,
    /** Services don't start, or don't do their work. */
    FAIL;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a program whose worst finding this is. */
    int exitCode() {
        return ordinal();
    }
}
