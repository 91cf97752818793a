package io.reelsync.source.douban;

import io.reelsync.source.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The lists of the mobile site: where each is, and what kind of video it holds. */
enum DoubanFeed {
    MOVIES("movie", "最新", "全部", Kind.MOVIE),
    TV("tv", "tv", "tv", Kind.TV),
    ANIME("tv", "tv", "tv_animation", Kind.ANIME),
    DOCUMENTARIES("tv", "tv", "tv_documentary", Kind.DOC),
    SHOWS("tv", "show", "show", Kind.TVSHOW);

    private final String list;
    private final String category;
    private final String type;
    private final Kind kind;

    DoubanFeed(String list, String category, String type, Kind kind) {
        this.list = list;
        this.category = category;
        this.type = type;
        this.kind = kind;
    }

    /** @throws IllegalArgumentException where Douban has no such feed */
    static DoubanFeed of(String feed) {
        return Arrays.stream(values())
                .filter(known -> known.feedName().equals(feed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + feed + "' is no feed of Douban: it has " + String.join(", ", names())));
    }

    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (DoubanFeed feed : values()) {
            names.add(feed.feedName());
        }
        return Collections.unmodifiableSet(names);
    }

    String feedName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What most of its titles are. */
    Kind kind() {
        return kind;
    }

    /** Path and query of one page of the list. */
    String pathAndQuery(int start, int count, DoubanSettings.FeedSettings settings) {
        return "/rexxar/api/v2/subject/recent_hot/" + list + "?start=" + start + "&limit=" + count + "&category="
                + encoded(Objects.requireNonNullElse(settings.category(), category)) + "&type="
                + encoded(Objects.requireNonNullElse(settings.type(), type));
    }

    /**
     * The kind of an item: the feed tells it, except where a film stands among series or a series among films.
     *
     * @param itemType {@code movie} or {@code tv}
     */
    Kind kindOf(String itemType) {
        boolean film = itemType.equals("movie");
        if (film) {
            return Kind.MOVIE;
        }
        return kind == Kind.MOVIE ? Kind.TV : kind;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
