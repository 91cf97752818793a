package io.reelsync.gateway.catalog;

import io.reelsync.catalog.Video;
import io.reelsync.source.Kind;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.math.BigDecimal;
import java.util.Locale;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.springframework.data.jpa.domain.Specification;

/** The conditions by which videos are found, on MySQL and MariaDB alike. */
final class VideoFilters {
    private static final char ESCAPE = '!';
    /** The columns of the video service hold names cut to this many code points; whole ones stand beside them. */
    private static final int LONGEST_INDEXED_NAME = 32;

    private VideoFilters() {}

    /** Those with the text in their title, original title or another name. */
    static Specification<Video> named(String text) {
        return (video, query, builder) -> {
            String pattern = '%' + escape(text.toLowerCase(Locale.ROOT)) + '%';
            Expression<String> aka = builder.function("lower", String.class, video.get("aka"));
            // Within a JSON array a name stands with its quotes and backslashes escaped.
            String inJson = pattern.replace("\\", "\\\\").replace("\"", "\\\"");
            return builder.or(
                    builder.like(builder.lower(video.get("title")), pattern, ESCAPE),
                    builder.like(builder.lower(video.get("originalTitle")), pattern, ESCAPE),
                    builder.like(aka, inJson, ESCAPE));
        };
    }

    static Specification<Video> ofKind(Kind kind) {
        return (video, query, builder) -> builder.equal(video.get("kind"), kind.value());
    }

    static Specification<Video> ofCountry(String country) {
        return (video, query, builder) -> listed(video, builder, "countries", country);
    }

    static Specification<Video> tagged(String tag) {
        return (video, query, builder) -> listed(video, builder, "tags", tag);
    }

    static Specification<Video> from(int year) {
        return (video, query, builder) -> builder.ge(video.<Integer>get("year"), year);
    }

    static Specification<Video> upTo(int year) {
        return (video, query, builder) -> builder.le(video.<Integer>get("year"), year);
    }

    static Specification<Video> scored(BigDecimal least) {
        return (video, query, builder) -> builder.ge(video.<BigDecimal>get("score"), least);
    }

    /** The cut name finds by the index; where the row has the whole names, they decide. */
    private static Predicate listed(Root<Video> video, CriteriaBuilder builder, String list, String name) {
        int length = name.codePointCount(0, name.length());
        String cut = length <= LONGEST_INDEXED_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_INDEXED_NAME));
        Expression<?> whole = video.get(list + "Full");
        Predicate wholeDecides = builder.or(builder.isNull(whole), contains(builder, whole, name));
        Predicate indexed = contains(builder, video.get(list), cut);
        // A row without whole names has none that is longer.
        return length <= LONGEST_INDEXED_NAME
                ? builder.and(indexed, wholeDecides)
                : builder.and(indexed, contains(builder, whole, name));
    }

    private static Predicate contains(CriteriaBuilder builder, Expression<?> array, String name) {
        Expression<String> parameter = ((HibernateCriteriaBuilder) builder).value(name);
        return builder.equal(
                builder.function(
                        "json_contains", Integer.class, array, builder.function("json_quote", String.class, parameter)),
                1);
    }

    private static String escape(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
