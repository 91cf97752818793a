package io.reelsync.chaos.fault;

import java.time.Duration;

/**
 * A fault that has begun.
 *
 * @param victim whom it hit
 * @param lasts how long until it is to be ended
 * @param end ends it
 */
public record Injection(String victim, Duration lasts, End end) {

    /** Puts right what was broken. */
    @FunctionalInterface
    public interface End {
        void run() throws Exception;
    }

    /** A fault that is over as soon as it has begun. */
    static Injection done(String victim) {
        return new Injection(victim, Duration.ZERO, () -> {});
    }
}
