package io.reelsync.gateway.catalog;

import io.reelsync.catalog.Video;
import io.reelsync.gateway.web.Fields;
import io.reelsync.source.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/** Which videos are asked for, and in what order. */
record VideoQuery(Specification<Video> filter, VideoSort sort) {
    private static final int LONGEST_TEXT = 200;
    private static final int EARLIEST_YEAR = 1800;
    private static final int LATEST_YEAR = 3000;

    /** Reads the parameters of an address; those that can't be are refused with the fields. */
    static VideoQuery read(Fields fields, Map<String, String> query) {
        List<Specification<Video>> filters = new ArrayList<>();
        text(fields, query, "q", VideoFilters::named, filters);
        text(fields, query, "country", VideoFilters::ofCountry, filters);
        text(fields, query, "tag", VideoFilters::tagged, filters);
        kind(fields, query.get("kind"), filters);
        add(
                fields.wholeNumber("year_from", query.get("year_from"), EARLIEST_YEAR, LATEST_YEAR),
                VideoFilters::from,
                filters);
        add(
                fields.wholeNumber("year_to", query.get("year_to"), EARLIEST_YEAR, LATEST_YEAR),
                VideoFilters::upTo,
                filters);
        add(fields.decimal("min_score", query.get("min_score"), 0, 10), VideoFilters::scored, filters);
        return new VideoQuery(Specification.allOf(filters), sort(fields, query.get("sort")));
    }

    private static <T> void add(
            @Nullable T value, Function<T, Specification<Video>> filter, List<Specification<Video>> filters) {
        if (value != null) {
            filters.add(filter.apply(value));
        }
    }

    private static void text(
            Fields fields,
            Map<String, String> query,
            String field,
            Function<String, Specification<Video>> filter,
            List<Specification<Video>> filters) {
        String text = query.getOrDefault(field, "").strip();
        if (text.length() > LONGEST_TEXT) {
            fields.refuse(field, "field.length", LONGEST_TEXT);
        } else if (!text.isEmpty()) {
            filters.add(filter.apply(text));
        }
    }

    private static void kind(Fields fields, @Nullable String kind, List<Specification<Video>> filters) {
        if (kind == null || kind.isEmpty()) {
            return;
        }
        Arrays.stream(Kind.values())
                .filter(known -> known.value().equals(kind))
                .findFirst()
                .ifPresentOrElse(
                        known -> filters.add(VideoFilters.ofKind(known)),
                        () -> fields.refuse("kind", "field.choice", kinds()));
    }

    private static String kinds() {
        return Arrays.stream(Kind.values()).map(Kind::value).collect(Collectors.joining(", "));
    }

    private static VideoSort sort(Fields fields, @Nullable String sort) {
        if (sort == null || sort.isEmpty()) {
            return VideoSort.NEWEST;
        }
        return VideoSort.find(sort).orElseGet(() -> {
            fields.refuse("sort", "field.choice", VideoSort.names());
            return VideoSort.NEWEST;
        });
    }
}
