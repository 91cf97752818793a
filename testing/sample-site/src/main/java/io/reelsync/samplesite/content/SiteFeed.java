package io.reelsync.samplesite.content;

import io.reelsync.samplesite.catalogue.TitleKind;
import java.util.Optional;

/** The lists that the site offers. */
public enum SiteFeed {
    MOVIES(TitleKind.MOVIE),
    TV(TitleKind.TV),
    ANIME(TitleKind.ANIME),
    DOCUMENTARIES(TitleKind.DOC),
    SHOWS(TitleKind.TVSHOW);

    private final TitleKind kind;

    SiteFeed(TitleKind kind) {
        this.kind = kind;
    }

    TitleKind kind() {
        return kind;
    }

    /** The series' list that an address with this {@code category} and {@code type} means; empty where there is none. */
    public static Optional<SiteFeed> ofSeries(String category, String type) {
        return switch (category + " " + type) {
            case "tv tv" -> Optional.of(TV);
            case "tv tv_animation" -> Optional.of(ANIME);
            case "tv tv_documentary" -> Optional.of(DOCUMENTARIES);
            case "show show" -> Optional.of(SHOWS);
            default -> Optional.empty();
        };
    }
}
