package io.reelsync.gateway.quality;

import io.reelsync.catalog.CatalogSettings;
import io.reelsync.catalog.VideoField;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the quality of what is stored. One pass over the titles for all fields, one for all checks. */
@Component
class QualityReport {
    private static final String TITLES = """
            FROM subjects s LEFT JOIN statements t ON t.source = s.source AND t.source_id = s.source_id
            LEFT JOIN videos v ON v.id = t.video_id
            WHERE (:source IS NULL OR s.source = :source)""";

    /** Where no source is asked for, a title of several counts once: at the source by which it is known. */
    static final String ONCE = "(:source IS NOT NULL OR v.source = s.source AND v.source_key = s.source_id)";

    static final String DETAILED = "s.detailed_at IS NOT NULL AND v.id IS NOT NULL AND " + ONCE;

    private final JdbcClient jdbc;
    private final CatalogSettings.Refresh refresh;
    private final Clock clock;

    QualityReport(JdbcClient jdbc, CatalogSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.refresh = settings.refresh();
        this.clock = clock;
    }

    /**
     * The report.
     *
     * @param titles how many titles have details
     */
    record Report(Instant generatedAt, long titles, List<Fill> fields, List<Finding> checks) {}

    /**
     * How many titles of a kind have a field, where titles of that kind have it as a rule.
     *
     * @param ratio from 0 to 1
     */
    record Fill(String field, String kind, long titles, long filled, double ratio) {}

    /** How many titles a check finds; its titles are asked for by its name. */
    record Finding(String check, long titles) {}

    Report read(@Nullable String source) {
        List<Fill> fields = fills(source);
        long titles = fields.stream()
                .filter(fill -> fill.field().equals(VideoField.TITLE.fieldName()))
                .mapToLong(Fill::titles)
                .sum();
        List<Finding> checks = new ArrayList<>(titleChecks(source));
        checks.addAll(findings(
                "SELECT CONCAT('disagreement.', field), COUNT(DISTINCT source_id) FROM cross_check_disagreements"
                        + " WHERE (:source IS NULL OR source = :source) GROUP BY field ORDER BY field",
                source));
        checks.addAll(findings(
                "SELECT CONCAT('quarantined.', LOWER(reason)), COUNT(DISTINCT source_id) FROM quarantined_answers"
                        + " WHERE (:source IS NULL OR source = :source) AND accepted_at IS NULL"
                        + " GROUP BY reason ORDER BY reason",
                source));
        return new Report(clock.instant(), titles, fields, checks);
    }

    /** After which time without a look details are stale: twice the time after which they should have been looked at. */
    long staleAfterSeconds() {
        return 2 * refresh.settled().toSeconds();
    }

    private List<Fill> fills(@Nullable String source) {
        String sums = CountedFields.ALL.stream()
                .map(field -> "SUM(" + CountedFields.filled(field) + ") " + field.fieldName() + "_filled")
                .collect(Collectors.joining(", ", "", " "));
        List<Fill> fills = new ArrayList<>();
        jdbc.sql("SELECT COALESCE(v.type, '') kind, COUNT(*) titles, " + sums + TITLES + " AND " + DETAILED
                        + " GROUP BY v.type ORDER BY v.type")
                .param("source", source)
                .query(row -> {
                    long titles = row.getLong("titles");
                    String kind = row.getString("kind");
                    for (VideoField field : CountedFields.ALL) {
                        if (CountedFields.counts(field, kind)) {
                            long filled = row.getLong(field.fieldName() + "_filled");
                            fills.add(new Fill(field.fieldName(), kind, titles, filled, (double) filled / titles));
                        }
                    }
                });
        return fills;
    }

    private List<Finding> titleChecks(@Nullable String source) {
        String sums = Arrays.stream(QualityCheck.values())
                .map(check -> "COALESCE(SUM(" + check.condition() + "), 0) " + check.name())
                .collect(Collectors.joining(", ", "", " "));
        return jdbc.sql("SELECT " + sums + TITLES)
                .param("source", source)
                .param("staleAfter", staleAfterSeconds())
                .query((row, n) -> {
                    List<Finding> findings = new ArrayList<>();
                    for (QualityCheck check : QualityCheck.values()) {
                        findings.add(new Finding(check.checkName(), row.getLong(check.name())));
                    }
                    return findings;
                })
                .single();
    }

    private List<Finding> findings(String sql, @Nullable String source) {
        return jdbc.sql(sql)
                .param("source", source)
                .query((row, n) -> new Finding(row.getString(1), row.getLong(2)))
                .list();
    }
}
