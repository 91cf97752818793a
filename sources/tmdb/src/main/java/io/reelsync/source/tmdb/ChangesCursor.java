package io.reelsync.source.tmdb;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of what has changed. TMDB lists films and series apart, of at most fourteen days at once, in at most 500 pages:
 * so a week's films are read, then that week's series, then the next week.
 *
 * @param from the first day of the week
 * @param until the day on which the reading began
 */
record ChangesCursor(TitleType type, LocalDate from, LocalDate until, int page) {
    private static final String DAY = "(\\d{4}-\\d{2}-\\d{2})";
    private static final Pattern FORM = Pattern.compile("(movie|tv)_" + DAY + "_" + DAY + "_(\\d{1,3})");
    private static final int WEEK = 7;
    /** What lies longer ago TMDB doesn't tell. */
    private static final int FORTNIGHT = 14;

    /** The first page of what changed from one day to another. */
    static ChangesCursor since(LocalDate since, LocalDate today) {
        LocalDate earliest = today.minusDays(FORTNIGHT);
        LocalDate from = since.isBefore(earliest) ? earliest : since.isAfter(today) ? today : since;
        return new ChangesCursor(TitleType.MOVIE, from, today, 1);
    }

    /** @throws IllegalArgumentException where it is none of ours */
    static ChangesCursor parse(String cursor) {
        Matcher parts = FORM.matcher(cursor);
        try {
            if (parts.matches()) {
                return new ChangesCursor(
                        TitleType.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                        LocalDate.parse(parts.group(2)),
                        LocalDate.parse(parts.group(3)),
                        PageNumber.parse(parts.group(4)));
            }
        } catch (DateTimeException | IllegalArgumentException other) {
            throw new IllegalArgumentException("'" + cursor + "' is no page of changes", other);
        }
        throw new IllegalArgumentException("'" + cursor + "' is no page of changes");
    }

    String pathAndQuery() {
        return "/" + type.path() + "/changes?start_date=" + from + "&end_date=" + end() + "&page=" + page;
    }

    private LocalDate end() {
        LocalDate end = from.plusDays(WEEK);
        return end.isAfter(until) ? until : end;
    }

    /**
     * The page after this one.
     *
     * @param pages how many there are of this week's
     */
    @Nullable
    String next(int pages) {
        return following(pages).map(ChangesCursor::toString).orElse(null);
    }

    private Optional<ChangesCursor> following(int pages) {
        if (page < Math.min(pages, PageNumber.LAST)) {
            return Optional.of(new ChangesCursor(type, from, until, page + 1));
        }
        if (type == TitleType.MOVIE) {
            return Optional.of(new ChangesCursor(TitleType.TV, from, until, 1));
        }
        return end().isBefore(until)
                ? Optional.of(new ChangesCursor(TitleType.MOVIE, end(), until, 1))
                : Optional.empty();
    }

    /** As the services keep it. */
    @Override
    public String toString() {
        return type.path() + "_" + from + "_" + until + "_" + page;
    }
}
