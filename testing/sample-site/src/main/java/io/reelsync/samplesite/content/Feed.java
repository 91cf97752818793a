package io.reelsync.samplesite.content;

import io.reelsync.samplesite.catalogue.Kind;
import java.util.Optional;

/** The lists that the site offers. */
public enum Feed {
    MOVIES(Kind.MOVIE),
    TV(Kind.TV),
    ANIME(Kind.ANIME),
    DOCUMENTARIES(Kind.DOC),
    SHOWS(Kind.TVSHOW);

    private final Kind kind;

    Feed(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The series' list that an address with this {@code category} and {@code type} means; empty where there is none. */
    public static Optional<Feed> ofSeries(String category, String type) {
        return switch (category + " " + type) {
            case "tv tv" -> Optional.of(TV);
            case "tv tv_animation" -> Optional.of(ANIME);
            case "tv tv_documentary" -> Optional.of(DOCUMENTARIES);
            case "show show" -> Optional.of(SHOWS);
            default -> Optional.empty();
        };
    }
}
