package io.reelsync.doctor;

import io.reelsync.outage.Outage;
import io.reelsync.telemetry.Texts;

/**
 * One line of the report.
 *
 * @param server whom it is about
 * @param cure what to do; empty where nothing is to be done
 */
record Finding(String server, Level level, String what, String cure) {
    private static final int LONGEST_WORDS = 400;

    /** What a server itself said, fit for a line. */
    static String words(Throwable failure) {
        return Texts.cut(Outage.words(failure), LONGEST_WORDS);
    }
}
