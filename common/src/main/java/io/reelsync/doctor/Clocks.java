package io.reelsync.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Compares a server's clock with this machine's. Services go by the servers', so a difference misleads people only. */
final class Clocks {
    private static final Duration LARGE = Duration.ofSeconds(5);

    private Clocks() {}

    /** @param before this machine's time when the server was asked; its answer has just come */
    static void compare(Findings findings, Clock clock, Instant before, Instant server) {
        Duration took = Duration.between(before, clock.instant());
        Duration ahead = Duration.between(before.plus(took.dividedBy(2)), server);
        Duration apart = ahead.abs().minus(took.dividedBy(2));
        if (apart.compareTo(LARGE) <= 0) {
            findings.ok("its clock agrees with this machine's");
        } else {
            findings.warn(
                    "its clock is " + apart.toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                            + " this machine's",
                    "have both set by NTP: times in logs and in the catalogue don't agree");
        }
    }
}
