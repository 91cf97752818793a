package io.reelsync.source;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a source may get in a time: at most {@code permits} in any window of length {@code window}, or as many
 * as can be, {@link #UNLIMITED}.
 *
 * <p>Requests are spaced by a little more than window / permits: by what a request may be late without a word, and as much
 * again or more for the way to the source. Otherwise one that arrives late puts one too many into the window that its successors
 * fill.
 *
 * @param permits requests per window, 1 to 1,000; 0 without a limit
 * @param window the window's length, 1 ms to 1 day; long enough that requests can be timed within it
 */
public record Rate(int permits, Duration window) {
    /** For a mirror of one's own: nothing is spaced. A refusal pauses the source as ever. */
    public static final Rate UNLIMITED = new Rate(0, Duration.ZERO);

    private static final String UNLIMITED_TEXT = "unlimited";
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\s*/\\s*(\\d{0,6})(ms|s|m|h)");

    /** Closer slots are reserved by several, each in a lane of its own. */
    private static final Duration CLOSE = Duration.ofMillis(50);

    /** From here on every single gap keeps its length, not only the window. */
    private static final Duration FAR_APART = Duration.ofSeconds(1);

    private static final Duration SLACK = Duration.ofMillis(8);
    private static final Duration SLACK_OF_CLOSE = Duration.ofMillis(30);
    /** A close one that is later is told of: what is left is for its way to the source. */
    private static final Duration MOST_TOLERANCE_OF_CLOSE = Duration.ofMillis(6);
    /** With less of it no request would be in time: between a grant and the wire stands the machine's own scheduler. */
    private static final Duration LEAST_SLACK_OF_CLOSE = Duration.ofMillis(3);

    /** How long an unlimited source is taken to be open still. */
    private static final Duration UNLIMITED_GOOD_FOR = Duration.ofMillis(100);

    public Rate {
        if (permits != 0 || !window.isZero()) {
            check(permits, window);
        }
    }

    /** Why a text or its numbers are no rate. */
    public enum Fault {
        FORM,
        PERMITS,
        TIME,
        /** The requests are too close: no machine could keep them apart. */
        TOO_CLOSE
    }

    /** A text, or numbers, that are no rate; with a message for people. */
    public static final class NoRateException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final Fault fault;

        private NoRateException(Fault fault, String message) {
            super(message);
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }
    }

    private static void check(int permits, Duration window) {
        if (permits < 1 || permits > 1000) {
            throw new NoRateException(Fault.PERMITS, "a rate has 1 to 1000 permits, not " + permits);
        }
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new NoRateException(Fault.TIME, "a rate's time is 1ms to 24h, not " + window);
        }
        if (slack(permits, window).multipliedBy(2).compareTo(window) > 0) {
            throw new NoRateException(
                    Fault.TOO_CLOSE,
                    permits + " requests in " + window.toMillis()
                            + " ms can't be kept apart: no machine times a request more exactly than to a millisecond. Give the rate"
                            + " for a longer time, for example 1000/1s");
        }
    }

    /**
     * Reads the form {@code PERMITS/TIME}: {@code 1/6s}, {@code 40/1s}, {@code 10/m}; or {@code unlimited}.
     *
     * @throws NoRateException where the text has another form
     */
    public static Rate of(String text) {
        if (text.strip().equals(UNLIMITED_TEXT)) {
            return UNLIMITED;
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new NoRateException(
                    Fault.FORM,
                    "'" + text
                            + "' is no rate: write PERMITS/TIME, for example 1/6s (one request every six seconds), or unlimited");
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

    public boolean isUnlimited() {
        return permits == 0;
    }

    /** The gap to keep between two requests: a little more than window / permits; none without a limit. */
    public Duration interval() {
        return isUnlimited() ? Duration.ZERO : interval(permits, window);
    }

    /** How late a request may be without a word. */
    public Duration tolerance() {
        if (isUnlimited()) {
            return UNLIMITED_GOOD_FOR;
        }
        Duration half = slack(permits, window).dividedBy(2);
        return window.dividedBy(permits).compareTo(CLOSE) < 0 ? shorter(half, MOST_TOLERANCE_OF_CLOSE) : half;
    }

    private static Duration interval(int permits, Duration window) {
        Duration gap = window.dividedBy(permits);
        Duration slack = slack(permits, window);
        return gap.plus(gap.compareTo(FAR_APART) < 0 ? slack.dividedBy(permits) : slack);
    }

    /** By how much the requests of one window are late at the most; of one gap, if they are far apart. */
    private static Duration slack(int permits, Duration window) {
        Duration gap = window.dividedBy(permits);
        if (gap.compareTo(CLOSE) < 0) {
            Duration share = shorter(window.multipliedBy(17).dividedBy(1000), SLACK_OF_CLOSE);
            return longer(share, LEAST_SLACK_OF_CLOSE);
        }
        if (gap.compareTo(FAR_APART) < 0) {
            return shorter(window.dividedBy(50), SLACK);
        }
        return longer(gap.dividedBy(250), SLACK);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Requests per second, for display and for sizes; infinite without a limit. */
    public double perSecond() {
        return isUnlimited() ? Double.POSITIVE_INFINITY : permits / (window.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        if (isUnlimited()) {
            return UNLIMITED_TEXT;
        }
        boolean wholeSeconds = window.toNanosPart() == 0;
        return permits + "/" + (wholeSeconds ? window.toSeconds() + "s" : window.toMillis() + "ms");
    }
}
