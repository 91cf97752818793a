package io.reelsync.source.imdb;

import java.util.Arrays;
import java.util.Optional;

/** The datasets that are read, known by the first line of their files. Columns are parted by tabs. */
enum Dataset {
    BASICS(
            "title.basics",
            "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres"),
    RATINGS("title.ratings", "tconst\taverageRating\tnumVotes"),
    AKAS("title.akas", "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle");

    private final String name;
    private final String header;

    Dataset(String name, String header) {
        this.name = name;
        this.header = header;
    }

    /** As IMDb calls it: {@code title.basics}. */
    String datasetName() {
        return name;
    }

    int columns() {
        return header.split("\t").length;
    }

    static Optional<Dataset> of(String firstLine) {
        return Arrays.stream(values())
                .filter(dataset -> dataset.header.equals(firstLine))
                .findFirst();
    }
}
