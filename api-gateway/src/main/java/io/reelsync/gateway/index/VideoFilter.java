package io.reelsync.gateway.index;

import io.reelsync.gateway.web.Fields;
import io.reelsync.source.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which videos are asked for; null for any.
 *
 * @param text in the title, the original title or another name
 * @param kind as {@link Kind#value()}
 */
public record VideoFilter(
        @Nullable String text,
        @Nullable String kind,
        @Nullable String country,
        @Nullable String tag,
        @Nullable Integer yearFrom,
        @Nullable Integer yearTo,
        @Nullable BigDecimal minScore) {
    private static final VideoFilter ALL = new VideoFilter(null, null, null, null, null, null, null);

    public static final List<String> PARAMETERS =
            List.of("q", "kind", "country", "tag", "year_from", "year_to", "min_score");

    /** The year of a video of which it is not known: earlier than any that is asked for. */
    static final int NO_YEAR = Short.MIN_VALUE;

    private static final int LONGEST_TEXT = 200;
    private static final int EARLIEST_YEAR = 1800;
    private static final int LATEST_YEAR = 3000;
    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::value).toList();

    /** Reads the parameters of an address; those that can't be are refused with the fields. */
    public static VideoFilter read(Fields fields, Map<String, String> query) {
        return new VideoFilter(
                text(fields, query, "q"),
                fields.oneOf("kind", query.get("kind"), KINDS),
                text(fields, query, "country"),
                text(fields, query, "tag"),
                fields.wholeNumber("year_from", query.get("year_from"), EARLIEST_YEAR, LATEST_YEAR),
                fields.wholeNumber("year_to", query.get("year_to"), EARLIEST_YEAR, LATEST_YEAR),
                fields.decimal("min_score", query.get("min_score"), 0, 10));
    }

    private static @Nullable String text(Fields fields, Map<String, String> query, String field) {
        String text = query.getOrDefault(field, "").strip();
        if (text.length() > LONGEST_TEXT) {
            fields.refuse(field, "field.length", LONGEST_TEXT);
        }
        return text.isEmpty() ? null : text;
    }

    VideoFilter withKind(@Nullable String other) {
        return new VideoFilter(text, other, country, tag, yearFrom, yearTo, minScore);
    }

    VideoFilter withCountry(@Nullable String other) {
        return new VideoFilter(text, kind, other, tag, yearFrom, yearTo, minScore);
    }

    VideoFilter withTag(@Nullable String other) {
        return new VideoFilter(text, kind, country, other, yearFrom, yearTo, minScore);
    }

    VideoFilter ofAnyYear() {
        return new VideoFilter(text, kind, country, tag, null, null, minScore);
    }

    public boolean findsAll() {
        return this.equals(ALL);
    }

    /** The first year that it finds. */
    int firstYear() {
        if (yearFrom != null) {
            return yearFrom;
        }
        return yearTo == null ? NO_YEAR : NO_YEAR + 1;
    }

    int lastYear() {
        return yearTo == null ? Short.MAX_VALUE : yearTo;
    }

    /** The lowest score that it finds, in the numbers of {@link VideoSort#SCORE}. */
    long leastScore() {
        return minScore == null
                ? VideoSort.UNKNOWN
                : minScore.movePointRight(1).setScale(0, RoundingMode.CEILING).longValueExact();
    }
}
