package io.reelsync.gateway.quality;

import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.source.Reason;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The titles behind each figure of the report. Names of checks choose among texts of our own; no input becomes SQL. */
@Component
class FoundTitles {
    private static final String MISSING = "missing.";
    private static final String DISAGREEMENT = "disagreement.";
    private static final String QUARANTINED = "quarantined.";

    private final JdbcClient jdbc;
    private final QualityReport report;

    FoundTitles(JdbcClient jdbc, QualityReport report) {
        this.jdbc = jdbc;
        this.report = report;
    }

    /**
     * A title that a check found.
     *
     * @param value what is odd about it
     */
    record FoundTitle(
            String source,
            String sourceId,
            @Nullable String videoId,
            @Nullable String title,
            @Nullable String kind,
            @Nullable String value,
            @Nullable Instant seenAt) {}

    /** What a check looks for: beside the titles, where its rows are, and how they are told. */
    private record Search(
            String join,
            String condition,
            String value,
            String seenAt,
            @Nullable String name) {}

    /** The names of all checks, for a message. */
    static String names() {
        return Stream.concat(
                        Arrays.stream(QualityCheck.values()).map(QualityCheck::checkName),
                        Stream.of(MISSING + "<field>", DISAGREEMENT + "<field>", QUARANTINED + "<reason>"))
                .collect(Collectors.joining(", "));
    }

    /** Whether there is such a check. */
    static boolean isCheck(String check) {
        return search(check).isPresent();
    }

    private static Optional<Search> search(String check) {
        if (check.startsWith(MISSING)) {
            return CountedFields.find(check.substring(MISSING.length()))
                    .map(field -> new Search(
                            "",
                            QualityReport.DETAILED + " AND NOT " + CountedFields.filled(field) + " AND "
                                    + CountedFields.counts(field),
                            "NULL",
                            "s.detailed_at",
                            null));
        }
        if (check.startsWith(DISAGREEMENT)) {
            String field = check.substring(DISAGREEMENT.length());
            return field.matches("[a-z_]{1,64}")
                    ? Optional.of(new Search(
                            "JOIN cross_check_disagreements c ON c.source = s.source AND c.source_id = s.source_id"
                                    + " AND c.field = :name",
                            "TRUE",
                            "CONCAT(c.stored_value, ' / ', c.cross_check, ': ', c.other_value)",
                            "c.seen_at",
                            field))
                    : Optional.empty();
        }
        if (check.startsWith(QUARANTINED)) {
            String reason = check.substring(QUARANTINED.length()).toUpperCase(Locale.ROOT);
            return Arrays.stream(Reason.values()).anyMatch(known -> known.name().equals(reason))
                    ? Optional.of(new Search(
                            "JOIN quarantined_answers q ON q.source = s.source AND q.source_id = s.source_id"
                                    + " AND q.reason = :name AND q.accepted_at IS NULL",
                            "TRUE",
                            "q.detail",
                            "q.quarantined_at",
                            reason))
                    : Optional.empty();
        }
        return QualityCheck.find(check).map(one -> new Search("", one.condition(), one.value(), "s.detailed_at", null));
    }

    /** @param check one that {@link #isCheck} knows */
    Listing<FoundTitle> find(String check, @Nullable String source, @Nullable String kind, Paging paging) {
        Search search = search(check).orElseThrow();
        String from = " FROM subjects s LEFT JOIN statements t ON t.source = s.source AND t.source_id = s.source_id"
                + " LEFT JOIN videos v ON v.id = t.video_id "
                + search.join() + " WHERE (:source IS NULL OR s.source = :source)"
                + " AND (:kind IS NULL OR v.type = :kind) AND " + search.condition();
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("source", source);
        parameters.put("kind", kind);
        parameters.put("name", search.name());
        parameters.put("staleAfter", report.staleAfterSeconds());
        long total = jdbc.sql("SELECT COUNT(*)" + from)
                .params(parameters)
                .query(Long.class)
                .single();
        parameters.put("size", paging.size());
        parameters.put("offset", paging.offset());
        List<FoundTitle> titles = jdbc.sql(
                        "SELECT s.source, s.source_id, v.id, COALESCE(v.title_full, v.title, s.title) title, v.type, "
                                + search.value() + " odd, " + search.seenAt() + " seen_at" + from
                                + " ORDER BY s.source, LENGTH(s.source_id), s.source_id LIMIT :size OFFSET :offset")
                .params(parameters)
                .query((row, n) -> new FoundTitle(
                        row.getString("source"),
                        row.getString("source_id"),
                        row.getString("id"),
                        row.getString("title"),
                        row.getString("type"),
                        row.getString("odd"),
                        instant(row.getObject("seen_at", LocalDateTime.class))))
                .list();
        return new Listing<>(titles, paging.page(), paging.size(), total);
    }

    static @Nullable Instant instant(@Nullable LocalDateTime time) {
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
