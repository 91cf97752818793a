package io.reelsync.gateway.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;

/** The orders in which videos are listed, each from the highest down and made definite by the id. */
enum VideoSort {
    NEWEST("releaseDate"),
    SCORE("score"),
    UPDATED("updatedAt"),
    CREATED("createdAt");

    private final Sort order;

    VideoSort(String attribute) {
        order = Sort.by(Sort.Order.desc(attribute), Sort.Order.desc("id"));
    }

    Sort order() {
        return order;
    }

    static Optional<VideoSort> find(String name) {
        return Arrays.stream(values())
                .filter(sort -> sort.paramName().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(VideoSort::paramName).collect(Collectors.joining(", "));
    }

    private String paramName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
