package io.reelsync.samplesite.catalogue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and where a title came out.
 *
 * @param year the year in the heading
 * @param day the day from which it is out
 * @param dates as written, in the page's order
 * @param first the earliest of them, as exact as it is written
 */
record Release(
        int year,
        LocalDate day,
        List<String> dates,
        @Nullable String first) {}
