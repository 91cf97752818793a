package io.reelsync.samplesite.catalogue;

import java.time.Instant;

/**
 * The moments at which a title's numbers move: every ten minutes, at a second of its own, so that two requests in a row
 * see the same and the titles don't all move at once.
 */
final class Moments {
    private static final long SECONDS = 600;

    private Moments() {}

    /** The latest such moment of a title, or the one at which it entered the site. */
    static Instant of(Title title, Instant time) {
        long phase = Math.floorMod(title.id() * 7919, SECONDS);
        long latest = Math.floorDiv(time.getEpochSecond() - phase, SECONDS) * SECONDS + phase;
        return Instant.ofEpochSecond(Math.max(latest, title.hour() * 3600));
    }
}
