package io.reelsync.samplesite.catalogue;

import io.reelsync.samplesite.invention.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One title: all that stays, and the rules by which the rest moves.
 *
 * @param hour the hour since 1970 in which it entered the site; its place in the lists follows from it
 */
public record Title(
        long hour, long id, TitleKind kind, Heading heading, Credits credits, Origin origin, Times times, Texts texts) {

    /** Whether all its episodes are out. */
    public boolean isCompleteAt(Instant time) {
        Serial serial = times.serial();
        return serial == null || Integer.valueOf(serial.planned()).equals(serial.episodesAt(Moments.of(this, time)));
    }

    /** The name in Chinese, the name in its own language if it has one, and further names. */
    public record Heading(String title, @Nullable String original, List<String> others) {
        /** Both names as the page's heading holds them. */
        public String whole() {
            return original == null ? title : title + " " + original;
        }
    }

    /** Who made it and who plays. */
    public record Credits(List<Person> directors, List<Person> writers, List<Person> actors) {}

    /** Genres, countries and languages as written. */
    public record Origin(List<String> genres, List<String> countries, List<String> languages) {}

    /** All that has to do with time. */
    record Times(
            Release release,
            Reception reception,
            @Nullable Serial serial,
            List<String> runtimes,
            @Nullable Integer minutes) {}

    /** The paragraphs of the summary, and the number at IMDb. */
    record Texts(List<String> summary, @Nullable String imdbId) {}
}
