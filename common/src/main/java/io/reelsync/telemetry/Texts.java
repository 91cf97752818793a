package io.reelsync.telemetry;

/** Foreign text made fit to be shown: bounded, and on one line. */
public final class Texts {
    private Texts() {}

    /** At most that many characters, without control characters that could forge a log line. */
    public static String cut(String text, int length) {
        String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
        return line.codePointCount(0, line.length()) <= length
                ? line
                : line.substring(0, line.offsetByCodePoints(0, length - 1)) + "…";
    }
}
