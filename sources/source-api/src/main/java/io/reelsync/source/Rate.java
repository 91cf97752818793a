package io.reelsync.source;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a source may get in a time: at most {@code permits} in any window of length {@code window}.
 *
 * @param permits requests per window, 1 to 1,000
 * @param window the window's length, 1 ms to 1 day; long enough that requests can be timed within it
 */
public record Rate(int permits, Duration window) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\s*/\\s*(\\d{0,6})(ms|s|m|h)");

    /**
     * Spacing beyond window / permits. Without it, a request that arrives some milliseconds late puts one too many
     * into the window that its successors fill.
     */
    private static final double MARGIN = 0.02;

    /** With closer slots, others have looked at theirs before a late request could move them. */
    private static final Duration CLOSE = Duration.ofMillis(50);

    /** No request is timed more exactly: between a grant and the wire stand Redis, the connection and the scheduler. */
    private static final Duration MOST_EXACT = Duration.ofMillis(1);

    public Rate {
        if (permits < 1 || permits > 1000) {
            throw new IllegalArgumentException("a rate has 1 to 1000 permits, not " + permits);
        }
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("a rate's time is 1ms to 24h, not " + window);
        }
        Duration interval = interval(permits, window);
        boolean sentInTime = tolerance(window, interval).compareTo(MOST_EXACT) >= 0
                || interval.dividedBy(2).compareTo(MOST_EXACT) >= 0;
        if (!sentInTime) {
            throw new IllegalArgumentException(permits + " requests in " + window.toMillis()
                    + " ms can't be kept apart: a request may be late by a hundredth of that time, no machine is that exact,"
                    + " and none would be sent. Give the rate for a longer time, for example 1000/1s");
        }
    }

    /**
     * Reads the form {@code PERMITS/TIME}: {@code 1/6s}, {@code 40/1s}, {@code 10/m}.
     *
     * @throws IllegalArgumentException with a message for people where the text has another form
     */
    public static Rate of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no rate: write PERMITS/TIME, for example 1/6s (one request every six seconds)");
        }
        long count = form.group(2).isEmpty() ? 1 : Long.parseLong(form.group(2));
        return new Rate(Integer.parseInt(form.group(1)), Duration.of(count, unit(form.group(3))));
    }

    private static ChronoUnit unit(String letters) {
        return switch (letters) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }

    /** The gap to keep between two requests: a little more than window / permits. */
    public Duration interval() {
        return interval(permits, window);
    }

    private static Duration interval(int permits, Duration window) {
        return Duration.ofNanos((long) (window.toNanos() / (double) permits * (1 + MARGIN)));
    }

    /**
     * How late a request may be without a word: a quarter of what the margin leaves before one too many falls into a
     * window, less where that would be much of an interval; half of the margin where slots are close.
     *
     * @param interval the gap that is kept at present
     */
    public Duration tolerance(Duration interval) {
        return tolerance(window, interval);
    }

    private static Duration tolerance(Duration window, Duration interval) {
        if (interval.compareTo(CLOSE) < 0) {
            return window.dividedBy(100);
        }
        Duration quarter = window.dividedBy(200);
        Duration tenth = interval.dividedBy(10);
        return quarter.compareTo(tenth) < 0 ? quarter : tenth;
    }

    /** Requests per second, for display and for sizes. */
    public double perSecond() {
        return permits / (window.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        boolean wholeSeconds = window.toNanosPart() == 0;
        return permits + "/" + (wholeSeconds ? window.toSeconds() + "s" : window.toMillis() + "ms");
    }
}
