package io.reelsync.source.douban;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them on a page. */
final class Numbers {
    private static final Pattern HOURS = Pattern.compile(
            "(\\d{1,3})\\s*(?:小时|小時|h(?:ou)?rs?\\b|h(?![a-z]))(?:\\s*(\\d{1,4})\\s*(?:分|m|$))?",
            Pattern.CASE_INSENSITIVE);
    /** Of a span of minutes (45-50分钟) the first. */
    private static final Pattern MINUTES = Pattern.compile(
            "(\\d{1,6})(?:\\.\\d+)?(?:\\s*[-~～—–至]\\s*\\d+)?\\s*(?:分|min|m(?![a-z])|['’′](?!['’′]))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BARE = Pattern.compile("(?:约|~)?\\s*(\\d{1,4})\\s*(?:[(（].*)?");
    private static final Pattern WHOLE = Pattern.compile("(?<!\\d)\\d{1,6}(?!\\d)");
    private static final Pattern COUNT = Pattern.compile("\\d{1,15}(?!\\d)");
    private static final Pattern SCORE = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final BigDecimal BEST = BigDecimal.TEN;

    private Numbers() {}

    /** Minutes of a runtime as written: 147分钟, 约60min, 1小时40分钟, 90; null where it tells none. */
    static @Nullable Integer minutes(String written) {
        Matcher hours = HOURS.matcher(written);
        if (hours.find()) {
            int minutes = hours.group(2) == null ? 0 : Integer.parseInt(hours.group(2));
            return positive(Integer.parseInt(hours.group(1)) * 60 + minutes);
        }
        Matcher minutes = MINUTES.matcher(written);
        if (minutes.find()) {
            return positive(Integer.parseInt(minutes.group(1)));
        }
        Matcher bare = BARE.matcher(written);
        return bare.matches() ? positive(Integer.parseInt(bare.group(1))) : null;
    }

    /** The first whole number in the text, above 0. */
    static @Nullable Integer whole(String written) {
        Matcher number = WHOLE.matcher(written);
        return number.find() ? positive(Integer.parseInt(number.group())) : null;
    }

    /** A count of people; 0 is none. */
    static @Nullable Long count(String written) {
        Matcher digits = COUNT.matcher(written.replace(",", "").strip());
        Long count = digits.lookingAt() ? Long.valueOf(digits.group()) : null;
        return count == null || count == 0 ? null : count;
    }

    /** A score with its one decimal; 0 is none. May be out of range: see {@link #isScore}. */
    static @Nullable BigDecimal score(String written) {
        if (!SCORE.matcher(written).matches()) {
            return null;
        }
        BigDecimal score = new BigDecimal(written).setScale(1, RoundingMode.HALF_UP);
        return score.signum() == 0 ? null : score;
    }

    static boolean isScore(BigDecimal score) {
        return score.signum() >= 0 && score.compareTo(BEST) <= 0;
    }

    private static @Nullable Integer positive(int number) {
        return number > 0 ? number : null;
    }
}
