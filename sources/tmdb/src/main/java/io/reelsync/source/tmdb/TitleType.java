package io.reelsync.source.tmdb;

import java.util.Locale;

/** TMDB numbers films and series apart, and calls the same facts by other names. */
enum TitleType {
    MOVIE("title", "original_title", "release_date"),
    TV("name", "original_name", "first_air_date");

    private final String title;
    private final String originalTitle;
    private final String date;

    TitleType(String title, String originalTitle, String date) {
        this.title = title;
        this.originalTitle = originalTitle;
        this.date = date;
    }

    /** As addresses and ids have it: {@code movie}, {@code tv}. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    String titleField() {
        return title;
    }

    String originalTitleField() {
        return originalTitle;
    }

    /** Of the first release, or the first episode. */
    String dateField() {
        return date;
    }
}
