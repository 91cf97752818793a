package io.reelsync.source.tmdb;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pages of TMDB's lists, which begin at 1. */
final class PageNumber {
    /** TMDB gives no later page of a list, whatever its number of pages. */
    static final int LAST = 500;

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,2}");

    private PageNumber() {}

    /**
     * Reads a cursor; the first page where there is none.
     *
     * @throws IllegalArgumentException where it is no page that TMDB gives
     */
    static int parse(@Nullable String cursor) {
        if (cursor == null) {
            return 1;
        }
        if (!FORM.matcher(cursor).matches() || Integer.parseInt(cursor) > LAST) {
            throw new IllegalArgumentException("'" + cursor + "' is no page of TMDB's: there are 1 to " + LAST);
        }
        return Integer.parseInt(cursor);
    }
}
