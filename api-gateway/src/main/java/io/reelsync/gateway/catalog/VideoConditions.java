package io.reelsync.gateway.catalog;

import io.reelsync.catalog.VideoField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A filter as SQL, for MySQL and MariaDB alike. On MySQL the conditions on lists are served by its multi-valued indexes,
 * and those on names by its n-gram index where there is one. What else there is stands in each index of an order.
 */
final class VideoConditions {
    /** What the server's n-grams of two characters find: words with nothing but spaces between them, none shorter. */
    private static final Pattern PHRASE = Pattern.compile("[\\p{L}\\p{N}]{2,}(?: +[\\p{L}\\p{N}]{2,})*");

    private static final String YEARS = "idx_videos_by_year";

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final boolean withinIndex;
    private final boolean byYears;
    private boolean byNgrams;

    /** @param ngrams whether the server has the n-gram index of names */
    VideoConditions(VideoFilter filter, boolean ngrams) {
        withinIndex = filter.text() == null && filter.country() == null && filter.tag() == null;
        byYears = filter.yearFrom() != null || filter.yearTo() != null;
        if (filter.text() != null) {
            named(filter.text(), ngrams);
        }
        if (filter.kind() != null) {
            add("v.type = :kind", "kind", filter.kind());
        }
        if (filter.country() != null) {
            listed("v.country_json", "v.countries_full_json", "country", filter.country());
        }
        if (filter.tag() != null) {
            listed("v.tags_json", "v.tags_full_json", "tag", filter.tag());
        }
        if (filter.yearFrom() != null) {
            add("v.year >= :yearFrom", "yearFrom", filter.yearFrom());
        }
        if (filter.yearTo() != null) {
            add("v.year <= :yearTo", "yearTo", filter.yearTo());
        }
        if (filter.minScore() != null) {
            add("v.score >= :minScore", "minScore", filter.minScore());
        }
    }

    void add(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
    }

    void add(String condition) {
        conditions.add(condition);
    }

    /**
     * From the word FROM on, for a list in that order. Left to itself the server goes through the order by an index that
     * knows nothing else, and looks at row after row until it has enough that fit.
     */
    String fromWhere(VideoSort sort) {
        return withinIndex && !conditions.isEmpty()
                ? from(" FORCE INDEX (" + sort.index() + (byYears ? ", " + YEARS : "") + ")")
                : from("");
    }

    /** From the word FROM on, in any order. */
    String fromWhere() {
        return withinIndex && byYears ? from(" FORCE INDEX (" + YEARS + ")") : from("");
    }

    private String from(String hint) {
        return " FROM videos v" + hint + where();
    }

    String where() {
        return conditions.isEmpty() ? "" : conditions.stream().collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Whether the server looks in the n-gram index of names. */
    boolean byNgrams() {
        return byNgrams;
    }

    /** The index finds those that have all phrases of the text; LIKE decides on the text as it stands. */
    private void named(String text, boolean ngrams) {
        String phrases = PHRASE.matcher(text)
                .results()
                .map(phrase -> "+\"" + phrase.group() + "\"")
                .collect(Collectors.joining(" "));
        if (ngrams && !phrases.isEmpty()) {
            add("MATCH (v.names_text) AGAINST (:phrases IN BOOLEAN MODE)", "phrases", phrases);
            byNgrams = true;
        }
        String pattern = '%' + escape(text.toLowerCase(Locale.ROOT)) + '%';
        // Within a JSON array a name stands with its quotes and backslashes escaped.
        parameters.put("inJson", pattern.replace("\\", "\\\\").replace("\"", "\\\""));
        add(
                "(LOWER(v.title) LIKE :name ESCAPE '!' OR LOWER(v.original_title) LIKE :name ESCAPE '!'"
                        + " OR LOWER(v.aka_json) LIKE :inJson ESCAPE '!')",
                "name",
                pattern);
    }

    /** The cut name finds by the index; where the row has the whole names, they decide. */
    private void listed(String indexed, String whole, String parameter, String name) {
        int length = name.codePointCount(0, name.length());
        boolean isCut = length > VideoField.LONGEST_INDEXED_NAME;
        String cut = isCut ? name.substring(0, name.offsetByCodePoints(0, VideoField.LONGEST_INDEXED_NAME)) : name;
        add("JSON_CONTAINS(" + indexed + ", JSON_QUOTE(:" + parameter + "Cut))", parameter + "Cut", cut);
        String inWhole = "JSON_CONTAINS(" + whole + ", JSON_QUOTE(:" + parameter + "))";
        // A row without whole names has none that is longer.
        add(isCut ? inWhole : "(" + whole + " IS NULL OR " + inWhole + ")", parameter, name);
    }

    private static String escape(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
