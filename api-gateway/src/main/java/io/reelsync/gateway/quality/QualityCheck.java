package io.reelsync.gateway.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something odd about a title: a condition on its subject {@code s} and its video {@code v}, which may be missing, and
 * what is odd, as text.
 */
enum QualityCheck {
    OUTLIER_RUNTIME("v.type = 'movie' AND (v.runtime < 1 OR v.runtime > 600)", "v.runtime"),
    OUTLIER_YEAR(
            "ABS(CAST(YEAR(v.release_date) AS SIGNED) - v.year) > 2", "CONCAT(v.year, ', released ', v.release_date)"),
    OUTLIER_EPISODE_COUNT("v.episode_count > 3000", "v.episode_count"),
    OUTLIER_RELEASE_FAR_AHEAD("v.release_date > UTC_DATE() + INTERVAL 5 YEAR", "v.release_date"),
    OUTLIER_SCORE_WITHOUT_VOTES("v.score IS NOT NULL AND v.votes IS NULL", "v.score"),
    OUTLIER_VOTES_WITHOUT_SCORE("v.votes >= 100 AND v.score IS NULL", "v.votes"),
    OUTLIER_SCORE_BEFORE_RELEASE(
            "v.score IS NOT NULL AND v.release_date > UTC_DATE() + INTERVAL 30 DAY",
            "CONCAT(v.score, ', to be released ', v.release_date)"),
    STALE(
            "s.state = 'WAITING' AND s.detailed_at < UTC_TIMESTAMP(3) - INTERVAL :staleAfter SECOND",
            "CONCAT('details of ', s.detailed_at)"),
    NEVER_DETAILED(
            "s.detailed_at IS NULL AND s.state IN ('WAITING', 'LEASED')"
                    + " AND s.first_seen_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY",
            "CONCAT('listed since ', s.first_seen_at)"),
    DEAD("s.state = 'DEAD'", "CONCAT(s.reason, ': ', COALESCE(s.detail, ''))"),
    SECOND_BEST_ROUTE("s.route = 'json'", "s.route");

    private static final String OUTLIER = "OUTLIER_";

    private final String condition;
    private final String value;

    QualityCheck(String condition, String value) {
        this.condition = condition;
        this.value = value;
    }

    static Optional<QualityCheck> find(String name) {
        return Arrays.stream(values())
                .filter(check -> check.checkName().equals(name))
                .findFirst();
    }

    String checkName() {
        return isOfTitles() ? "outlier." + lowerCase(name().substring(OUTLIER.length())) : lowerCase(name());
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The condition, true or false and never NULL. */
    String condition() {
        return "COALESCE((" + condition + ")" + (isOfTitles() ? " AND " + QualityReport.ONCE : "") + ", FALSE)";
    }

    /** Whether it is odd of the title itself, however many sources have it. */
    private boolean isOfTitles() {
        return name().startsWith(OUTLIER);
    }

    String value() {
        return value;
    }
}
