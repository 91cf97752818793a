package io.reelsync.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date as exact as it is known: a year, a month or a day. Written {@code 2011}, {@code 2011-05}, {@code 2011-05-03}.
 *
 * <p>Ordered by the first day that it may be; of two that begin on the same day the more exact one comes first.
 */
public record PartialDate(
        int year, @Nullable Integer month, @Nullable Integer day) implements Comparable<PartialDate> {
    private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?");

    /** How exact a date is. */
    public enum Precision {
        YEAR,
        MONTH,
        DAY
    }

    /** @throws java.time.DateTimeException where the calendar has no such date */
    public PartialDate {
        if (day != null && month == null) {
            throw new IllegalArgumentException("a day without its month");
        }
        LocalDate.of(year, month == null ? 1 : month, day == null ? 1 : day);
    }

    /** Reads a date; empty where the text is none, or one that the calendar doesn't have. */
    public static Optional<PartialDate> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PartialDate(Integer.parseInt(form.group(1)), number(form.group(2)), number(form.group(3))));
        } catch (DateTimeException noSuchDate) {
            return Optional.empty();
        }
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }

    public Precision precision() {
        return day != null ? Precision.DAY : month != null ? Precision.MONTH : Precision.YEAR;
    }

    /** The first day that this date may be: what it sorts by. */
    public LocalDate firstDay() {
        return LocalDate.of(year, month == null ? 1 : month, day == null ? 1 : day);
    }

    @Override
    public int compareTo(PartialDate other) {
        int byDay = firstDay().compareTo(other.firstDay());
        return byDay != 0 ? byDay : other.precision().compareTo(precision());
    }

    @Override
    public String toString() {
        return day != null
                ? firstDay().toString()
                : month != null ? YearMonth.of(year, month).toString() : String.format(Locale.ROOT, "%04d", year);
    }
}
