package io.reelsync.samplesite.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes in episodes.
 *
 * @param since when the first ones stood on the page
 * @param atFirst how many those were; none where the page doesn't say
 * @param planned how many there will be
 * @param hoursEach the hours between one episode and the next
 * @param season the season's number, if the page gives it
 * @param seasonIds the seasons' numbers with the titles' ids, where the page offers them for choice
 * @param runtime one episode's length as written
 * @param minutes the same in minutes
 */
record Serial(
        Instant since,
        int atFirst,
        int planned,
        int hoursEach,
        @Nullable Integer season,
        @Nullable Map<String, String> seasonIds,
        @Nullable String runtime,
        @Nullable Integer minutes) {

    @Nullable
    Integer episodesAt(Instant time) {
        if (atFirst == 0) {
            return null;
        }
        long later = Math.max(0, Duration.between(since, time).toHours() / hoursEach);
        return (int) Math.min(planned, atFirst + later);
    }
}
