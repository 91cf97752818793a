package io.reelsync.source.tmdb;

import io.reelsync.source.Feed;
import io.reelsync.source.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** TMDB's lists: where each is. */
enum TmdbFeed {
    NOW_PLAYING(TitleType.MOVIE, "now_playing"),
    POPULAR(TitleType.MOVIE, "popular"),
    UPCOMING(TitleType.MOVIE, "upcoming"),
    AIRING_TODAY(TitleType.TV, "airing_today"),
    ON_THE_AIR(TitleType.TV, "on_the_air"),
    POPULAR_TV(TitleType.TV, "popular"),
    /** What has changed of films and series: two lists, of which TMDB has one for each. */
    CHANGES(TitleType.MOVIE, "changes");

    /** All that TMDB gives of a fortnight is far less. */
    private static final int ALL_CHANGES = 1_000_000;

    private final TitleType type;
    private final String list;

    TmdbFeed(TitleType type, String list) {
        this.type = type;
        this.list = list;
    }

    /** @throws IllegalArgumentException where TMDB has no such feed */
    static TmdbFeed of(String feed) {
        return Arrays.stream(values())
                .filter(known -> known.feedName().equals(feed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + feed + "' is no feed of TMDB: it has "
                        + Arrays.stream(values()).map(TmdbFeed::feedName).collect(Collectors.joining(", "))));
    }

    String feedName() {
        return name().toLowerCase(Locale.ROOT);
    }

    TitleType type() {
        return type;
    }

    String list() {
        return list;
    }

    /** @param listSize how many titles a run lists where nothing else is asked; changes are read to their end */
    Feed described(int listSize) {
        Kind most = type == TitleType.MOVIE ? Kind.MOVIE : Kind.TV;
        return this == CHANGES ? Feed.ofChanges(feedName(), most, ALL_CHANGES) : new Feed(feedName(), most, listSize);
    }
}
