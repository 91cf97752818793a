package io.reelsync.source.douban;

import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Year;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them on a page, in the digits of any script. */
final class Numbers {
    /** How much wider than ASCII its full-width forms are numbered. */
    private static final int FULL_WIDTH = '！' - '!';

    private static final Pattern CLOCK = Pattern.compile("(?<![\\d:])(\\d{1,2}):([0-5]\\d):[0-5]\\d(?![\\d:])");
    private static final Pattern HOURS = Pattern.compile(
            "(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3})?)\\s*[个個]?(半)?(?:小时|小時|[时時][间間]?(?!代)|钟头|鐘頭|시간|h(?:ou)?rs?\\b|h(?![a-z]))(半)?"
                    + "(?:\\s*(?:[零〇又,，]|and\\b)?\\s*(\\d{1,4})\\s*(?:分|분|m|$|[(（]))?",
            Pattern.CASE_INSENSITIVE);
    /** Of a span of minutes (45-50分钟) the first. */
    private static final Pattern MINUTES = Pattern.compile(
            "(\\d{1,6})(?:\\.\\d+)?(?:\\s*[-~～—–至]\\s*\\d+)?\\s*(?:分|분|min|мин|m(?![a-z])|['’′](?!['’′]))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BARE = Pattern.compile("(?:约|~)?\\s*(\\d{1,4})\\s*(?:[(（].*)?");
    private static final Pattern WHOLE = Pattern.compile("(?<!\\d)\\d{1,6}(?!\\d)");
    private static final Pattern COUNT = Pattern.compile("\\d{1,15}(?![\\d.]|\\s*[万萬亿億])");
    private static final Pattern SCORE = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final int FIRST_YEAR = 1870;
    private static final int YEARS_AHEAD = 30;
    private static final BigDecimal MINUTES_OF_AN_HOUR = BigDecimal.valueOf(60);

    private Numbers() {}

    /**
     * The same text, letter for letter, to find numbers in: with the digits of every script, and the full-width signs
     * between them, in ASCII.
     */
    static String plain(String written) {
        StringBuilder plain = new StringBuilder(written.length());
        for (char c : written.toCharArray()) {
            int digit = Character.digit(c, 10);
            plain.append(digit >= 0 ? (char) ('0' + digit) : c > '！' && c <= '～' ? (char) (c - FULL_WIDTH) : c);
        }
        return plain.toString();
    }

    /** Minutes of a runtime as written: 147分钟, 约60min, 1小时40分钟, 1.5小时, 01:38:00, 90; null where it tells none. */
    static @Nullable Integer minutes(String written) {
        String plain = plain(written);
        Matcher clock = CLOCK.matcher(plain);
        if (clock.find()) {
            return positive(Integer.parseInt(clock.group(1)) * 60 + Integer.parseInt(clock.group(2)));
        }
        Matcher hours = HOURS.matcher(plain);
        Matcher minutes = MINUTES.matcher(plain);
        boolean inMinutes = minutes.find();
        if (hours.find() && (!inMinutes || hours.start() < minutes.start())) {
            return positive(minutes(hours));
        }
        if (inMinutes) {
            return positive(Integer.parseInt(minutes.group(1)));
        }
        Matcher bare = BARE.matcher(plain);
        return bare.matches() ? positive(Integer.parseInt(bare.group(1))) : null;
    }

    private static int minutes(Matcher hours) {
        int minutes = new BigDecimal(hours.group(1))
                .multiply(MINUTES_OF_AN_HOUR)
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
        boolean andAHalf = hours.group(2) != null || hours.group(3) != null;
        return minutes + (andAHalf ? 30 : 0) + (hours.group(4) == null ? 0 : Integer.parseInt(hours.group(4)));
    }

    /** The first whole number in the text, above 0. */
    static @Nullable Integer whole(String written) {
        Matcher number = WHOLE.matcher(plain(written));
        return number.find() ? positive(Integer.parseInt(number.group())) : null;
    }

    /** A year of the cinema; 0, 9999 and the like are none. */
    static @Nullable Integer year(String written, Year today) {
        Integer year = whole(written);
        return year != null && year >= FIRST_YEAR && year <= today.getValue() + YEARS_AHEAD ? year : null;
    }

    /** A count of people; 0 is none. */
    static @Nullable Long count(String written) {
        Matcher digits = COUNT.matcher(plain(written).replace(",", "").strip());
        Long count = digits.lookingAt() ? Long.valueOf(digits.group()) : null;
        return count == null || count == 0 ? null : count;
    }

    /** A score with its one decimal; 0 is none. May be out of range: see {@link VideoFacts.Rating#impossible}. */
    static @Nullable BigDecimal score(String written) {
        String plain = plain(written);
        if (!SCORE.matcher(plain).matches()) {
            return null;
        }
        BigDecimal score = new BigDecimal(plain).setScale(1, RoundingMode.HALF_UP);
        return score.signum() == 0 ? null : score;
    }

    private static @Nullable Integer positive(int number) {
        return number > 0 ? number : null;
    }
}
