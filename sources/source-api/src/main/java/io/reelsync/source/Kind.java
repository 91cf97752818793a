package io.reelsync.source;

import java.util.Arrays;

/** What a video is. The {@linkplain #value() values} are those of the column {@code videos.type} and of the API. */
public enum Kind {
    MOVIE("movie"),
    TV("tv"),
    ANIME("anime"),
    DOC("doc"),
    TVSHOW("tvshow");

    private final String value;

    Kind(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }

    /** @throws IllegalArgumentException where no kind has that value */
    public static Kind of(String value) {
        return Arrays.stream(values())
                .filter(kind -> kind.value.equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + value + "' is no kind of video"));
    }
}
