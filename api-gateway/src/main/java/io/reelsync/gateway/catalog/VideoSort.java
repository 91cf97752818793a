package io.reelsync.gateway.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The orders in which videos are listed, each from the highest down and made definite by the id. An index serves each. */
enum VideoSort {
    NEWEST("release_date", "idx_videos_by_release", LocalDate::parse),
    SCORE("score", "idx_videos_by_score", BigDecimal::new),
    UPDATED("updated_at", "idx_videos_by_updated", LocalDateTime::parse),
    CREATED("created_at", "idx_videos_by_created", LocalDateTime::parse);

    private final String column;
    private final String index;
    private final Function<String, Object> parser;

    VideoSort(String column, String index, Function<String, Object> parser) {
        this.column = column;
        this.index = index;
        this.parser = parser;
    }

    String column() {
        return column;
    }

    String index() {
        return index;
    }

    String orderBy() {
        return " ORDER BY v." + column + " DESC, v.id DESC";
    }

    /**
     * A value of the column from its text in a cursor.
     *
     * @throws RuntimeException where it is none
     */
    Object parse(String text) {
        return parser.apply(text);
    }

    static Optional<VideoSort> find(String name) {
        return Arrays.stream(values())
                .filter(sort -> sort.paramName().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(VideoSort::paramName).toList();
    }

    private String paramName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
